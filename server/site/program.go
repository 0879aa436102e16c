package site

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"twocups/server/asset"
	"twocups/server/course"
	"twocups/server/course/folder"
)

// programPolicy lets a program run its own scripts and connect to this server's sockets.
// The sandbox also applies to a program that is opened outside an iframe.
const (
	programPolicy  = "sandbox allow-scripts" + programSources
	downloadPolicy = "sandbox allow-scripts allow-" + course.Downloads + programSources // if a lesson allows it
)

const programSources = "; default-src 'none'; script-src 'self'; style-src 'self'; " +
	"img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'" + ancestorsAny

// maxProgram is the greatest size of a program's page in bytes. A lesson can include a file of the
// same size. Other files have no limit, because the server doesn't read them into memory.
const maxProgram = course.MaxInclude

// serveProgram serves a file of the lessons' folder. It inserts the iframe's script and style into
// the page of a program, so that the lesson shows the program's output. It doesn't change other
// files.
func (s *Site) serveProgram(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-cache")
	h.Set("Access-Control-Allow-Origin", "*") // the iframe's origin is opaque
	name := strings.TrimPrefix(r.URL.Path, "/run/")
	file, err := s.open(name)
	if err != nil {
		s.pages.Load().notFound.embed.ServeStatus(w, r, http.StatusNotFound)
		return
	}
	defer file.Close()
	h.Set("Content-Security-Policy", programPolicy)
	if path.Ext(name) == ".html" {
		if mayDownload(s.pages.Load().course, name) {
			h.Set("Content-Security-Policy", downloadPolicy)
		}
		s.serveProgramPage(w, r, file)
		return
	}
	h.Set("Content-Type", asset.MediaType(name))
	http.ServeContent(w, r, "", file.changed, file)
}

// mayDownload reports whether a lesson allows a page of the lessons' folder to offer
// downloads.
func mayDownload(c *course.Course, source string) bool {
	_, program := findProgram(c, func(p *course.Program) bool { return p.Source == source && p.Allow == course.Downloads })
	return program != nil
}

// programFile is an open file of the lessons' folder.
type programFile struct {
	io.ReadSeeker
	io.Closer
	changed time.Time // zero if the folder is embedded
}

// open opens a regular file that a browser may get.
func (s *Site) open(name string) (*programFile, error) {
	if !folder.IsPublic(name) {
		return nil, fs.ErrNotExist
	}
	stat, err := fs.Stat(s.config.Programs, name) // before Open, because opening a named pipe waits for a writer
	if err != nil || !stat.Mode().IsRegular() {
		return nil, fs.ErrNotExist
	}
	file, err := s.config.Programs.Open(name)
	if err != nil {
		return nil, err
	}
	seeker, ok := file.(io.ReadSeeker)
	if !ok {
		file.Close()
		return nil, fs.ErrInvalid
	}
	return &programFile{seeker, file, stat.ModTime()}, nil
}

// serveProgramPage serves a program's page. It sends no Last-Modified, because the inserted tags
// can change without the file, and a browser would then keep the old page.
func (s *Site) serveProgramPage(w http.ResponseWriter, r *http.Request, file io.Reader) {
	page, err := io.ReadAll(io.LimitReader(file, maxProgram+1))
	if err != nil {
		http.Error(w, "This page could not be read.", http.StatusInternalServerError)
		return
	}
	if len(page) > maxProgram {
		sentence := fmt.Sprintf("This page is too big to run in a lesson: it may have %d bytes at most.", maxProgram)
		http.Error(w, sentence, http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", asset.MediaType(".html"))
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(s.withIframeTags(page)))
}

// The places of the iframe's tags: after the head tag or, in a page without a head tag, after the
// doctype. With a tag before the doctype, a browser would use quirks mode (HTML §13.2.6.4.1).
var (
	headTag = regexp.MustCompile(`(?i)<head(\s([^>"']|"[^"]*"|'[^']*')*)?>`)
	doctype = regexp.MustCompile(`(?i)<!doctype[^>]*>`)
)

// withIframeTags returns a program's page with the iframe's style and script at the start of its
// head. It also adds an icon, for a browser that opens the page outside an iframe. If the page has
// an icon of its own, the browser uses that icon, because it comes later (HTML, link type "icon").
func (s *Site) withIframeTags(page []byte) []byte {
	first := string(icon) + `<link rel="stylesheet" href="` + s.config.Assets.URL(iframeStylesheet) + `">` +
		`<script src="` + s.config.Assets.URL(iframeScript) + `"></script>`
	behind := 0
	for _, start := range []*regexp.Regexp{headTag, doctype} {
		if at := start.FindIndex(page); at != nil {
			behind = at[1]
			break
		}
	}
	return slices.Concat(page[:behind], []byte(first), page[behind:])
}
