package request_test

import (
	"testing"

	"twocups/server/request"
)

func TestReadsALineFromTheLeft(t *testing.T) {
	line := request.New("  close\t4000  0x10 enough of it \r\n")
	if got := line.Word(); got != "close" {
		t.Errorf("word %q", got)
	}
	if got := line.Peek(); got != "4000" {
		t.Errorf("the next is %q", got)
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
		t.Errorf("behind the end: %v", line.Err())
	}
}

func TestQuotedTextsHoldWhatCannotBeTyped(t *testing.T) {
	for text, want := range map[string]string{`"two\nlines "`: "two\nlines ", `"caf\xe9"`: "caf\xe9", `""`: "", ``: "", `it "is`: `it "is`} {
		line := request.New(text)
		if got := string(line.Bytes(20)); got != want || line.Err() != nil {
			t.Errorf("%s is %q, %v, want %q", text, got, line.Err(), want)
		}
	}
}

func TestSaysWhatIsWrongAndWhatIsWanted(t *testing.T) {
	for _, test := range []struct {
		text string
		read func(*request.Line)
		want string
	}{
		{"x", func(l *request.Line) { l.Number("code", 1, 2) }, `code "x" (want 1 to 2)`},
		{"3", func(l *request.Line) { l.Number("code", 1, 2) }, `code "3" (want 1 to 2)`},
		{"", func(l *request.Line) { l.Number("code", 1, 2) }, `code "" (want 1 to 2)`},
		{"abc", func(l *request.Line) { l.Text(2) }, `3 bytes (want at most 2)`},
		{`"a`, func(l *request.Line) { l.Text(9) }, `text "\"a" (want a closing quote at the end and the escapes of a Go string)`},
		{`"\xff"`, func(l *request.Line) { l.Text(9) }, `text "�" is not UTF-8 (want UTF-8 or binary)`},
		{"48 6", func(l *request.Line) { l.Hex(9) }, `bytes "6" (want pairs of hexadecimal digits such as 48 69)`},
		{"48 69", func(l *request.Line) { l.Hex(1) }, `2 bytes (want at most 1)`},
		{"a b", func(l *request.Line) { l.Word(); l.End() }, `unexpected "b" (want the end of the line)`},
		{"a b c", func(l *request.Line) { l.Number("one", 1, 2); l.Number("two", 1, 2); l.Text(0); l.Hex(0); l.End() }, `one "a" (want 1 to 2)`},
	} {
		line := request.New(test.text)
		test.read(line)
		if err := line.Err(); err == nil || err.Error() != test.want {
			t.Errorf("%s: %v, want %s", test.text, err, test.want)
		}
	}
}
