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
	"twocups/server/course"
)

// invitation is what the page says that leads others to an instance of a program.
type invitation struct {
	Program *course.Program
	Lesson  *course.Lesson
	Here    string    // the address in this browser
	Ways    []joining // how other devices get there
	Alone   bool      // no other device can, whatever the network
}

// joining is an address for other devices, also to be read by a camera.
type joining struct {
	Address string
	Code    qrCode
}

// qrCode is a QR code as SVG draws it: a square with sides of so many modules, and the
// path of the black ones.
type qrCode struct {
	Size int
	Path string
}

// serveJoin serves the page that leads others to an instance: to this chat, for example.
// Nothing but its key says that it exists, so there is nothing to look up.
func (s *Site) serveJoin(w http.ResponseWriter, r *http.Request) {
	pages := s.pages.Load()
	w.Header().Set("Cache-Control", "no-store") // the addresses are those of the moment
	key := r.URL.Query().Get("instance")
	source := strings.TrimPrefix(r.URL.Path, "/join/")
	lesson, program := findProgram(pages.course, func(p *course.Program) bool { return p.Source == source && len(p.Clients) > 0 && !p.Alone })
	if program == nil || !play.IsInstanceKey(key) {
		pages.nothing.site.ServeStatus(w, r, http.StatusNotFound)
		return
	}
	here := (&url.URL{Path: "/run/" + program.Source, RawQuery: "instance=" + key}).String()
	origins, alone := s.origins(r)
	in := &invitation{Program: program, Lesson: lesson, Here: here, Alone: alone}
	for _, origin := range origins {
		code, err := newQRCode(origin + here)
		if err != nil {
			http.Error(w, "This address is too long for a QR code.", http.StatusNotFound)
			return
		}
		in.Ways = append(in.Ways, joining{origin + here, code})
	}
	p := pages.base.titled("Join "+program.Title, "")
	p.Join = in
	var page bytes.Buffer
	if err := templates.ExecuteTemplate(&page, "join.tmpl", p); err != nil {
		http.Error(w, "This page could not be made.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Write(page.Bytes())
}

// findProgram finds the first program of this kind, and its lesson.
func findProgram(c *course.Course, is func(*course.Program) bool) (*course.Lesson, *course.Program) {
	if c == nil {
		return nil, nil
	}
	for _, lesson := range c.Lessons {
		for _, part := range lesson.Body {
			if p := part.Program; p != nil && is(p) {
				return lesson, p
			}
		}
	}
	return nil, nil
}

// origins returns where other devices find this server: under the name by which the
// request came, unless this computer alone knows it by that name. The server is alone
// when it listens for this computer and for no other.
func (s *Site) origins(r *http.Request) (origins []string, alone bool) {
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

// isSecure says whether the browser asked over HTTPS. Where a proxy did the TLS, only
// its word is there: it decides over the addresses of this one answer, and no more.
func isSecure(r *http.Request) bool {
	first, _, _ := strings.Cut(r.Header.Get("X-Forwarded-Proto"), ",") // the proxy that the browser asked
	return r.TLS != nil || strings.EqualFold(strings.TrimSpace(first), "https")
}

func isLoopback(host string) bool {
	ip, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return strings.EqualFold(host, "localhost") || err == nil && ip.IsLoopback()
}

// quietZone is how many modules around the code stay white (ISO/IEC 18004 §6.3.8).
const quietZone = 4

// newQRCode returns an address as a QR code that a camera still reads when a part of it
// is in the shade.
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
