package site_test

import (
	"io/fs"
	"path"
	"regexp"
	"strings"
	"testing"

	"twocups/lessons"
	"twocups/static"
)

const tokensFile = "css/tokens.css"

var (
	// colourValue matches a colour in the value of a declaration; #add may also be a
	// selector.
	colourValue = regexp.MustCompile(`:[^;{}]*(#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|light-dark)\()[^;{}]*[;}]`)
	property    = regexp.MustCompile(`(--[a-z-]+):`)
	variable    = regexp.MustCompile(`var\((--[a-z-]+)`)
)

// Two definitions of one colour would drift apart.
func TestOnlyTheTokensHaveColourValues(t *testing.T) {
	eachStylesheet(t, func(name, text string) {
		if name == tokensFile {
			return
		}
		for _, found := range colourValue.FindAllStringSubmatch(text, -1) {
			t.Errorf("%s has the colour %q (want a token of static/%s)", name, strings.TrimSpace(found[0]), tokensFile)
		}
	})
}

func TestEachTokenThatAStyleSheetUsesIsDefined(t *testing.T) {
	defined := map[string]map[string]bool{}
	eachStylesheet(t, func(name, text string) {
		defined[name] = map[string]bool{}
		for _, found := range property.FindAllStringSubmatch(text, -1) {
			defined[name][found[1]] = true
		}
	})
	eachStylesheet(t, func(name, text string) {
		page := path.Dir(name) == "css" && name != "css/iframe.css" // loaded with page.css
		for _, found := range variable.FindAllStringSubmatch(text, -1) {
			if token := found[1]; !defined[tokensFile][token] && !defined[name][token] && !(page && defined["css/page.css"][token]) {
				t.Errorf("%s uses %s, which nothing defines", name, token)
			}
		}
	})
	if len(defined[tokensFile]) == 0 {
		t.Errorf("static/%s defines nothing", tokensFile)
	}
}

// eachStylesheet calls do with the name and the text of every style sheet of the pages and
// of the lessons.
func eachStylesheet(t *testing.T, do func(name, text string)) {
	t.Helper()
	for _, files := range []fs.FS{static.FS(), lessons.FS()} {
		err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
			if err != nil || path.Ext(name) != ".css" {
				return err
			}
			text, err := fs.ReadFile(files, name)
			do(name, string(text))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
