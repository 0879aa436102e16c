package asset_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"

	"twocups/server/asset"
)

// text is long and repetitive enough to be smaller when compressed.
var text = strings.Repeat("A WebSocket is two cups and a string. ", 100)

// serve starts a server for the test and returns its address.
func serve(t testing.TB, handler http.Handler) string {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return server.URL
}

// client sends no Accept-Encoding of its own, and doesn't decode bodies.
var client = &http.Client{Transport: &http.Transport{DisableCompression: true}}

// sendRequest sends a request with header fields given as "Name: value".
func sendRequest(t testing.TB, method, url string, fields ...string) (*http.Response, []byte) {
	t.Helper()
	request, err := http.NewRequest(method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, field := range fields {
		name, value, _ := strings.Cut(field, ": ")
		request.Header.Add(name, value)
	}
	response, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, body
}

// decode decodes the content coding of a response.
func decode(t testing.TB, response *http.Response, body []byte) string {
	t.Helper()
	var r io.Reader = bytes.NewReader(body)
	switch coding := response.Header.Get("Content-Encoding"); coding {
	case "gzip":
		z, err := gzip.NewReader(r)
		if err != nil {
			t.Fatal(err)
		}
		r = z
	case "br":
		r = brotli.NewReader(r)
	case "":
	default:
		t.Fatalf("Content-Encoding %q", coding)
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(plain)
}

func TestBlobIsSentInTheCodingThatTheClientPrefers(t *testing.T) {
	url := serve(t, asset.NewBlob("text/plain", []byte(text)))
	for _, test := range []struct {
		accept []string
		coding string
	}{
		{nil, ""},
		{[]string{"Accept-Encoding: "}, ""},
		{[]string{"Accept-Encoding: gzip, deflate, br, zstd"}, "br"},
		{[]string{"Accept-Encoding: gzip"}, "gzip"},
		{[]string{"Accept-Encoding: br;q=0.5, gzip;q=0.8"}, "gzip"},
		{[]string{"Accept-Encoding: gzip;q=0.001"}, "gzip"},
		{[]string{"Accept-Encoding: gzip;q=0.5, identity"}, ""},
		{[]string{"Accept-Encoding: zstd"}, ""},
		{[]string{"Accept-Encoding: gzip", "Accept-Encoding: br"}, "br"},
		{[]string{"Accept-Encoding: *, br;q=0"}, "gzip"},
	} {
		response, body := sendRequest(t, "GET", url, test.accept...)
		if got := response.Header.Get("Content-Encoding"); got != test.coding {
			t.Errorf("%q gets Content-Encoding %q, want %q", test.accept, got, test.coding)
		}
		if decode(t, response, body) != text {
			t.Errorf("%q gets another text", test.accept)
		}
		if got := response.Header.Get("Content-Length"); got != strconv.Itoa(len(body)) {
			t.Errorf("%q gets Content-Length %q with %d bytes", test.accept, got, len(body))
		}
		if got := response.Header.Get("Vary"); got != "Accept-Encoding" {
			t.Errorf("%q gets Vary %q", test.accept, got)
		}
	}
}

func TestBlobWithoutAnAcceptableCodingIsAnsweredWith406(t *testing.T) {
	url := serve(t, asset.NewBlob("text/plain", []byte(text)))
	response, body := sendRequest(t, "GET", url, "Accept-Encoding: zstd, identity;q=0")
	if response.StatusCode != http.StatusNotAcceptable || len(body) == 0 || len(body) > 100 {
		t.Errorf("%s with %q, want 406 with a sentence", response.Status, body)
	}
	if response.Header.Get("Vary") != "Accept-Encoding" {
		t.Error("a cache may give the 406 to everyone: it has no Vary")
	}
}

func TestBlobThatCompressionWouldNotMakeSmallerIsNotCompressed(t *testing.T) {
	url := serve(t, asset.NewBlob("text/plain", []byte("hi")))
	response, body := sendRequest(t, "GET", url, "Accept-Encoding: gzip, br")
	if response.Header.Get("Content-Encoding") != "" || string(body) != "hi" {
		t.Errorf("got %q in %q, want \"hi\" uncompressed", body, response.Header.Get("Content-Encoding"))
	}
	if response, _ = sendRequest(t, "GET", url, "Accept-Encoding: gzip, *;q=0"); response.StatusCode != http.StatusNotAcceptable {
		t.Errorf("%s for gzip alone, want 406", response.Status)
	}
}

func TestBlobOfNothingHasLengthZero(t *testing.T) {
	url := serve(t, asset.NewBlob("text/plain", nil))
	response, body := sendRequest(t, "GET", url, "Accept-Encoding: gzip, br")
	if response.StatusCode != http.StatusOK || response.ContentLength != 0 || len(body) != 0 {
		t.Errorf("%s with Content-Length %d and %d bytes, want 200 with 0", response.Status, response.ContentLength, len(body))
	}
}

func TestBlobHasAStrongTagForEachCoding(t *testing.T) {
	url := serve(t, asset.NewBlob("text/plain", []byte(text)))
	tags := map[string]bool{}
	for _, coding := range []string{"identity", "gzip", "br"} {
		response, _ := sendRequest(t, "GET", url, "Accept-Encoding: "+coding)
		tag := response.Header.Get("ETag")
		if !strings.HasPrefix(tag, `"`) || !strings.HasSuffix(tag, `"`) || tags[tag] {
			t.Errorf("%s has the tag %q, want a strong one of its own", coding, tag)
		}
		tags[tag] = true
	}
}

func TestBlobThatTheClientHasIsNotSentAgain(t *testing.T) {
	url := serve(t, asset.NewBlob("text/plain", []byte(text)))
	response, _ := sendRequest(t, "GET", url, "Accept-Encoding: br")
	tag := response.Header.Get("ETag")
	for _, test := range []struct {
		fields []string
		want   int
	}{
		{[]string{"Accept-Encoding: br", "If-None-Match: " + tag}, http.StatusNotModified},
		{[]string{"Accept-Encoding: br", "If-None-Match: W/" + tag}, http.StatusNotModified},
		{[]string{"Accept-Encoding: br", `If-None-Match: "other" , ` + tag}, http.StatusNotModified},
		{[]string{"Accept-Encoding: br", `If-None-Match: "other"`, "If-None-Match: " + tag}, http.StatusNotModified},
		{[]string{"Accept-Encoding: br", "If-None-Match: *"}, http.StatusNotModified},
		{[]string{"Accept-Encoding: br", `If-None-Match: "other"`}, http.StatusOK},
		{[]string{"Accept-Encoding: gzip", "If-None-Match: " + tag}, http.StatusOK},
	} {
		response, body := sendRequest(t, "GET", url, test.fields...)
		if response.StatusCode != test.want {
			t.Errorf("%q gets %s, want %d", test.fields, response.Status, test.want)
		}
		if test.want != http.StatusNotModified {
			continue
		}
		if len(body) > 0 || response.Header.Get("ETag") != tag || response.Header.Get("Vary") == "" {
			t.Errorf("%q gets %d bytes with %v, want none, the tag and Vary", test.fields, len(body), response.Header)
		}
	}
}

func TestBlobAnswersHeadLikeGetWithoutTheBody(t *testing.T) {
	url := serve(t, asset.NewBlob("text/plain", []byte(text)))
	get, _ := sendRequest(t, "GET", url, "Accept-Encoding: br")
	head, body := sendRequest(t, "HEAD", url, "Accept-Encoding: br")
	if len(body) > 0 || head.StatusCode != http.StatusOK {
		t.Errorf("%s with %d bytes, want 200 with none", head.Status, len(body))
	}
	for name := range get.Header {
		if name != "Date" && get.Header.Get(name) != head.Header.Get(name) {
			t.Errorf("%s is %q for HEAD, %q for GET", name, head.Header.Get(name), get.Header.Get(name))
		}
	}
}

func TestBlobRefusesOtherMethods(t *testing.T) {
	response, _ := sendRequest(t, "POST", serve(t, asset.NewBlob("text/plain", []byte(text))))
	if response.StatusCode != http.StatusMethodNotAllowed || response.Header.Get("Allow") != "GET, HEAD" {
		t.Errorf("%s with Allow %q, want 405 with GET, HEAD", response.Status, response.Header.Get("Allow"))
	}
}
