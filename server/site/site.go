package site

import (
	"io/fs"
	"net"
	"net/http"
	"sync/atomic"

	"twocups/server/asset"
	"twocups/server/course"
)

// Config says what a site is made of.
type Config struct {
	Assets   *asset.Set // what pages load
	Programs fs.FS      // the lessons' folder, for the programs that run in frames
	Guides   fs.FS      // the folder with the guides, whatever course is shown; nil for none
	Author   bool       // pages reload themselves when they change

	// Networks returns the addresses of this computer at which other devices reach the
	// site; nil for a site that listens for this computer alone.
	Networks func() []net.IP
}

// Site serves a course. It is an http.Handler.
type Site struct {
	config Config
	mux    *http.ServeMux
	pages  atomic.Pointer[Pages]
}

// Pages is what one course looks like.
type Pages struct {
	byPath   map[string]*asset.Blob // nil before the first course
	archives map[string]*asset.Blob // by path
	nothing  nothing
	course   *course.Course
	base     page // what all pages have in common
}

// nothing is the page for an address that leads nowhere.
type nothing struct {
	site  *asset.Blob
	frame *asset.Blob // without the site's chrome
}

// New returns a site that shows no course yet.
func New(config Config) *Site {
	s := &Site{config: config, mux: http.NewServeMux()}
	loading := asset.NewBlob("text/plain; charset=utf-8", []byte("The lessons are being loaded. Try again in a moment.\n"))
	s.pages.Store(&Pages{nothing: nothing{loading, loading}})
	s.mux.HandleFunc("GET /", s.servePage)
	s.mux.HandleFunc("GET "+guides, s.servePage) // so that "/guides" leads there
	s.mux.HandleFunc("GET /embed/", s.serveEmbed)
	s.mux.HandleFunc("GET /run/", s.serveProgram)
	s.mux.HandleFunc("GET "+projects, s.serveArchive)
	s.mux.HandleFunc("GET /join/", s.serveJoin)
	s.mux.HandleFunc("GET "+asset.Prefix, s.serveAsset)
	return s
}

// ServeHTTP answers a request, with the policy that keeps pages safe.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Security-Policy", policy(framedHere))
	s.mux.ServeHTTP(w, r)
}

// Show replaces the course that the site shows. On an error the site goes on
// showing what it did.
func (s *Site) Show(c *course.Course) error {
	p, err := Render(s.config, c)
	if err != nil {
		return err
	}
	s.ShowPages(p)
	return nil
}

// ShowPages is Show for a course that is rendered already.
func (s *Site) ShowPages(p *Pages) { s.pages.Store(p) }

// serveAsset serves what pages load, which is no page and needs no policy of one: some
// 200 bytes less in each of a page's eight answers.
func (s *Site) serveAsset(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Security-Policy", assetPolicy)
	s.config.Assets.ServeHTTP(w, r)
}

func (s *Site) servePage(w http.ResponseWriter, r *http.Request) {
	p := s.pages.Load()
	p.serve(w, r, p.nothing.site)
}

// serve serves the page of an address, or that there is nothing.
func (p *Pages) serve(w http.ResponseWriter, r *http.Request, nothing *asset.Blob) {
	w.Header().Set("Cache-Control", "no-cache") // kept, and asked for: an entity tag answers
	page, ok := p.byPath[r.URL.Path]
	switch {
	case p.byPath == nil:
		w.Header().Set("Retry-After", "1")
		nothing.ServeStatus(w, r, http.StatusServiceUnavailable)
		return
	case !ok:
		nothing.ServeStatus(w, r, http.StatusNotFound)
		return
	}
	page.ServeHTTP(w, r)
}

func (s *Site) serveEmbed(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Security-Policy", policy(framedAnywhere))
	p := s.pages.Load()
	p.serve(w, r, p.nothing.frame)
}

// In whose frames a page may lie. Anywhere is said by saying nothing: a * would
// leave out the opaque origins of sandboxed frames (CSP Level 3 §6.7.2.8).
const (
	framedHere     = "; frame-ancestors 'self'"
	framedAnywhere = ""
)

// assetPolicy is the policy of what is no page.
const assetPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'" + framedHere

// policy returns the Content-Security-Policy of a page. connect-src 'self' covers
// this server's WebSockets (CSP Level 3 §6.7.2.8).
func policy(framed string) string {
	return "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; " +
		"connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; " +
		"require-trusted-types-for 'script'; trusted-types 'none'" + framed
}
