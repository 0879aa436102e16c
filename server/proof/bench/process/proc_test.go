package process

import (
	"strings"
	"testing"
	"time"
)

const stat = "23751 (a) b (c) R 23688 23688 20418 0 -1 4194304 102 0 0 0 123 45 0 0 20 0 1 0 1191621 3133440 384"

func TestCPUTimeIsTheSumOfBothModes(t *testing.T) {
	got, err := parseStat([]byte(stat))
	if want := 1680 * time.Millisecond; err != nil || got != want {
		t.Errorf("%v, %v (want %v)", got, err, want)
	}
}

func TestBrokenStatIsRefused(t *testing.T) {
	for given, want := range map[string]string{
		"":                                   "want a name in parentheses",
		"1 (a) R 2 3":                        "and 15 fields",
		strings.Replace(stat, "123", "x", 1): "parsing field 14",
	} {
		if _, err := parseStat([]byte(given)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v (want an error with %q)", given, err, want)
		}
	}
}

func TestResidentMemoryIsGivenInBytes(t *testing.T) {
	got, err := parseStatus([]byte("Name:\tpeer\nVmHWM:\t  999 kB\nVmRSS:\t   12 kB\nThreads:\t7\n"))
	if err != nil || got != 12<<10 {
		t.Errorf("%d, %v (want %d)", got, err, 12<<10)
	}
}

func TestBrokenStatusIsRefused(t *testing.T) {
	for given, want := range map[string]string{
		"Name:\tpeer\n":     "no line VmRSS",
		"VmRSS:\t12 MB\n":   "want a number of kB",
		"VmRSS:\tmuch kB\n": "invalid syntax",
	} {
		if _, err := parseStatus([]byte(given)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v (want an error with %q)", given, err, want)
		}
	}
}

func TestMemoryIsStableWhenReadingsAgree(t *testing.T) {
	for _, c := range []struct {
		readings []int
		want     bool
	}{
		{[]int{1000, 1000, 1000}, false},
		{[]int{1000, 1000, 1000, 1000, 1002}, true},
		{[]int{1000, 1000, 1000, 1000, 1003}, false},
		{[]int{5000, 1000, 1000, 1000, 1001, 1000}, true},
	} {
		if got := isStable(c.readings); got != c.want {
			t.Errorf("%v: %v (want %v)", c.readings, got, c.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(stat)
	f.Add("VmRSS:\t   12 kB\n")
	f.Fuzz(func(t *testing.T, given string) {
		parseStat([]byte(given))
		parseStatus([]byte(given))
	})
}
