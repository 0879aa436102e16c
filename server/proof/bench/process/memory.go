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
	readInterval     = 200 * time.Millisecond // between two readings of memory
	equalReadings    = 4                      // that must be about equal
	deviationDivisor = 500                    // the greatest difference of these readings, as a divisor of the greatest of them
	maxWait          = 15 * time.Second       // after which the last reading counts in any case
)

// Resident returns the resident memory of the process, in bytes. It waits until the number is
// stable, because a server collects garbage and gives memory back later.
func (p *Process) Resident(ctx context.Context) (int, error) {
	timer := time.NewTicker(readInterval)
	defer timer.Stop()
	var last []int
	for end := time.Now().Add(maxWait); ; {
		now, err := p.resident()
		if err != nil {
			return 0, err
		}
		last = append(last, now)
		if isStable(last) || time.Now().After(end) {
			return now, nil
		}
		select {
		case <-timer.C:
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	}
}

// isStable reports whether the last readings are about equal.
func isStable(bytes []int) bool {
	if len(bytes) < equalReadings {
		return false
	}
	least, most := bytes[len(bytes)-1], bytes[len(bytes)-1]
	for _, n := range bytes[len(bytes)-equalReadings:] {
		least, most = min(least, n), max(most, n)
	}
	return most-least <= most/deviationDivisor
}

// resident returns the resident memory of the process now.
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
