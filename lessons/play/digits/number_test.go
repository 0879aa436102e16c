package digits

import "testing"

func TestCutNumberLeavesTheRest(t *testing.T) {
	for text, want := range map[string]struct {
		n    uint64
		rest string
		ok   bool
	}{
		"":                           {0, "", true},
		"x1":                         {0, "x1", true},
		"0x":                         {0, "x", true},
		"12[]":                       {12, "[]", true},
		"99":                         {99, "", true},
		"100":                        {0, "100", false},
		"01":                         {0, "01", false},
		"99999999999999999999999999": {0, "99999999999999999999999999", false},
	} {
		n, rest, ok := CutNumber(text, 99)
		if n != want.n || rest != want.rest || ok != want.ok {
			t.Errorf("CutNumber(%q) is %d, %q, %t, want %+v", text, n, rest, ok, want)
		}
	}
}
