package utf8stream_test

import (
	"testing"
	"unicode/utf8"

	"twocups/server/socket/utf8stream"
)

func TestUnfinishedCountsTheBytesThatBeginACharacter(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, "a": 0, "é": 0, "\xc3": 1, "a\xe2\x82": 2, "\xf0\x9f\xa5": 3, "🥤": 0,
		"\xe9a": 0, "\xff": 0, "\x82\x82\x82": 0, "\xe2\x28": 0, "\xed\xa0": 0, // invalid, whatever bytes follow
	} {
		if got := utf8stream.Unfinished([]byte(text)); got != want {
			t.Errorf("%q ends in %d unfinished bytes, want %d", text, got, want)
		}
	}
}

// The check of the pieces has the same result as one check of all bytes, wherever they are split.
func FuzzCheck(f *testing.F) {
	f.Add([]byte("Hello é 🥤 €"), 9, 12)
	f.Add([]byte("caf\xe9 "), 4, 5)
	f.Fuzz(func(t *testing.T, text []byte, one, two int) {
		if one < 0 || two < one || two > len(text) {
			return
		}
		var check utf8stream.Check
		good := true
		for _, piece := range [][]byte{text[:one], text[one:two], text[two:]} {
			good = check.Add(piece) && good
		}
		if good = good && check.Whole(); good != utf8.Valid(text) {
			t.Errorf("%q split after %d and %d: %t", text, one, two, good)
		}
	})
}

// A text may be split anywhere: its first piece, without the unfinished bytes, is valid UTF-8.
func FuzzUnfinished(f *testing.F) {
	f.Add("Hello é 🥤 €", 9)
	f.Fuzz(func(t *testing.T, text string, cut int) {
		if !utf8.ValidString(text) || cut < 0 || cut > len(text) {
			return
		}
		piece := []byte(text[:cut])
		if n := utf8stream.Unfinished(piece); n >= utf8.UTFMax || !utf8.Valid(piece[:len(piece)-n]) {
			t.Errorf("%q split after %d: %d bytes are unfinished", text, cut, n)
		}
	})
}
