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
	// quick takes 2 ms for a page of 13 KB, and a course may have a thousand; the
	// next step of brotli takes twice as long for a thousandth less.
	quick = effort{gzip: 6, brotli: 5}
	// thorough takes 40 ms for a script of 17 KB and makes it a tenth smaller than
	// quick does: right for the few files that every page loads.
	thorough = effort{gzip: gzip.BestCompression, brotli: brotli.BestCompression}
)

// maxThorough is the size in bytes up to which static files are compressed with
// thorough effort. The module, at 2 MB, would hold up every start by 6 s; the
// build compresses it ahead of time.
const maxThorough = 128 << 10

// effortFor returns the effort that a static file of so many bytes is worth.
func effortFor(size int) effort {
	if size > maxThorough {
		return quick
	}
	return thorough
}

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

// Precompress returns the compressed forms of a file that [New] looks for beside
// it, each by what its name ends in: ".br" and ".gz".
func Precompress(body []byte) map[string][]byte {
	forms := map[string][]byte{}
	for _, c := range []coding{gzipCoding, brCoding} {
		forms[c.suffix()] = compress(c, body, thorough)
	}
	return forms
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
