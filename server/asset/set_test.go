package asset_test

import (
	"bytes"
	"errors"
	"io/fs"
	"net/http"
	"path"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/andybalholm/brotli"

	"twocups/server/asset"
)

// site is a file system with a file for each feature of a set.
func site() fstest.MapFS {
	return files(map[string]string{
		"page.js":             `import {row} from "./rows.js"; const module = new URL('./gen/twocups.wasm', import.meta.url); const later = "./gen/later.wasm"`,
		"rows.js":             "export const row = `../a`; // " + text,
		"page.css":            `@import "./print.css"; a { background: url(./img/cup.svg#handle) } b { background: url("./img/cup.svg") }`,
		"print.css":           "body { color: black }",
		"img/cup.svg":         "<svg></svg>",
		"img/frame.css":       "i { background: url( ../img/cup.svg ) }",
		"gen/twocups.wasm":    "\x00asm" + text,
		"README":              "not served",
		"gen/README":          "not served",
		"static.go":           "not served",
		"types.d.ts":          "not served",
		".hidden":             "not served",
		".git/config":         "not served",
		"unknown.two-cups":    "a type of its own",
		"without-ending":      "no ending",
		"orphan.txt.gz":       "the compressed form of nothing",
		"gen/twocups.wasm.br": "not what brotli makes",
	})
}

func files(contents map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, content := range contents {
		fsys[name] = &fstest.MapFile{Data: []byte(content)}
	}
	return fsys
}

func newSet(t testing.TB, fsys fs.FS) *asset.Set {
	t.Helper()
	set, err := asset.New(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestFilesHaveHashedNames(t *testing.T) {
	set := newSet(t, site())
	for name, want := range map[string]string{
		"page.js":          `^/static/page\.[0-9a-f]{12}\.js$`,
		"gen/twocups.wasm": `^/static/gen/twocups\.[0-9a-f]{12}\.wasm$`,
		"without-ending":   `^/static/without-ending\.[0-9a-f]{12}$`,
		"README":           `^$`,
		"gen/README":       `^$`,
		"static.go":        `^$`,
		".hidden":          `^$`,
		".git/config":      `^$`,
		"no-such-file.js":  `^$`,
	} {
		if got := set.URL(name); !regexp.MustCompile(want).MatchString(got) {
			t.Errorf("the URL of %s is %q, want one like %s", name, got, want)
		}
	}
}

func TestFilesUnderHashedNamesAreCachedForever(t *testing.T) {
	set := newSet(t, site())
	url := serve(t, set)
	response, body := sendRequest(t, "GET", url+set.URL("gen/twocups.wasm"), "Accept-Encoding: gzip, br", "Origin: null")
	if got := decode(t, response, body); got != "\x00asm"+text {
		t.Errorf("the module is %q", got)
	}
	for name, want := range map[string]string{
		"Content-Type":                 "application/wasm",
		"Content-Encoding":             "br",
		"Cache-Control":                "public, max-age=31536000, immutable",
		"Access-Control-Allow-Origin":  "*",
		"Cross-Origin-Resource-Policy": "cross-origin",
		"X-Content-Type-Options":       "nosniff",
		"Vary":                         "Accept-Encoding",
	} {
		if got := response.Header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

func TestFilesUnderPlainNamesAreRevalidatedEachTime(t *testing.T) {
	url := serve(t, newSet(t, site()))
	response, body := sendRequest(t, "GET", url+"/static/print.css")
	if response.Header.Get("Cache-Control") != "no-cache" || string(body) != "body { color: black }" {
		t.Errorf("got %q with Cache-Control %q", body, response.Header.Get("Cache-Control"))
	}
	response, _ = sendRequest(t, "GET", url+"/static/print.css", "If-None-Match: "+response.Header.Get("ETag"))
	if response.StatusCode != http.StatusNotModified {
		t.Errorf("revalidated: %s, want 304", response.Status)
	}
}

func TestFilesHaveTheirMediaTypes(t *testing.T) {
	url := serve(t, newSet(t, site()))
	for name, want := range map[string]string{
		"page.js":          "text/javascript; charset=utf-8",
		"page.css":         "text/css; charset=utf-8",
		"img/cup.svg":      "image/svg+xml",
		"unknown.two-cups": "application/octet-stream",
		"without-ending":   "application/octet-stream",
	} {
		if response, _ := sendRequest(t, "GET", url+asset.Prefix+name); response.Header.Get("Content-Type") != want {
			t.Errorf("%s is of type %q, want %q", name, response.Header.Get("Content-Type"), want)
		}
	}
}

func TestAMissingFileIs404ForEveryOrigin(t *testing.T) {
	url := serve(t, newSet(t, site()))
	for _, name := range []string{"", "no-such-file.js", "gen", "gen/", "README", "types.d.ts", "gen/twocups.wasm.br", "page.0123456789ab.js", "..%2fsecret"} {
		response, body := sendRequest(t, "GET", url+asset.Prefix+name)
		if response.StatusCode != http.StatusNotFound || !strings.HasPrefix(response.Header.Get("Content-Type"), "text/plain") {
			t.Errorf("%q: %s %q, want 404 in plain text", name, response.Status, body)
		}
		if response.Header.Get("Access-Control-Allow-Origin") != "*" {
			t.Errorf("%q: a page of another origin can't see that it is not found", name)
		}
	}
}

func TestFilesNameEachOtherByHashedNames(t *testing.T) {
	set := newSet(t, site())
	url := serve(t, set)
	base := func(name string) string { return path.Base(set.URL(name)) }
	for name, want := range map[string]string{
		"page.js": `import {row} from "./` + base("rows.js") + `"; const module = new URL('./gen/` + base("gen/twocups.wasm") +
			`', import.meta.url); const later = "./gen/later.wasm"`,
		"page.css": `@import "./` + base("print.css") + `"; a { background: url(./img/` + base("img/cup.svg") +
			`#handle) } b { background: url("./img/` + base("img/cup.svg") + `") }`,
		"img/frame.css": "i { background: url( ../img/" + base("img/cup.svg") + " ) }",
	} {
		if _, body := sendRequest(t, "GET", url+set.URL(name)); string(body) != want {
			t.Errorf("%s is\n%s\nwant\n%s", name, body, want)
		}
	}
}

func TestHashCoversTheFilesThatAFileNames(t *testing.T) {
	before := newSet(t, site())
	changed := site()
	changed["rows.js"].Data = []byte("export const row = 2")
	after := newSet(t, changed)
	if before.URL("page.js") == after.URL("page.js") {
		t.Error("page.js imports another rows.js under the same name")
	}
	if before.URL("page.css") != after.URL("page.css") {
		t.Error("page.css has another name, though nothing of it changed")
	}
}

func TestFilesThatNameEachOtherInACircleAreAnError(t *testing.T) {
	_, err := asset.New(files(map[string]string{
		"a.js":     `import "./b.js"`,
		"b.js":     `import "./sub/c.js"`,
		"sub/c.js": `import "../a.js"`,
	}))
	if err == nil {
		t.Fatal("no error for a circle")
	}
	for _, name := range []string{"a.js", "b.js", "sub/c.js", "circle"} {
		if !strings.Contains(err.Error(), name) {
			t.Errorf("the error %q does not say %s", err, name)
		}
	}
}

func TestCompressedFilesAreUsedIfTheyHoldTheFile(t *testing.T) {
	for _, test := range []struct {
		name string
		body []byte
		used bool
	}{
		{"the file", compressFast(text), true},
		{"another file", compressFast(strings.ToUpper(text)), false},
		{"more than the file", compressFast(text + text), false},
		{"less than the file", compressFast(text[1:]), false},
		{"nothing that can be read", []byte("no"), false},
	} {
		fsys := files(map[string]string{"a.txt": text, "a.txt.br": string(test.body), "a.txt.gz": "no"})
		url := serve(t, newSet(t, fsys)) + "/static/a.txt"
		response, body := sendRequest(t, "GET", url, "Accept-Encoding: br")
		if decode(t, response, body) != text {
			t.Errorf("with %s beside it, a file is served wrong", test.name)
		}
		if used := bytes.Equal(body, test.body); used != test.used {
			t.Errorf("%s is used: %v, want %v", test.name, used, test.used)
		}
		if response, body = sendRequest(t, "GET", url, "Accept-Encoding: gzip"); decode(t, response, body) != text {
			t.Error("with a broken .gz beside it, a file is served wrong")
		}
	}
}

// compressFast compresses a text with less effort than a set does, so that the results differ.
func compressFast(text string) []byte {
	var b bytes.Buffer
	w := brotli.NewWriterLevel(&b, brotli.BestSpeed)
	w.Write([]byte(text))
	w.Close()
	return b.Bytes()
}

func TestPrecompressedFormsAreThoseThatASetLooksFor(t *testing.T) {
	fsys := files(map[string]string{"a.txt": text})
	forms := asset.Precompress([]byte(text))
	for suffix, form := range forms {
		fsys["a.txt"+suffix] = &fstest.MapFile{Data: form}
	}
	url := serve(t, newSet(t, fsys)) + "/static/a.txt"
	for suffix, coding := range map[string]string{".br": "br", ".gz": "gzip"} {
		if _, body := sendRequest(t, "GET", url, "Accept-Encoding: "+coding); !bytes.Equal(body, forms[suffix]) {
			t.Errorf("a.txt%s differs from the body that is sent as %s", suffix, coding)
		}
		if response, _ := sendRequest(t, "GET", url+suffix); response.StatusCode != http.StatusNotFound {
			t.Errorf("a.txt%s is a file of its own: %s", suffix, response.Status)
		}
	}
}

func TestLargeFilesAreCompressedAsWell(t *testing.T) {
	large := strings.Repeat(text, 100) // 380 KB: too big for thorough effort
	url := serve(t, newSet(t, files(map[string]string{"a.txt": large}))) + "/static/a.txt"
	response, body := sendRequest(t, "GET", url, "Accept-Encoding: br")
	if response.Header.Get("Content-Encoding") != "br" || decode(t, response, body) != large {
		t.Errorf("a large file comes in Content-Encoding %q with %d bytes", response.Header.Get("Content-Encoding"), len(body))
	}
}

func TestFileThatCannotBeReadIsAnError(t *testing.T) {
	broken := errors.New("broken disk")
	_, err := asset.New(failingFS{site(), broken})
	if !errors.Is(err, broken) {
		t.Errorf("the error is %v, want %v", err, broken)
	}
}

// failingFS is a file system whose page.js can't be read.
type failingFS struct {
	fs.FS
	err error
}

func (f failingFS) Open(name string) (fs.File, error) {
	if name == "page.js" {
		return nil, f.err
	}
	return f.FS.Open(name)
}
