package site_test

import (
	"maps"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/fstest"

	"twocups/server/course"
	"twocups/server/site"
)

const aKey = "AAAAAAAAAAAAAAAAAAAAAA"

// serveShared serves a lesson with a program that clients share, to devices of the networks.
func serveShared(t *testing.T, networks func() []net.IP) (url string) {
	t.Helper()
	set, err := site.Assets(assets)
	if err != nil {
		t.Fatal(err)
	}
	folder := maps.Clone(files)
	folder["04-shared.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Shared\nsummary: S\nobjectives: [O]\nminutes: 1\n---\n\n" +
		"```program title=\"A & B\" src=demo/shared.html clients=\"Alice, Bob\"\n```\n")}
	folder["demo/shared.html"] = &fstest.MapFile{Data: []byte("<!doctype html><title>x</title>")}
	s := site.New(site.Config{Assets: set, Programs: folder, Networks: networks})
	if err := s.Show(course.Load(folder)); err != nil {
		t.Fatal(err)
	}
	return serve(t, s)
}

func networks(addresses ...string) func() []net.IP {
	return func() (ips []net.IP) {
		for _, a := range addresses {
			ips = append(ips, net.ParseIP(a))
		}
		return ips
	}
}

func TestTheLinkToAnInstanceLeadsOtherDevicesToIt(t *testing.T) {
	for _, test := range []struct {
		name, host string
		networks   func() []net.IP
		want, not  string
	}{
		{"this computer", "localhost:8080", networks("192.0.2.7", "fd00::7"), `<a href="http://192.0.2.7:8080/run/demo/shared.html?instance=` + aKey + `">`, "localhost:"},
		{"its IPv6", "[::1]:8080", networks("fd00::7"), `<a href="http://[fd00::7]:8080/run/demo/shared.html?instance=` + aKey + `">`, "::1"},
		{"no port", "127.0.0.1", networks("192.0.2.7"), `<a href="http://192.0.2.7/run/demo/shared.html?instance=` + aKey + `">`, "127.0.0.1"},
		{"a name", "school.example", networks("192.0.2.7"), `<a href="http://school.example/run/demo/shared.html?instance=` + aKey + `">`, "192.0.2.7"},
		{"this computer without a network", "localhost:8080", networks(), "This computer is in no network now.", "Only this computer"},
		{"this computer alone", "localhost:8080", nil, "Only this computer can reach this server.", "<svg viewBox=\"0 0 4"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, body := get(t, serveShared(t, test.networks)+"/join/demo/shared.html?instance="+aKey, "Host: "+test.host)
			for _, want := range []string{test.want, "<h1>Join “A &amp; B”</h1>", `<a class="start" href="/run/demo/shared.html?instance=` + aKey + `">`, `<a href="/lessons/shared">Shared</a>`} {
				if !strings.Contains(body, want) {
					t.Errorf("no %s in\n%s", want, body)
				}
			}
			if strings.Contains(body, test.not) {
				t.Errorf("%s in\n%s", test.not, body)
			}
		})
	}
}

func TestTheLinkToAnInstanceIsAsSecureAsTheBrowsersOwn(t *testing.T) {
	join := serveShared(t, nil) + "/join/demo/shared.html?instance=" + aKey
	for forwarded, want := range map[string]string{"https": "https", "HTTPS, http": "https", "http": "http", "http, https": "http", "": "http"} {
		_, body := get(t, join, "Host: school.example", "X-Forwarded-Proto: "+forwarded)
		if link := `<a href="` + want + `://school.example/run/`; !strings.Contains(body, link) {
			t.Errorf("with X-Forwarded-Proto %q: no %s in\n%s", forwarded, link, body)
		}
	}
}

func TestOnlyAProgramThatIsSharedCanBeJoined(t *testing.T) {
	url := serveShared(t, nil)
	for _, path := range []string{
		"/join/demo/shared.html", "/join/demo/shared.html?instance=chat", "/join/demo/shared.html?instance=" + aKey + "%22",
		"/join/demo/demo.html?instance=" + aKey, "/join/01-first.md?instance=" + aKey, "/join/?instance=" + aKey,
	} {
		if response, _ := get(t, url+path); response.StatusCode != http.StatusNotFound {
			t.Errorf("%s is answered %s", path, response.Status)
		}
	}
}
