package digits

import "testing"

func TestParseHexReadsPairsWithAndWithoutSpace(t *testing.T) {
	payload, err := ParseHex(" 48 69\t00ff ")
	if err != nil || string(payload) != "Hi\x00\xff" || FormatHex(payload) != "48 69 00 ff" {
		t.Errorf("%q, %v", payload, err)
	}
	for _, bad := range []string{"4", "4 8", "+4", "48 6", "xx", "ä"} {
		if payload, err := ParseHex(bad); err == nil {
			t.Errorf("ParseHex(%q) gives %q", bad, payload)
		}
	}
}
