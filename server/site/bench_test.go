package site_test

import (
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// BenchmarkPage gets a lesson's page and, in turn, a static file with the same bytes from
// http.FileServer, over real connections. Its metric page/file is the time of the page divided
// by that of the file.
func BenchmarkPage(b *testing.B) {
	page := serve(b, newSite(b)) + "/lessons/first"
	_, body := get(b, page)
	folder := b.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "first.html"), []byte(body), 0o600); err != nil {
		b.Fatal(err)
	}
	file := serve(b, http.FileServer(http.Dir(folder))) + "/first.html"

	var pages, files time.Duration
	for b.Loop() {
		pages += responseTime(b, page, len(body))
		files += responseTime(b, file, len(body))
	}
	b.ReportMetric(0, "ns/op") // the time of both together has no meaning
	b.ReportMetric(float64(b.N)/pages.Seconds(), "pages/s")
	b.ReportMetric(float64(b.N)/files.Seconds(), "files/s")
	b.ReportMetric(float64(pages)/float64(files), "page/file")
}

// responseTime gets a body without decoding it, and returns the time of the request.
func responseTime(b *testing.B, url string, want int) time.Duration {
	request, err := http.NewRequest("GET", url, nil)
	if err != nil {
		b.Fatal(err)
	}
	request.Header.Set("Accept-Encoding", "identity")
	start := time.Now()
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		b.Fatal(err)
	}
	defer response.Body.Close()
	buffer := make([]byte, want+1)
	read := 0
	for err == nil {
		var n int
		n, err = response.Body.Read(buffer[read:])
		read += n
	}
	if read != want {
		b.Fatalf("got %d bytes, want %d", read, want)
	}
	return time.Since(start)
}
