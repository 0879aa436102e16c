package site

import (
	"bytes"
	"io/fs"
	"net/http"
	"path"
	"strings"

	"twocups/server/asset"
)

// programPolicy lets a program run its own scripts and talk to this server's
// sockets. The sandbox holds also where the program is opened outside a frame.
const programPolicy = "sandbox allow-scripts; default-src 'none'; script-src 'self'; style-src 'self'; " +
	"img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"

// serveProgram serves a file of a program: a page with the frame's own script
// and style put first, so that what it prints shows up on the lesson; the other
// files as they are. Lessons themselves and their transcripts are no programs.
func (s *Site) serveProgram(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", programPolicy)
	h.Set("Cache-Control", "no-cache")
	h.Set("Access-Control-Allow-Origin", "*") // the frame's origin is opaque
	name := strings.TrimPrefix(r.URL.Path, "/run/")
	body, ok := s.program(name)
	if !ok {
		h.Set("Content-Security-Policy", policy("frame-ancestors *"))
		notFound(w, r, s.pages.Load().notFound)
		return
	}
	asset.NewBlob(asset.MediaType(name), body).ServeHTTP(w, r)
}

func (s *Site) program(name string) ([]byte, bool) {
	switch path.Ext(name) {
	case ".html", ".js", ".css", ".svg":
	default:
		return nil, false
	}
	if !fs.ValidPath(name) || !strings.Contains(name, "/") {
		return nil, false
	}
	body, err := fs.ReadFile(s.config.Programs, name)
	if err != nil {
		return nil, false
	}
	if path.Ext(name) == ".html" {
		body = s.framed(body)
	}
	return body, true
}

// framed returns a program's page with the frame's script and style first in
// its head.
func (s *Site) framed(page []byte) []byte {
	first := `<link rel="stylesheet" href="` + s.config.Assets.URL("frame.css") + `">` +
		`<script src="` + s.config.Assets.URL("frame.js") + `"></script>`
	before, after, found := bytes.Cut(page, []byte("<head>"))
	if !found {
		return append([]byte(first), page...)
	}
	return bytes.Join([][]byte{before, []byte("<head>" + first), after}, nil)
}
