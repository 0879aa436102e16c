package highlight

import (
	"slices"
	"strings"
	"testing"
)

// apply returns the two versions that a comparison describes.
func apply(changes []change, old, new []string) (before, after []string) {
	for _, c := range changes {
		if c.sign != '+' {
			before = append(before, old[c.old])
		}
		if c.sign != '-' {
			after = append(after, new[c.new])
		}
	}
	return before, after
}

// signs returns the signs of a comparison in a row.
func signs(changes []change) string {
	var b strings.Builder
	for _, c := range changes {
		b.WriteByte(c.sign)
	}
	return b.String()
}

func TestAComparisonHasTheFewestChanges(t *testing.T) {
	for _, test := range []struct{ old, new, want string }{
		{"", "", ""},
		{"", "a b", "++"},
		{"a b", "", "--"},
		{"a b c", "a b c", "   "},
		{"a b c", "a x c", " -+ "},
		{"a b c", "a c", " - "},
		{"a c", "a b c", " + "},
		{"a b c d", "b c d e", "-   +"},
		{"a b", "b a b", "+  "},
		{"x a b", "a b x", "-  +"},
	} {
		old, new := strings.Fields(test.old), strings.Fields(test.new)
		if got := signs(compare(old, new)); got != test.want {
			t.Errorf("%q to %q: %q, want %q", test.old, test.new, got, test.want)
		}
	}
}

func TestLinesAroundAChangeAreVisible(t *testing.T) {
	for _, test := range []struct{ signs, want string }{
		{"+", "1"},
		{"     +", "001111"},
		{"    +", "11111"}, // a gap of one line would save nothing
		{"+        +", "1111001111"},
		{"+       +", "111111111"},
		{"-      ", "1111000"},
	} {
		var changes []change
		for _, sign := range []byte(test.signs) {
			changes = append(changes, change{sign: sign})
		}
		got := ""
		for _, show := range visibleChanges(changes) {
			got += map[bool]string{true: "1", false: "0"}[show]
		}
		if got != test.want {
			t.Errorf("%q: %s, want %s", test.signs, got, test.want)
		}
	}
}

// FuzzCompare checks that a comparison holds both versions, line by line, and that the
// lines with which both begin are never changed.
func FuzzCompare(f *testing.F) {
	for _, seed := range [][2]string{{"a\nb", "a\nc"}, {"", "a"}, {"a\nb\na\nb", "b\na\nb\na"}, {"x\n\n\nx", "\nx\n"}} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, from, to string) {
		old, new := strings.Split(from, "\n"), strings.Split(to, "\n")
		if max(len(old), len(new)) > MaxLines {
			return
		}
		changes := compare(old, new)
		before, after := apply(changes, old, new)
		if !slices.Equal(before, old) || !slices.Equal(after, new) {
			t.Errorf("%q to %q: %q", old, new, signs(changes))
		}
		for i := 0; i < min(len(old), len(new)) && old[i] == new[i]; i++ {
			if changes[i].sign != ' ' {
				t.Errorf("%q to %q: %q", old, new, signs(changes))
			}
		}
	})
}
