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

// suffix returns the suffix of the names of files in the coding.
func (c coding) suffix() string {
	if c == gzipCoding {
		return ".gz"
	}
	return "." + string(c)
}

// effort is how hard the compressors work.
type effort struct{ gzip, brotli int }

var (
	// quickEffort takes 2 ms for a page of 13 KB. A course may have a thousand pages. The next level
	// of brotli takes twice as long and saves a thousandth.
	quickEffort = effort{gzip: 6, brotli: 5}
	// thoroughEffort takes 40 ms for a script of 17 KB, and its result is a tenth smaller than the
	// result of quickEffort. It is for the few files that every page loads.
	thoroughEffort = effort{gzip: gzip.BestCompression, brotli: brotli.BestCompression}
)

// maxThorough is the greatest size in bytes of a static file that the server compresses with
// thorough effort. The module has 2 MB and would delay every start by 6 s, so the build
// compresses the module.
const maxThorough = 128 << 10

// effortFor returns the effort for a static file of a size in bytes.
func effortFor(size int) effort {
	if size > maxThorough {
		return quickEffort
	}
	return thoroughEffort
}

// compress returns the body in the coding.
func compress(c coding, body []byte, e effort) []byte {
	var b bytes.Buffer
	var w io.WriteCloser
	if c == gzipCoding {
		w, _ = gzip.NewWriterLevel(&b, e.gzip) // fails only for unknown levels
	} else {
		w = brotli.NewWriterLevel(&b, e.brotli)
	}
	w.Write(body) // a bytes.Buffer never fails
	w.Close()
	return b.Bytes()
}

// Precompress returns the compressed forms of a file. The keys are the suffixes ".br" and ".gz",
// under which [New] looks for the forms beside the file.
func Precompress(body []byte) map[string][]byte {
	forms := map[string][]byte{}
	for _, c := range []coding{gzipCoding, brCoding} {
		forms[c.suffix()] = compress(c, body, thoroughEffort)
	}
	return forms
}

// decodesTo reports whether a compressed form decodes to the body.
func decodesTo(c coding, compressed, body []byte) bool {
	var r io.Reader = brotli.NewReader(bytes.NewReader(compressed))
	if c == gzipCoding {
		z, err := gzip.NewReader(bytes.NewReader(compressed))
		if err != nil {
			return false
		}
		r = z
	}
	// One byte more than the body is enough to see that the form decodes to something longer.
	plain, err := io.ReadAll(io.LimitReader(r, int64(len(body))+1))
	return err == nil && bytes.Equal(plain, body)
}
