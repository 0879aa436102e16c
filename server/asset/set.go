package asset

import "net/http"

// Prefix is the path under which a [Set] serves its files.
const Prefix = "/static/"

// Set has the files of a file system under their hashed names. It never changes.
type Set struct {
	urls  map[string]string     // file's name -> URL
	blobs map[string]storedFile // URL -> blob
}

// storedFile is the file at a URL.
type storedFile struct {
	blob         *Blob
	cacheControl string
}

// The Cache-Control of a file under its hashed name, and under its plain name.
const (
	cacheForever = "public, max-age=31536000, immutable" // for a year (RFC 9111 §5.2.2.1, RFC 8246)
	revalidate   = "no-cache"
)

// URL returns the path of a file with its hashed name, such as
// "/static/css/page.1a2b3c4d5e6f.css" for "css/page.css". It returns "" if the set lacks the
// file.
func (s *Set) URL(name string) string { return s.urls[name] }

// ServeHTTP serves the files under [Prefix]. Any origin may load and read a file, because
// lessons run in sandboxed iframes on other sites, and a sandboxed iframe has an opaque origin. Any
// origin can also read the answer for a missing file, so that a page can distinguish a file that
// the build has not made from a server that doesn't run.
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
