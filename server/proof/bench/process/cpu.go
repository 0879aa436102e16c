package process

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"time"
)

// tick is the unit of times in /proc/PID/stat: a hundredth of a second, independent of the
// kernel's own clock (USER_HZ, proc(5)).
const tick = time.Second / 100

// CPU returns the CPU time that all threads of the process have used so far, in user mode and in
// the kernel.
func (p *Process) CPU() (time.Duration, error) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.PID()))
	if err == nil {
		var spent time.Duration
		if spent, err = parseStat(stat); err == nil {
			return spent, nil
		}
	}
	return 0, fmt.Errorf("reading the CPU time of %s: %w", p.Name, err)
}

// The numbers of fields of /proc/PID/stat (proc(5)). Field 2 is the program's name in
// parentheses. The name may have any characters, so field 3 follows the last parenthesis.
const (
	afterName = 3
	utime     = 14
	stime     = 15
)

// parseStat returns utime + stime of a /proc/PID/stat.
func parseStat(stat []byte) (time.Duration, error) {
	name := bytes.LastIndexByte(stat, ')')
	fields := bytes.Fields(stat[name+1:])
	if name < 0 || len(fields) <= stime-afterName {
		return 0, fmt.Errorf("parsing %q: want a name in parentheses and %d fields", stat, stime)
	}
	ticks := 0
	for _, field := range []int{utime, stime} {
		n, err := strconv.Atoi(string(fields[field-afterName]))
		if err != nil {
			return 0, fmt.Errorf("parsing field %d of %q: %w", field, stat, err)
		}
		ticks += n
	}
	return time.Duration(ticks) * tick, nil
}
