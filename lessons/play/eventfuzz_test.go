package play

import (
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"twocups/lessons/play/rfc6455"
)

// FuzzPreview checks that a preview of UTF-8 is UTF-8, and not too long.
func FuzzPreview(f *testing.F) {
	f.Add([]byte(strings.Repeat("a", MaxPreview-1) + "ä"))
	f.Fuzz(func(t *testing.T, payload []byte) {
		text := Preview(rfc6455.Text, payload)
		if utf8.Valid(payload) && !utf8.ValidString(text) || len(text) > MaxPreview+len("…") {
			t.Errorf("%q is shown as %q", payload, text)
		}
		if len(payload) <= MaxPreview && text != string(payload) {
			t.Errorf("%q is shown as %q", payload, text)
		}
	})
}

// FuzzParseTag checks that a tag that ParseTag accepts is within its limits, and reads back
// from its own query.
func FuzzParseTag(f *testing.F) {
	f.Add("console=k3&block=first-echo&client=alice&attempt=2")
	f.Add("console=A&attempt=-1")
	f.Add("block=b&attempt=1")
	f.Fuzz(func(t *testing.T, query string) {
		values, _ := url.ParseQuery(query) // the values that can be read, as in a server
		tag, err := ParseTag(values.Get)
		if err != nil {
			if tag != (Tag{}) || !strings.Contains(err.Error(), "(want ") {
				t.Errorf("%+v, %v: want no tag, and what is wanted", tag, err)
			}
			return
		}
		if (tag.Console == "") != (tag == Tag{}) || max(len(tag.Console), len(tag.Block), len(tag.Client)) > MaxTagValue || tag.Attempt < 0 {
			t.Errorf("tag beyond its limits: %+v", tag)
		}
		again, err := url.ParseQuery(tag.Query())
		if err != nil {
			t.Fatalf("%s is no query: %v", tag.Query(), err)
		}
		if same, err := ParseTag(again.Get); err != nil || same != tag {
			t.Errorf("%+v reads back as %+v, %v", tag, same, err)
		}
	})
}
