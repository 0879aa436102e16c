package folder

import "testing"

func TestABrowserMayGetOnlyPublicFiles(t *testing.T) {
	for name, want := range map[string]bool{
		"programs/events/hello.html": true, "cups.svg": true, "a/transcripts/b.json": true,
		"01-a.md": false, "README.md": false, "programs/events/notes.md": false, "transcripts/01-a.json": false,
		".secret": false, ".git/config": false, "events/.hello.js.swp": false, ".": false,
		"../x.html": false, "/etc/passwd": false, "a//b": false, "a/node_modules/b/c.js": false, "node_modules": false, "a/node_modules.js": true, "": false,
	} {
		if got := IsPublic(name); got != want {
			t.Errorf("IsPublic(%q) is %v", name, got)
		}
	}
}
