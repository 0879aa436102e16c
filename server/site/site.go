package site

import (
	"io/fs"
	"net"
	"net/http"
	"sync/atomic"

	"twocups/server/asset"
	"twocups/server/course"
)

// Config is the configuration of a site.
type Config struct {
	Assets   *asset.Set // scripts, styles and the module, which pages load
	Programs fs.FS      // the lessons' folder, for the programs that run in iframes
	Guides   fs.FS      // the folder with the guides, which are the same for every course; nil for none
	Author   bool       // pages reload themselves when they change

	// Networks returns the addresses of this computer at which other devices reach the
	// site. It is nil for a site that listens for this computer only.
	Networks func() []net.IP
}

// Site serves a course. It is an http.Handler.
type Site struct {
	config Config
	mux    *http.ServeMux
	pages  atomic.Pointer[Pages]
}

// Pages are the rendered pages of one course.
type Pages struct {
	byPath   map[string]*asset.Blob // nil before the first course
	archives map[string]*asset.Blob // by path
	notFound notFound
	course   *course.Course
	base     page // the values that all pages share
}

// notFound is the page for an unknown address.
type notFound struct {
	page  *asset.Blob
	embed *asset.Blob // without the site's chrome
}

// New returns a site that shows no course yet.
func New(config Config) *Site {
	s := &Site{config: config, mux: http.NewServeMux()}
	loading := asset.NewBlob(asset.MediaType(".txt"), []byte("The lessons are being loaded. Try again in a moment.\n"))
	s.pages.Store(&Pages{notFound: notFound{loading, loading}})
	s.mux.HandleFunc("GET /", s.servePage)
	s.mux.HandleFunc("GET "+guidesPath, s.servePage) // so that the mux redirects "/guides"
	s.mux.HandleFunc("GET /embed/", s.serveEmbed)
	s.mux.HandleFunc("GET /run/", s.serveProgram)
	s.mux.HandleFunc("GET "+projectsPath, s.serveArchive)
	s.mux.HandleFunc("GET /join/", s.serveJoin)
	s.mux.HandleFunc("GET "+asset.Prefix, s.serveAsset)
	return s
}

// ServeHTTP answers a request. Every answer has a Content-Security-Policy.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Security-Policy", policy(ancestorsSelf))
	s.mux.ServeHTTP(w, r)
}

// Show replaces the course that the site shows. If Show returns an error, the site still shows the
// previous course.
func (s *Site) Show(c *course.Course) error {
	p, err := Render(s.config, c)
	if err != nil {
		return err
	}
	s.ShowPages(p)
	return nil
}

// ShowPages replaces the course by one that is already rendered.
func (s *Site) ShowPages(p *Pages) { s.pages.Store(p) }

// serveAsset serves a file that pages load. The answer has assetPolicy, which is about 200 bytes
// shorter than the policy of a page. A page loads about eight files.
func (s *Site) serveAsset(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Security-Policy", assetPolicy)
	s.config.Assets.ServeHTTP(w, r)
}

func (s *Site) servePage(w http.ResponseWriter, r *http.Request) {
	p := s.pages.Load()
	p.serve(w, r, p.notFound.page)
}

// serve serves the page of an address, or notFound if the address is unknown.
func (p *Pages) serve(w http.ResponseWriter, r *http.Request, notFound *asset.Blob) {
	w.Header().Set("Cache-Control", "no-cache") // the browser stores the page and revalidates it by its entity tag
	page, ok := p.byPath[r.URL.Path]
	switch {
	case p.byPath == nil:
		w.Header().Set("Retry-After", "1")
		notFound.ServeStatus(w, r, http.StatusServiceUnavailable)
		return
	case !ok:
		notFound.ServeStatus(w, r, http.StatusNotFound)
		return
	}
	page.ServeHTTP(w, r)
}

func (s *Site) serveEmbed(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Security-Policy", policy(ancestorsAny))
	p := s.pages.Load()
	p.serve(w, r, p.notFound.embed)
}

// The directives for the ancestors of a page: the pages that may show it in an iframe. A page for
// any ancestor has no directive, because * would exclude the opaque origins of sandboxed iframes
// (CSP Level 3 §6.7.2.8).
const (
	ancestorsSelf = "; frame-ancestors 'self'"
	ancestorsAny  = ""
)

// assetPolicy is the policy of a file that is no page.
const assetPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'" + ancestorsSelf

// policy returns the Content-Security-Policy of a page, with a directive for its ancestors.
// connect-src 'self' includes this server's WebSockets (CSP Level 3 §6.7.2.8).
func policy(ancestors string) string {
	return "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; " +
		"connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; " +
		"require-trusted-types-for 'script'; trusted-types 'none'" + ancestors
}
