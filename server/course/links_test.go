package course

import (
	"html"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"twocups/lessons"
)

// A test without the internet can't follow links to other sites. links.txt lists these links, so
// that people can follow them by hand now and then.
func TestLinksToOtherSitesAreTheListedOnes(t *testing.T) {
	var links []string
	for _, lesson := range Load(lessons.FS()).Lessons {
		for _, piece := range lesson.Prose() {
			for _, link := range regexp.MustCompile(`<a href="(https?://[^"]*)"`).FindAllStringSubmatch(string(piece), -1) {
				links = append(links, html.UnescapeString(link[1]))
			}
		}
	}
	slices.Sort(links)
	links = slices.Compact(links)
	const file = "../../lessons/links.txt"
	if *update {
		if err := os.WriteFile(file, []byte(strings.Join(links, "\n")+"\n"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	listed := strings.Fields(string(text))
	for _, link := range links {
		if !slices.Contains(listed, link) {
			t.Errorf("lessons/links.txt lacks %s (go test ./server/course -update rewrites the list)", link)
		}
	}
	for _, link := range listed {
		if !slices.Contains(links, link) {
			t.Errorf("lessons/links.txt has %s, which no lesson has", link)
		}
	}
}
