package play

import "testing"

func TestTimesHaveAsManyDigitsAsAReaderCanUse(t *testing.T) {
	for m, want := range map[Milliseconds]string{
		0: "0.0 ms", 0.04: "0.0 ms", 9.96: "10.0 ms", 99.9: "99.9 ms", 100: "100 ms", 999.4: "999 ms", 1000: "1.00 s", 1050: "1.05 s", 61234: "61.23 s",
	} {
		if got := m.String(); got != want {
			t.Errorf("%v is written as %q, want %q", float64(m), got, want)
		}
	}
}
