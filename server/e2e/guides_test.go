package e2e

import (
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"twocups/lessons"
	"twocups/server/course"
	"twocups/server/e2e/browser"
)

// The author's guide shows lessons, pieces of lessons and files that they use. Together they
// are a folder without faults, and its blocks and tasks do what the guide says.
func TestTheExamplesOfTheAuthorsGuidePlay(t *testing.T) {
	folder := t.TempDir()
	for name, text := range guideExamples(t) {
		file := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	lessonsFolder{files: os.DirFS(folder), path: folder, update: true}.play(t)
}

// guideExamples returns the examples of the author's guide by file name. An info string with
// file= names the file of its code. Markdown without file= becomes a lesson with a made-up name
// and the front matter of the guide's first example.
func guideExamples(t *testing.T) map[string]string {
	t.Helper()
	guide, err := fs.ReadFile(lessons.FS(), "guides/author.md")
	if err != nil {
		t.Fatal(err)
	}
	examples := map[string]string{}
	front := ""
	for rest := string(guide); ; {
		opened := regexp.MustCompile("(?m)^(```+)(\\w+)(?: file=(\\S+))?\n").FindStringSubmatchIndex(rest)
		if opened == nil {
			break
		}
		fence, language, name := rest[opened[2]:opened[3]], rest[opened[4]:opened[5]], ""
		if opened[6] >= 0 {
			name = rest[opened[6]:opened[7]]
		}
		var text string
		text, rest, _ = strings.Cut(rest[opened[1]:], "\n"+fence+"\n")
		text += "\n"
		switch {
		case language != "markdown":
		case name != "":
			front = text[:strings.LastIndex(text, "---\n")+len("---\n")]
		default:
			name = fmt.Sprintf("%[1]d-example-%[1]d.md", len(examples)+10)
			text = front + text
		}
		if name != "" {
			examples[name] = text
		}
	}
	if len(examples) < 10 {
		t.Errorf("the guide has %d examples, want at least ten: %q", len(examples), examples)
	}
	return examples
}

// guidePaths returns the pages of the guides.
func guidePaths() []string {
	paths := []string{"/guides/"}
	for _, guide := range course.LoadGuides(lessons.FS(), builtInCourse()) {
		paths = append(paths, "/guides/"+guide.Slug)
	}
	return paths
}

// A server with an author's lessons serves the same guides. It doesn't serve the lessons of the
// built-in course, so the guides must not link to them there.
func TestEveryLinkOfTheGuidesLeadsToAPage(t *testing.T) {
	folder := t.TempDir()
	lesson := "---\ntitle: Mine\nsummary: Mine.\nobjectives: [One]\nminutes: 1\n---\nText.\n"
	if err := os.WriteFile(filepath.Join(folder, "01-mine.md"), []byte(lesson), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{twocups.Start(t), twocups.Start(t, "-lessons", folder)} {
		for _, path := range guidePaths() {
			response, body := getPage(t, address+path)
			for _, link := range regexp.MustCompile(`<a [^>]*href="([^"#]+)`).FindAllStringSubmatch(body, -1) {
				to, err := response.Request.URL.Parse(link[1])
				if err != nil {
					t.Fatal(err)
				}
				if to.Host != response.Request.URL.Host {
					continue // another site
				}
				if linked, _ := getPage(t, to.String()); linked.StatusCode != http.StatusOK {
					t.Errorf("%s links to %s, which answers %s", path, link[1], linked.Status)
				}
			}
		}
	}
}

func getPage(t *testing.T, address string) (*http.Response, string) {
	t.Helper()
	response, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(body)
}

func TestBrowserTheGuidesViolateNoAccessibilityAndFitOnAPhone(t *testing.T) {
	t.Parallel()
	address := twocups.Start(t)
	for _, path := range guidePaths() {
		t.Run(filepath.Base(path), func(t *testing.T) {
			tab := browser.Visit(t, address+path)
			tab.WantNoViolations(browser.Looks)
			tab.Resize(390, 844)
			if wide := browser.Evaluate[int](tab.Document, `document.documentElement.scrollWidth - innerWidth`); wide > 0 {
				t.Errorf("the page is %d pixels too wide for a phone", wide)
			}
		})
	}
}

// A course site pastes a snippet of its guide, under the Content-Security-Policy that the guide
// shows.
func TestBrowserTheSnippetsOfTheCourseSitesGuideWork(t *testing.T) {
	t.Parallel()
	address := twocups.Start(t)
	guide, err := fs.ReadFile(lessons.FS(), "guides/course-site.md")
	if err != nil {
		t.Fatal(err)
	}
	here := strings.ReplaceAll(string(guide), "https://your-host", address)
	snippets := regexp.MustCompile("(?s)```html\n(.*?)```").FindAllStringSubmatch(here, -1)
	policy := regexp.MustCompile("(?m)^Content-Security-Policy: (.*)$").FindStringSubmatch(here)
	if len(snippets) != 2 || policy == nil {
		t.Fatalf("the guide has %d snippets and the policy %q", len(snippets), policy)
	}
	for name, snippet := range map[string]string{"fixed": snippets[0][1], "following": snippets[1][1]} {
		t.Run(name, func(t *testing.T) {
			site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", "text/html; charset=utf-8")
				w.Header().Set("Content-Security-Policy", policy[1])
				fmt.Fprint(w, "<!doctype html><html lang=en><title>A course</title><link rel=icon href=data:,><h1>A course</h1>", snippet)
			}))
			t.Cleanup(site.Close)
			tab := browser.Visit(t, strings.Replace(site.URL, "127.0.0.1", "localhost", 1))
			iframe := tab.IFrame("iframe")
			if name == "following" {
				iframe.WaitUntil("the iframe to be as tall as the lesson", `innerHeight > 2000 && innerHeight === document.documentElement.offsetHeight`)
			}
			iframe.Press("#first-echo [data-step='0'] button")
			iframe.WaitUntil("the connection", `document.querySelector("#first-echo .string").dataset.state === "open"`)
		})
	}
}
