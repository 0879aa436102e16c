package course

import "testing"

func TestWhatOfTheFolderABrowserMayGet(t *testing.T) {
	for name, want := range map[string]bool{
		"events/hello.html": true, "cups.svg": true, "a/transcripts/b.json": true,
		"01-a.md": false, "README.md": false, "events/notes.md": false, "transcripts/01-a.json": false,
		".secret": false, ".git/config": false, "events/.hello.js.swp": false, ".": false,
		"../x.html": false, "/etc/passwd": false, "a//b": false, "a/node_modules/b/c.js": false, "node_modules": false, "a/node_modules.js": true, "": false,
	} {
		if got := IsPublic(name); got != want {
			t.Errorf("IsPublic(%q) is %v", name, got)
		}
	}
}

// TestFaultsOfWhatIsNotPublic names what a lesson leads to and no browser would get.
func TestFaultsOfWhatIsNotPublic(t *testing.T) {
	files := lessonWith(front + "[x](e/.secret) ![x](.p.png)\n\n```program src=.b.html\n```\n")
	files["e/.secret"], files[".p.png"], files[".b.html"] = "x", "x", "x"
	checkFaults(t, []faultCase{{"hidden files", files, []string{
		`01-a.md:8:1: link "e/.secret" (want a lesson such as 02-name.md, a file of the lessons' folder, #heading, https://… or mailto:…)`,
		`01-a.md:8:16: image ".p.png" (want a file of the lessons' folder that ends in .svg, .png, .jpg, .jpeg, .webp, .gif)`,
		`01-a.md:10:16: src ".b.html" is hidden (want a page that a browser may get)`,
	}}})
}
