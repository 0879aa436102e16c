package site

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"runtime"
	"sync"

	"twocups/server/asset"
	"twocups/server/course"
)

//go:embed *.tmpl
var templateFiles embed.FS

var templates = template.Must(template.New("").Funcs(functions).ParseFS(templateFiles, "*.tmpl"))

// page is the value that the templates render.
type page struct {
	Title, Summary string
	Embed          bool // without the site's chrome
	Author         bool
	Style, Script  string   // addresses
	Preload        []string // addresses of the script's imports
	Course         *course.Course
	Lesson         *course.Lesson // on a lesson's page
	Previous, Next *course.Lesson
	Outline        []outlineEntry
	Join           *invitation     // on the page that shows how to join an instance of a program
	Guides         []*course.Guide // on every page
	Guide          *course.Guide   // on a guide's page
}

// Render renders all pages of a course. Sites with the same static files can share the pages.
func Render(config Config, c *course.Course) (*Pages, error) {
	assets := config.Assets
	base := page{Preload: preload(assets), Author: config.Author, Course: c, Style: assets.URL(pageStylesheet), Script: assets.URL(pageScript)}
	if config.Guides != nil {
		base.Guides = course.LoadGuides(config.Guides, c)
	}
	jobs := map[string]job{"/": {"index.tmpl", base.withTitle("", "Learn WebSockets by using one.")}}
	for i, l := range c.Lessons {
		p := base.withTitle(l.Title, l.Summary)
		p.Lesson, p.Outline = l, outline(l.Outline)
		if i > 0 {
			p.Previous = c.Lessons[i-1]
		}
		if i < len(c.Lessons)-1 {
			p.Next = c.Lessons[i+1]
		}
		jobs["/lessons/"+l.Slug] = job{"lesson.tmpl", p}
		p.Embed = true
		jobs["/embed/"+l.Slug] = job{"lesson.tmpl", p}
	}
	addGuides(jobs, base)
	p := base.withTitle("Nothing here", "")
	jobs[notFoundPage] = job{"error.tmpl", p}
	p.Embed = true
	jobs[notFoundEmbed] = job{"error.tmpl", p}
	byPath, err := renderAll(jobs)
	if err != nil {
		return nil, fmt.Errorf("rendering the course: %w", err)
	}
	missing := notFound{byPath[notFoundPage], byPath[notFoundEmbed]}
	delete(byPath, notFoundPage)
	delete(byPath, notFoundEmbed)
	return &Pages{byPath: byPath, archives: archives(c), notFound: missing, course: c, base: base}, nil
}

// preload returns the addresses of the modules that the page's script imports. The page lists these
// addresses, so that a browser fetches all modules at once, without a round trip for each import.
func preload(assets *asset.Set) []string {
	var addresses []string
	for _, name := range pageImports {
		addresses = append(addresses, assets.URL(name))
	}
	return addresses
}

// withTitle returns the page with a title and a summary.
func (p page) withTitle(title, summary string) page {
	p.Title, p.Summary = title, summary
	return p
}

// The names of the pages for unknown addresses during rendering. These names are no paths, because
// a path begins with a slash.
const (
	notFoundPage  = "not found"
	notFoundEmbed = "not found, embedded"
)

// job is a page that renderAll renders, with the name of its template.
type job struct {
	template string
	page     page
}

// renderAll renders the jobs, as many at the same time as there are processors.
func renderAll(jobs map[string]job) (map[string]*asset.Blob, error) {
	var (
		running sync.WaitGroup
		lock    sync.Mutex
		byPath  = make(map[string]*asset.Blob, len(jobs))
		failed  error
		slots   = make(chan struct{}, runtime.GOMAXPROCS(0))
	)
	for path, j := range jobs {
		slots <- struct{}{}
		running.Go(func() {
			defer func() { <-slots }()
			var b bytes.Buffer
			err := templates.ExecuteTemplate(&b, j.template, j.page)
			blob := asset.NewBlob(asset.MediaType(".html"), b.Bytes())
			lock.Lock()
			defer lock.Unlock()
			if err != nil {
				failed = fmt.Errorf("page %q: %w", path, err)
			}
			byPath[path] = blob
		})
	}
	running.Wait()
	return byPath, failed
}
