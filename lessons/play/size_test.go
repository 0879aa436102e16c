package play

import "testing"

func TestSizesOfRowsHaveGroupsOfThreeDigits(t *testing.T) {
	for n, want := range map[uint64]string{
		0: "0 bytes", 1: "1 byte", 999: "999 bytes", 1000: "1,000 bytes", 65_536: "65,536 bytes", 1_234_567: "1,234,567 bytes",
		1<<64 - 1: "18,446,744,073,709,551,615 bytes",
	} {
		if got := Size(n); got != want {
			t.Errorf("%d is written as %q, want %q", n, got, want)
		}
	}
}

func TestPlainSizesHaveNoCommas(t *testing.T) {
	if got := PlainSize(1) + ", " + PlainSize(4097); got != "1 byte, 4097 bytes" {
		t.Errorf("%q", got)
	}
}
