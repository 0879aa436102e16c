package commandtext_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"twocups/server/sockets/commandtext"
)

func TestReadsALineFromTheLeft(t *testing.T) {
	line := commandtext.NewReader("  close\t4000  0x10 enough of it \r\n")
	if got := line.Word(); got != "close" {
		t.Errorf("word %q", got)
	}
	if got := line.Peek(); got != "4000" {
		t.Errorf("the next word is %q", got)
	}
	if got := line.Number("code", 1000, 4999); got != 4000 {
		t.Errorf("number %d", got)
	}
	if got := line.Number("code", 0, 16); got != 16 {
		t.Errorf("number %d", got)
	}
	if got := string(line.Text(12)); got != "enough of it" {
		t.Errorf("text %q", got)
	}
	if line.End(); line.Err() != nil || line.Word() != "" || line.Peek() != "" {
		t.Errorf("after the end: %v", line.Err())
	}
}

func TestQuotedTextsHoldWhatCannotBeTyped(t *testing.T) {
	for text, want := range map[string]string{`"two\nlines "`: "two\nlines ", `"caf\xe9"`: "caf\xe9", `""`: "", ``: "", `it "is`: `it "is`} {
		line := commandtext.NewReader(text)
		if got := string(line.Bytes(20)); got != want || line.Err() != nil {
			t.Errorf("%s is %q, %v, want %q", text, got, line.Err(), want)
		}
	}
}

func TestSaysWhatIsWrongAndWhatIsWanted(t *testing.T) {
	for _, test := range []struct {
		text string
		read func(*commandtext.Reader)
		want string
	}{
		{"x", func(l *commandtext.Reader) { l.Number("code", 1, 2) }, `code "x" (want 1 to 2)`},
		{"0o7", func(l *commandtext.Reader) { l.Number("code", 1, 9) }, `code "0o7" (want 1 to 9)`},
		{"0b1", func(l *commandtext.Reader) { l.Number("code", 1, 9) }, `code "0b1" (want 1 to 9)`},
		{"1_0", func(l *commandtext.Reader) { l.Number("code", 1, 99) }, `code "1_0" (want 1 to 99)`},
		{"0x", func(l *commandtext.Reader) { l.Number("code", 0, 9) }, `code "0x" (want 0 to 9)`},
		{"2 m", func(l *commandtext.Reader) { l.Seconds("delay", 1, 9) }, `unit "m" (want s, for seconds)`},
		{"2", func(l *commandtext.Reader) { l.Seconds("delay", 1, 9) }, `unit "" (want s, for seconds)`},
		{"2m", func(l *commandtext.Reader) { l.Seconds("delay", 1, 9) }, `delay "2m" (want 1 to 9)`},
		{"3", func(l *commandtext.Reader) { l.Number("code", 1, 2) }, `code "3" (want 1 to 2)`},
		{"", func(l *commandtext.Reader) { l.Number("code", 1, 2) }, `code "" (want 1 to 2)`},
		{"abc", func(l *commandtext.Reader) { l.Text(2) }, `3 bytes (want at most 2)`},
		{`"a`, func(l *commandtext.Reader) { l.Text(9) }, `text "\"a" (want a closing quote at the end, and escapes such as \n, \" or \xe9)`},
		{`"\xff"`, func(l *commandtext.Reader) { l.Text(9) }, `text "�" is not UTF-8 (want UTF-8 or binary)`},
		{"48 6", func(l *commandtext.Reader) { l.Hex(9) }, `bytes "6" (want pairs of hexadecimal digits such as 48 69)`},
		{"48 69", func(l *commandtext.Reader) { l.Hex(1) }, `2 bytes (want at most 1)`},
		{"a b", func(l *commandtext.Reader) { l.Word(); l.End() }, `unexpected "b" (want the end of the line)`},
		{"a b c", func(l *commandtext.Reader) {
			l.Number("one", 1, 2)
			l.Number("two", 1, 2)
			l.Text(0)
			l.Hex(0)
			l.End()
		}, `one "a" (want 1 to 2)`},
	} {
		line := commandtext.NewReader(test.text)
		test.read(line)
		if err := line.Err(); err == nil || err.Error() != test.want {
			t.Errorf("%s: %v, want %s", test.text, err, test.want)
		}
	}
}

func TestNumbersAreDecimalOrHexadecimal(t *testing.T) {
	for text, want := range map[string]uint64{"01751": 1751, "1751": 1751, "0x1F": 31, "0": 0} {
		line := commandtext.NewReader(text)
		if got := line.Number("number", 0, 2000); got != want || line.Err() != nil {
			t.Errorf("%s is %d, %v, want %d", text, got, line.Err(), want)
		}
	}
}

// FuzzQuoted checks that Bytes reads a quoted text back as the same text, and that Quoted adds no
// quotes to a text that needs none.
func FuzzQuoted(f *testing.F) {
	for _, text := range []string{"Hello there", "", " edges ", `"`, "two\nlines", "caf\xe9", "caf\u00e9", "\x00", "\u200d", `a\b"c`} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		written := commandtext.Quoted(text)
		line := commandtext.NewReader(written)
		if got := line.Bytes(len(text)); string(got) != string(text) || line.Err() != nil {
			t.Errorf("%q is written %s and read back as %q, %v", text, written, got, line.Err())
		}
		plain := commandtext.NewReader(string(text))
		if got := plain.Bytes(len(text)); written[:min(1, len(written))] == `"` && string(got) == string(text) && strings.ContainsFunc(string(text), unicode.IsPrint) &&
			utf8.Valid(text) && !strings.ContainsFunc(string(text), unicode.IsControl) {
			t.Errorf("%q needs no quotes", text)
		}
	})
}
