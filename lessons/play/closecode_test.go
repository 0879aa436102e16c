package play

import "testing"

func TestEveryCodeOfTheRegistryHasAMeaning(t *testing.T) {
	for c := NormalClosure; c <= BadGateway; c++ {
		if reserved := c == 1004; (c.Meaning() == "") != reserved {
			t.Errorf("%d means %q", c, c.Meaning())
		}
	}
	if meaning := CloseCode(4000).Meaning(); meaning != "" {
		t.Errorf("4000, which two ends agree on, means %q", meaning)
	}
}
