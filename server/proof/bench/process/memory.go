package process

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strconv"
	"time"
)

const (
	readEvery = 200 * time.Millisecond // between two readings of memory
	readings  = 4                      // that must agree
	agreement = 500                    // they do if they differ by one in so many
	restTime  = 15 * time.Second       // after which they are taken as they are
)

// Resident returns how many bytes of memory the process has in use, once that number
// has come to rest: a server collects its garbage and gives memory back in its own
// time.
func (p *Process) Resident(ctx context.Context) (int, error) {
	timer := time.NewTicker(readEvery)
	defer timer.Stop()
	var last []int
	for end := time.Now().Add(restTime); ; {
		now, err := p.resident()
		if err != nil {
			return 0, err
		}
		last = append(last, now)
		if atRest(last) || time.Now().After(end) {
			return now, nil
		}
		select {
		case <-timer.C:
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	}
}

// atRest says whether the last of the readings agree.
func atRest(bytes []int) bool {
	if len(bytes) < readings {
		return false
	}
	least, most := bytes[len(bytes)-1], bytes[len(bytes)-1]
	for _, n := range bytes[len(bytes)-readings:] {
		least, most = min(least, n), max(most, n)
	}
	return most-least <= most/agreement
}

func (p *Process) resident() (int, error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.PID()))
	if err == nil {
		var n int
		if n, err = parseStatus(status); err == nil {
			return n, nil
		}
	}
	return 0, fmt.Errorf("reading the memory of %s: %w", p.Name, err)
}

// parseStatus returns VmRSS of a /proc/PID/status in bytes.
func parseStatus(status []byte) (int, error) {
	for line := range bytes.Lines(status) {
		rest, found := bytes.CutPrefix(line, []byte("VmRSS:"))
		if !found {
			continue
		}
		fields := bytes.Fields(rest)
		if len(fields) != 2 || string(fields[1]) != "kB" {
			return 0, fmt.Errorf("parsing %q: want a number of kB", line)
		}
		n, err := strconv.Atoi(string(fields[0]))
		if err != nil {
			return 0, fmt.Errorf("parsing %q: %w", line, err)
		}
		return n << 10, nil
	}
	return 0, fmt.Errorf("parsing the status: it has no line VmRSS")
}
