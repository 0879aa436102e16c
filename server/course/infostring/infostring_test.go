package infostring

import (
	"fmt"
	"strings"
	"testing"
)

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		`go file=server.go mark=2,4-6`, `ws name=first-echo title="Your \"first\" echo"`, ` js  a="b"c d= =e f "`, `a=b`, "ä ö=\"ü", `\ "\`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		const start = 100
		in, faults := Parse(text, start)
		inside := func(offset int) bool { return offset >= start && offset <= start+len(text) }
		for _, fault := range faults {
			if !inside(fault.Offset) || fault.What == "" {
				t.Errorf("fault outside of the text: %+v", fault)
			}
		}
		seen := map[string]bool{}
		for _, p := range in.Pairs {
			if !inside(p.KeyAt) || !inside(p.ValueAt) || p.ValueAt <= p.KeyAt {
				t.Errorf("pair outside of the text: %+v", p)
			}
			if seen[p.Key] && len(faults) == 0 {
				t.Errorf("key %q twice without a fault", p.Key)
			}
			seen[p.Key] = true
		}
		if len(faults) == 0 {
			checkInfoRoundTrip(t, in)
		}
	})
}

// checkInfoRoundTrip writes an info string from its pieces and reads it back.
func checkInfoRoundTrip(t *testing.T, in *Info) {
	escape := strings.NewReplacer(`\`, `\\`, `"`, `\"`)
	text := in.Language
	for _, p := range in.Pairs {
		text += fmt.Sprintf(` %s="%s"`, p.Key, escape.Replace(p.Value))
	}
	again, faults := Parse(text, 0)
	if len(faults) > 0 || again.Language != in.Language || len(again.Pairs) != len(in.Pairs) {
		t.Fatalf("%q reads back as %+v, %v", text, again, faults)
	}
	for i, p := range again.Pairs {
		if p.Key != in.Pairs[i].Key || p.Value != in.Pairs[i].Value {
			t.Errorf("pair %+v reads back as %+v", in.Pairs[i], p)
		}
	}
}
