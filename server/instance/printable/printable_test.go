package printable_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"twocups/server/instance/printable"
)

func TestAnInvisibleTextIsRefused(t *testing.T) {
	for _, nothing := range []string{
		"\u200b", "\ufeff", "\u00ad", "\u3164", "\u115f", "\U000e0041", "\u2800", "\u200d", "\ufe0f", "\u200c \u200c", "\u200d\ufe0f",
	} {
		if _, ok := printable.Text(nothing, 0, 9); ok {
			t.Errorf("%+q can be seen", nothing)
		}
	}
}

func TestATextWithAHiddenCharacterIsRefused(t *testing.T) {
	for _, hidden := range []string{
		"one\ntwo", "a\tb", "a\x00b", "a\u0085b", "a\u2028b", "a\u2029b", "Bob\u202e", "\u2066Bob", "Bo\u200bb", "Bo\u2060b", "\ufeffBob", "🏴\U000e0067\U000e0062\U000e007f",
	} {
		if _, ok := printable.Text(hidden, 0, 9); ok {
			t.Errorf("%+q can be seen", hidden)
		}
	}
}

func TestAVisibleTextLosesOnlyTheWhiteSpaceAroundIt(t *testing.T) {
	for text, want := range map[string]string{
		"Alice": "Alice", " \u3000Bob\n": "Bob", "two  cups": "two  cups", "I ❤\ufe0f": "I ❤\ufe0f", "👩\u200d🚀": "👩\u200d🚀",
		"نیم\u200cفاصله": "نیم\u200cفاصله", "\u0600١": "\u0600١", "ᠠ\u180b": "ᠠ\u180b", "é": "é",
	} {
		if got, ok := printable.Text(text, 1, 12); !ok || got != want {
			t.Errorf("%+q becomes %+q, %t", text, got, ok)
		}
	}
}

func TestCharactersAreCountedAndNotBytes(t *testing.T) {
	for _, test := range []struct {
		text string
		want bool
	}{
		{"", false}, {"  ", false}, {"ä", false}, {"ää", true}, {" äää ", true}, {"ääää", false},
	} {
		if _, ok := printable.Text(test.text, 2, 3); ok != test.want {
			t.Errorf("%q is accepted for 2 to 3 characters: %t", test.text, ok)
		}
	}
	if got, ok := printable.Text(" ", 0, 0); got != "" || !ok {
		t.Errorf("with a least length of 0, the empty text becomes %q, %t", got, ok)
	}
}

// The text that Text returns is unchanged when Text checks it again.
func FuzzText(f *testing.F) {
	for _, seed := range []string{"Alice", " a ", "\u200d", "\u202e", "\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, ok := printable.Text(text, 1, 20)
		switch again, stays := printable.Text(got, 1, 20); {
		case again != got || stays != ok:
			t.Errorf("%+q becomes %+q, %t, and then %+q, %t", text, got, ok, again, stays)
		case ok && (strings.ContainsFunc(got, printable.Hidden) || utf8.RuneCountInString(got) > 20):
			t.Errorf("%+q is accepted", got)
		}
	})
}
