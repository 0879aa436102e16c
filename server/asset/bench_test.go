package asset_test

import (
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"twocups/server/asset"
)

// BenchmarkBlob serves the same 15 KB as a blob and as a file of http.FileServer, by
// turns over real connections. Its metric blob/file is what the blob takes as a
// part of what the file takes.
func BenchmarkBlob(b *testing.B) {
	body := []byte(text + text + text + text)
	folder := b.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "page.html"), body, 0o600); err != nil {
		b.Fatal(err)
	}
	blob := serve(b, asset.NewBlob("text/html; charset=utf-8", body))
	file := serve(b, http.FileServer(http.Dir(folder))) + "/page.html"

	var blobs, files time.Duration
	for b.Loop() {
		blobs += fetch(b, blob, len(body))
		files += fetch(b, file, len(body))
	}
	b.ReportMetric(0, "ns/op") // both together: says nothing
	b.ReportMetric(float64(blobs.Nanoseconds())/float64(b.N), "ns/blob")
	b.ReportMetric(float64(files.Nanoseconds())/float64(b.N), "ns/file")
	b.ReportMetric(float64(blobs)/float64(files), "blob/file")
}

// fetch gets a body as it is and returns how long that took.
func fetch(b *testing.B, url string, want int) time.Duration {
	start := time.Now()
	_, body := ask(b, "GET", url, "Accept-Encoding: identity")
	took := time.Since(start)
	if len(body) != want {
		b.Fatalf("got %d bytes, want %d", len(body), want)
	}
	return took
}

// BenchmarkNewBlob compresses a page of 15 KB, as is done for each at load.
func BenchmarkNewBlob(b *testing.B) {
	page := []byte(text + text + text + text)
	for b.Loop() {
		asset.NewBlob("text/html; charset=utf-8", page)
	}
}
