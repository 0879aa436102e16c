package site

import (
	"bytes"
	"io"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"

	"twocups/server/asset"
)

// programPolicy lets a program run its own scripts and talk to this server's
// sockets. The sandbox holds also where the program is opened outside a frame.
const programPolicy = "sandbox allow-scripts; default-src 'none'; script-src 'self'; style-src 'self'; " +
	"img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'" + framedAnywhere

// serveProgram serves a file of the lessons' folder: a program's page with the
// frame's own script and style put first, so that what it prints shows up on the
// lesson, and any other file as it is.
func (s *Site) serveProgram(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-cache")
	h.Set("Access-Control-Allow-Origin", "*") // the frame's origin is opaque
	name := strings.TrimPrefix(r.URL.Path, "/run/")
	content, err := s.program(name)
	if err != nil {
		s.pages.Load().notFound.ServeStatus(w, r, http.StatusNotFound)
		return
	}
	h.Set("Content-Security-Policy", programPolicy)
	h.Set("Content-Type", asset.MediaType(name))
	http.ServeContent(w, r, "", time.Time{}, content)
}

// program opens a file that lessons may show or lead to: none of the lessons
// themselves, and none that is hidden.
func (s *Site) program(name string) (io.ReadSeeker, error) {
	if !fs.ValidPath(name) || strings.HasPrefix(name, ".") || strings.Contains(name, "/.") || path.Ext(name) == ".md" {
		return nil, fs.ErrNotExist
	}
	body, err := fs.ReadFile(s.config.Programs, name)
	if err == nil && path.Ext(name) == ".html" {
		body = s.framed(body)
	}
	return bytes.NewReader(body), err
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
