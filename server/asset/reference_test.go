package asset

import (
	"bytes"
	"path"
	"testing"
)

// FuzzReferences checks that rewrite changes only the names of files: with the old names, the
// content is the same as before.
func FuzzReferences(f *testing.F) {
	for _, seed := range []string{
		`import { a } from "./a.js"; import("../b.js?x#y"); // './c.js'`,
		"@import url( ./a.css ); p { background: url(\"../img/a.svg#b\") }", "`./${x}.js` \"./a/\" './..' \"./.\"", "\"./a\"./b'",
	} {
		f.Add("page.js", []byte(seed))
		f.Add("x/y.css", []byte(seed))
	}
	f.Fuzz(func(t *testing.T, name string, content []byte) {
		const mark = "\x01"
		if bytes.Contains(content, []byte(mark)) {
			return
		}
		before := bytes.Clone(content)
		var named []string
		marked, err := rewrite(name, content, func(file string) (string, error) {
			named = append(named, file)
			return mark, nil
		})
		if err != nil || !bytes.Equal(content, before) {
			t.Fatalf("%v, and the content given is now %q", err, content)
		}
		if got := bytes.Count(marked, []byte(mark)); got != len(named) {
			t.Errorf("%d of %d names are replaced: %q", got, len(named), marked)
		}
		if kept, err := rewrite(name, content, func(string) (string, error) { return "", nil }); err != nil || !bytes.Equal(kept, content) {
			t.Errorf("names of missing files are changed: %q, %v", kept, err)
		}
		for _, file := range named {
			marked = bytes.Replace(marked, []byte(mark), []byte(path.Base(file)), 1)
		}
		if !bytes.Equal(marked, content) {
			t.Errorf("more than the names %q is changed: %q, from %q", named, marked, content)
		}
	})
}
