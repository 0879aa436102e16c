package app

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"twocups/lessons"
)

// The author's guide lists every socket and every shared program in a table, by its path,
// and no other.
func TestTheAuthorsGuideHasEverySocket(t *testing.T) {
	guide, err := fs.ReadFile(lessons.FS(), "guides/author.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(guide), "| Path | What the socket does |\n")
	table, _, _ = strings.Cut(table, "\n\n")
	var listed []string
	for _, cell := range regexp.MustCompile(`(?m)^\| ([^|]*) \|`).FindAllStringSubmatch(table, -1) {
		for _, path := range regexp.MustCompile("`([^`]*)`").FindAllStringSubmatch(cell[1], -1) {
			listed = append(listed, path[1])
		}
	}
	paths := append(socketPaths(), programPaths()...)
	for _, path := range paths {
		if !slices.Contains(listed, path) {
			t.Errorf("the guide has no row for %s", path)
		}
	}
	for _, path := range listed {
		if !slices.Contains(paths, path) {
			t.Errorf("the guide has a row for %s, where no socket is", path)
		}
	}
}
