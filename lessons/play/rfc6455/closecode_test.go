package rfc6455

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

func TestABrowserMaySendFewCloseCodes(t *testing.T) {
	for code, want := range map[CloseCode]bool{999: false, 1000: true, 1001: false, 2999: false, 3000: true, 4999: true, 5000: false} {
		if got := code.BrowserMaySend(); got != want {
			t.Errorf("%s: %v, want %v", code, got, want)
		}
	}
	if got := GoingAway.Meaning() + "|" + CloseCode(4000).Meaning(); got != "going away|" {
		t.Errorf("meanings: %q", got)
	}
}
