package logging

import (
	"bytes"
	"io"
	"log/slog"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxValue is the number of bytes that a value in the log may have. An honest Host, Origin or fault
// has fewer. A stranger may send as many as a header may have.
const maxValue = 512

// StackKey is the key of the only attribute that the log doesn't cut: the stack of a panic.
const StackKey = "stack"

// Printable returns a text with an escape in place of each character that can't be printed, as
// [strconv.Quote] writes it. Such characters change what a terminal shows: they may erase lines, move
// the cursor, or turn the direction of writing. A file of a stranger's lessons may have them in its
// name.
func Printable(text string) string {
	if isPrintable(text) {
		return text
	}
	var b strings.Builder
	for len(text) > 0 {
		r, size := utf8.DecodeRuneInString(text)
		switch {
		case r == utf8.RuneError && size == 1:
			b.WriteString(`\x` + strconv.FormatUint(0x100+uint64(text[0]), 16)[1:])
		case strconv.IsPrint(r):
			b.WriteRune(r)
		default:
			quoted := strconv.QuoteRune(r)
			b.WriteString(quoted[1 : len(quoted)-1])
		}
		text = text[size:]
	}
	return b.String()
}

func isPrintable(text string) bool {
	return utf8.ValidString(text) && !strings.ContainsFunc(text, func(r rune) bool { return !strconv.IsPrint(r) })
}

// FileName returns the name of a file for a line that people read. If a character of the name can't
// be printed, the name is in quotes and has escapes. Other names have no quotes, so that terminals
// and editors find the file.
func FileName(name string) string {
	if isPrintable(name) {
		return name
	}
	return strconv.Quote(name)
}

// quotableAttr cuts a value that is too long, and escapes DEL. It is for [slog.TextHandler], which
// escapes all other characters that can't be printed.
func quotableAttr(groups []string, a slog.Attr) slog.Attr {
	a = shortAttr(groups, a)
	if text, isText := textOf(a.Value); isText && strings.ContainsRune(text, 0x7F) {
		a.Value = slog.StringValue(Printable(text))
	}
	return a
}

// shortAttr cuts a value that is too long.
func shortAttr(_ []string, a slog.Attr) slog.Attr {
	text, isText := textOf(a.Value)
	if isText && len(text) > maxValue && a.Key != StackKey {
		end := maxValue
		for end > 0 && !utf8.RuneStart(text[end]) {
			end--
		}
		a.Value = slog.StringValue(text[:end] + "…")
	}
	return a
}

// printableAttr cuts a value that is too long, and makes it printable. It is for
// [slog.JSONHandler], which escapes fewer characters.
func printableAttr(groups []string, a slog.Attr) slog.Attr {
	a = shortAttr(groups, a)
	if text, isText := textOf(a.Value); isText && a.Key != StackKey { // JSON escapes the line ends of a stack
		a.Value = slog.StringValue(Printable(text))
	}
	return a
}

// textOf returns the text of a string or an error.
func textOf(v slog.Value) (text string, isText bool) {
	if err, isError := v.Any().(error); isError {
		return err.Error(), true
	}
	return v.String(), v.Kind() == slog.KindString
}

// printableWriter passes on lines that people read, without the characters that can't be printed.
type printableWriter struct{ to io.Writer }

// Write writes the lines, which must be whole (io.Writer).
func (w printableWriter) Write(p []byte) (int, error) {
	var b strings.Builder
	for line := range bytes.Lines(p) {
		b.WriteString(Printable(string(bytes.TrimRight(line, "\n"))) + "\n")
	}
	if _, err := io.WriteString(w.to, b.String()); err != nil {
		return 0, err
	}
	return len(p), nil
}

// lineWriter logs each line that is written to it.
type lineWriter struct{ log *slog.Logger }

// Write logs the lines, which must be whole (io.Writer).
func (l lineWriter) Write(p []byte) (int, error) {
	for line := range bytes.Lines(p) {
		l.log.Info(string(bytes.TrimRight(line, "\n")))
	}
	return len(p), nil
}
