package asset_test

import (
	"testing"

	"twocups/server/asset"
)

// BenchmarkNewBlob compresses a page of 15 KB, as the site does for each page at load.
func BenchmarkNewBlob(b *testing.B) {
	page := []byte(text + text + text + text)
	for b.Loop() {
		asset.NewBlob("text/html; charset=utf-8", page)
	}
}
