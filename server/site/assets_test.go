package site_test

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"testing"
	"testing/fstest"

	"twocups/server/course"
	"twocups/server/site"
	"twocups/static"
)

func TestTheFilesThatPagesLoadMustBeThere(t *testing.T) {
	for want, files := range map[string]fstest.MapFS{
		`no "css/page.css", "css/tokens.css", "css/task.css", "page/page.js", "css/iframe.css", "live/iframe.js", "page/block.js", "page/program.js", "page/theme.js", "page/storage.js" (want the static folder of the repository)`: {},
		`no "live/iframe.js", "page/theme.js" (want the static folder of the repository)`: without("live/iframe.js", "page/theme.js"),
	} {
		if _, err := site.Assets(files); err == nil || err.Error() != want {
			t.Errorf("loading: %v, want %s", err, want)
		}
	}
}

// without returns the small static folder without some of its files.
func without(names ...string) fstest.MapFS {
	files := fstest.MapFS{}
	for name, file := range assets {
		if !slices.Contains(names, name) {
			files[name] = file
		}
	}
	return files
}

// The pages preload the imports of their script. They don't preload a file that the script
// imports only when it needs the file.
func TestThePagesPreloadWhatTheirScriptImports(t *testing.T) {
	set, err := site.Assets(static.FS())
	if err != nil {
		t.Fatal(err)
	}
	s := site.New(site.Config{Assets: set, Programs: files})
	if err := s.Show(course.Load(files)); err != nil {
		t.Fatal(err)
	}
	_, page := get(t, serve(t, s)+"/lessons/first")
	var preloaded, want []string
	for _, link := range regexp.MustCompile(`<link rel="modulepreload" href="([^"]+)"`).FindAllStringSubmatch(page, -1) {
		preloaded = append(preloaded, link[1])
	}
	for _, name := range importsOf(t, "page/page.js", nil) {
		want = append(want, set.URL(name))
	}
	slices.Sort(preloaded)
	slices.Sort(want)
	if len(want) == 0 || !slices.Equal(preloaded, want) {
		t.Errorf("preloaded %q, want %q", preloaded, want)
	}
}

// importDeclaration matches an import declaration, and an export from another file.
var importDeclaration = regexp.MustCompile(`(?m)^(?:import|export)\s[^"'();]*["']([^"']+)["']`)

// importsOf appends the direct and the indirect imports of a script to those already found.
func importsOf(t *testing.T, name string, found []string) []string {
	t.Helper()
	text, err := fs.ReadFile(static.FS(), name)
	if err != nil {
		t.Fatal(err)
	}
	for _, declaration := range importDeclaration.FindAllSubmatch(text, -1) {
		if imported := path.Join(path.Dir(name), string(declaration[1])); !slices.Contains(found, imported) {
			found = importsOf(t, imported, append(found, imported))
		}
	}
	return found
}
