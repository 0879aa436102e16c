package asset

import (
	"bytes"
	"compress/gzip"
	"io"

	"github.com/andybalholm/brotli"
)

// coding is a content coding by its registered name (RFC 9110 §8.4.1).
type coding string

const (
	identity   coding = "identity"
	gzipCoding coding = "gzip"
	brCoding   coding = "br"
)

// suffix is what the name of a file in the coding ends in.
func (c coding) suffix() string {
	if c == gzipCoding {
		return ".gz"
	}
	return "." + string(c)
}

// effort is how hard the compressors work.
type effort struct{ gzip, brotli int }

var (
	// quick is for what is made at load, a page each for a thousand lessons.
	quick = effort{gzip: 6, brotli: 5}
	// thorough is for what is made once per start and loaded by every page.
	thorough = effort{gzip: gzip.BestCompression, brotli: brotli.BestCompression}
)

// compress returns the body in the coding.
func compress(c coding, body []byte, e effort) []byte {
	var b bytes.Buffer
	var w io.WriteCloser
	if c == gzipCoding {
		w, _ = gzip.NewWriterLevel(&b, e.gzip) // fails for unknown levels only
	} else {
		w = brotli.NewWriterLevel(&b, e.brotli)
	}
	w.Write(body) // a bytes.Buffer takes everything
	w.Close()
	return b.Bytes()
}

// holds says whether what is compressed in the coding is the body.
func holds(c coding, compressed, body []byte) bool {
	var r io.Reader = brotli.NewReader(bytes.NewReader(compressed))
	if c == gzipCoding {
		z, err := gzip.NewReader(bytes.NewReader(compressed))
		if err != nil {
			return false
		}
		r = z
	}
	// One byte more than wanted is enough to know, however much there is.
	plain, err := io.ReadAll(io.LimitReader(r, int64(len(body))+1))
	return err == nil && bytes.Equal(plain, body)
}
