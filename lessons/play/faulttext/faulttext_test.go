package faulttext_test

import (
	"testing"

	"twocups/lessons/play/faulttext"
)

func TestAFaultSaysWhatIsWrongAndWhatIsWanted(t *testing.T) {
	for _, test := range []struct{ got, want string }{
		{faulttext.What("no steps").Want("connect"), `no steps (want connect)`},
		{faulttext.What("no steps", "").Want("connect"), `no steps (want connect)`},
		{faulttext.What("unknown verb *", "conect").Want("connect", "message"), `unknown verb "conect" (want connect or message)`},
		{faulttext.What("region * is not in *", "a*b", "c.js").Want("x", "y", "z"), `region "a*b" is not in "c.js" (want x, y or z)`},
		{faulttext.What("file *", "a.js").Because("too big"), `file "a.js": too big`},
		{faulttext.What("text *", "a\x01\"\\").Err("b").Error(), `text "a\x01\"\\" (want b)`},
	} {
		if test.got != test.want {
			t.Errorf("%s, want %s", test.got, test.want)
		}
	}
}
