package structure

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The files that a document links to exist, and so do the repository's paths that the document
// names in code. A path with NAME or NN is an example.
func TestTheDocumentsNameFilesThatAreThere(t *testing.T) {
	for _, document := range []string{"README.md", ".github/CONTRIBUTING.md"} {
		text, err := os.ReadFile(filepath.Join(root, document))
		if err != nil {
			t.Fatal(err)
		}
		for _, link := range regexp.MustCompile(`\]\(([^)#:]+)(#[^)]*)?\)`).FindAllStringSubmatch(string(text), -1) {
			wantFile(t, document, path.Join(path.Dir(document), link[1]))
		}
		for _, code := range regexp.MustCompile("`((?:\\./)?(?:lessons|server|wasm|static|\\.ci|\\.github)/[^` ]*)`").FindAllStringSubmatch(string(text), -1) {
			if !strings.Contains(code[1], "NAME") && !strings.Contains(code[1], "NN-") {
				wantFile(t, document, code[1])
			}
		}
	}
}

func TestTheREADMELeadsToEveryGuide(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	guides, err := filepath.Glob(filepath.Join(root, "lessons/guides/*.md"))
	if err != nil || len(guides) == 0 {
		t.Fatalf("found %q, %v", guides, err)
	}
	for _, guide := range guides {
		if link := "](lessons/guides/" + filepath.Base(guide) + ")"; !strings.Contains(string(readme), link) {
			t.Errorf("README.md lacks %s", link)
		}
	}
}

// wantFile checks that a path of the repository exists. A * in the path matches any text.
func wantFile(t *testing.T, document, name string) {
	t.Helper()
	if found, err := filepath.Glob(filepath.Join(root, name)); err != nil || len(found) == 0 {
		t.Errorf("%s names %s, which does not exist", document, name)
	}
}
