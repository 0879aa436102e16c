package digits

import (
	"strings"
	"testing"
)

// FuzzParseHex checks that bytes read back as they were written, and that a text contains
// no other digits than those of its bytes.
func FuzzParseHex(f *testing.F) {
	for _, seed := range []string{"48 69", "4869 00FF", "4", "0x 48", "+1", "\u00a0ff", ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		payload, err := ParseHex(text)
		if err != nil {
			if payload != nil || !strings.Contains(err.Error(), "(want ") {
				t.Errorf("%x, %v: want no bytes, and what is wanted", payload, err)
			}
			return
		}
		if digits := strings.Join(strings.Fields(text), ""); !strings.EqualFold(digits, strings.ReplaceAll(FormatHex(payload), " ", "")) {
			t.Errorf("%q reads as %x", text, payload)
		}
		if again, err := ParseHex(FormatHex(payload)); err != nil || string(again) != string(payload) {
			t.Errorf("%x reads back as %x, %v", payload, again, err)
		}
	})
}
