package site

import (
	"bytes"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"

	"rsc.io/qr"

	"twocups/lessons/play"
	"twocups/server/asset"
	"twocups/server/course"
)

// invitation is the content of a page that shows other learners how to join an instance of a
// program.
type invitation struct {
	Program   *course.Program
	Lesson    *course.Lesson
	Path      string          // of the program, for this browser
	Devices   []deviceAddress // for other devices
	LocalOnly bool            // the server listens for this computer only, so no other device can reach it
}

// deviceAddress is an address for other devices, as text and as a QR code.
type deviceAddress struct {
	Address string
	Code    qrCode
}

// qrCode is a QR code for an SVG image: the length of its sides in modules, and the path of its
// black modules.
type qrCode struct {
	Size int
	Path string
}

// serveJoin serves the page that shows other learners how to join an instance, for example a chat.
// The server has no list of permitted instances: everyone with the key of an instance may join.
func (s *Site) serveJoin(w http.ResponseWriter, r *http.Request) {
	pages := s.pages.Load()
	w.Header().Set("Cache-Control", "no-store") // the addresses of this computer may change
	key := r.URL.Query().Get("instance")
	source := strings.TrimPrefix(r.URL.Path, "/join/")
	lesson, program := findProgram(pages.course, func(p *course.Program) bool { return p.Source == source && len(p.Clients) > 0 && !p.NoJoin })
	if program == nil || !play.IsInstanceKey(key) {
		pages.notFound.page.ServeStatus(w, r, http.StatusNotFound)
		return
	}
	path := (&url.URL{Path: "/run/" + program.Source, RawQuery: "instance=" + key}).String()
	origins, local := s.origins(r)
	in := &invitation{Program: program, Lesson: lesson, Path: path, LocalOnly: local}
	for _, origin := range origins {
		code, err := newQRCode(origin + path)
		if err != nil {
			http.Error(w, "This address is too long for a QR code.", http.StatusNotFound)
			return
		}
		in.Devices = append(in.Devices, deviceAddress{origin + path, code})
	}
	p := pages.base.withTitle("Join "+program.Title, "")
	p.Join = in
	var page bytes.Buffer
	if err := templates.ExecuteTemplate(&page, "join.tmpl", p); err != nil {
		http.Error(w, "This page could not be made.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", asset.MediaType(".html"))
	w.Write(page.Bytes())
}

// findProgram returns the first program that matches, with its lesson, or nil.
func findProgram(c *course.Course, matches func(*course.Program) bool) (*course.Lesson, *course.Program) {
	if c == nil {
		return nil, nil
	}
	for _, lesson := range c.Lessons {
		for _, part := range lesson.Body {
			if p := part.Program; p != nil && matches(p) {
				return lesson, p
			}
		}
	}
	return nil, nil
}

// origins returns the origins at which other devices reach this server. This is the origin of the
// request or, if the request is for the loopback address, one origin for each address of this
// computer. The server is local if it listens for this computer only.
func (s *Site) origins(r *http.Request) (origins []string, local bool) {
	scheme := "http://"
	if isSecure(r) {
		scheme = "https://"
	}
	host, port, err := net.SplitHostPort(r.Host)
	if err != nil {
		host, port = r.Host, ""
	}
	if !isLoopback(host) {
		return []string{scheme + r.Host}, false
	}
	if s.config.Networks == nil {
		return nil, true
	}
	for _, ip := range s.config.Networks() {
		address := ip.String()
		if port != "" {
			address = net.JoinHostPort(address, port)
		} else if ip.To4() == nil {
			address = "[" + address + "]"
		}
		origins = append(origins, scheme+address)
	}
	return origins, false
}

// isSecure reports whether the browser used HTTPS. URL.Scheme has the scheme that a trusted proxy has
// named. Behind another proxy that ends TLS, only a header field of the proxy shows the scheme. A
// false field changes only the addresses in this answer.
func isSecure(r *http.Request) bool {
	if r.URL.Scheme != "" {
		return r.URL.Scheme == "https"
	}
	first, _, _ := strings.Cut(r.Header.Get("X-Forwarded-Proto"), ",") // written by the proxy nearest to the browser
	return r.TLS != nil || strings.EqualFold(strings.TrimSpace(first), "https")
}

func isLoopback(host string) bool {
	ip, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return strings.EqualFold(strings.TrimSuffix(host, "."), "localhost") || err == nil && ip.IsLoopback()
}

// quietZone is the width of the white margin, in modules (ISO/IEC 18004 §6.3.8).
const quietZone = 4

// newQRCode returns an address as a QR code. A camera can read the code even if a part of it is
// unreadable, because the code has error correction of level M.
func newQRCode(address string) (qrCode, error) {
	code, err := qr.Encode(address, qr.M)
	if err != nil {
		return qrCode{}, err
	}
	var path strings.Builder
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			first := x
			for code.Black(x, y) { // white beyond the edge
				x++
			}
			if x > first {
				fmt.Fprintf(&path, "M%d %dh%dv1h-%dz", first+quietZone, y+quietZone, x-first, x-first)
			}
		}
	}
	return qrCode{code.Size + 2*quietZone, path.String()}, nil
}
