package asset

import (
	"net/http"
)

// Prefix is the path under which a [Set] serves its files.
const Prefix = "/static/"

// Set is the files of a file system under their hashed names. It never changes.
type Set struct {
	urls  map[string]string // file's name -> URL
	blobs map[string]stored // URL -> blob
}

// stored is what a URL stands for.
type stored struct {
	blob         *Blob
	cacheControl string
}

// What a browser may do with a file under its hashed name, and under its plain one.
const (
	keepForEver = "public, max-age=31536000, immutable" // a year is for ever (RFC 9111 §5.2.2.1, RFC 8246)
	askEachTime = "no-cache"
)

// URL returns the path of the file's hashed name, such as
// "/static/page.1a2b3c4d5e6f.css" for "page.css", or "" where there is no such file.
func (s *Set) URL(name string) string { return s.urls[name] }

// ServeHTTP serves the files under [Prefix]. Lessons are embedded in sandboxed
// frames on other sites, whose origin is opaque; so any origin may load a file
// and read it. A file that is not there says so to any origin too, for a page
// to tell "not built" from "server gone".
func (s *Set) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Access-Control-Allow-Origin", "*")
	w.Header().Set("Cross-Origin-Resource-Policy", "cross-origin")
	found, ok := s.blobs[r.URL.Path]
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Cache-Control", found.cacheControl)
	found.blob.ServeHTTP(w, r)
}
