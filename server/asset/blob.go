package asset

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// Blob is a body and its compressed forms. It never changes, so any number of
// requests may read it at the same time.
type Blob struct {
	contentType string
	forms       []form // the smallest first
}

// form is a body in one content coding.
type form struct {
	coding coding
	body   []byte
	length string // Content-Length
	tag    string // ETag: strong, of the bytes as they are sent
}

// NewBlob returns the body as a blob, compressed with moderate effort. The blob
// keeps the body; it must not be changed afterwards.
func NewBlob(contentType string, body []byte) *Blob {
	return newBlob(contentType, body, func(c coding) []byte { return compress(c, body, quick) })
}

// newBlob returns the body as a blob with the compressed forms that are smaller.
func newBlob(contentType string, body []byte, compressed func(coding) []byte) *Blob {
	b := &Blob{contentType: contentType, forms: []form{newForm(identity, body)}}
	for _, c := range []coding{gzipCoding, brCoding} {
		if small := compressed(c); len(small) < len(body) {
			b.forms = append(b.forms, newForm(c, small))
		}
	}
	slices.SortFunc(b.forms, func(x, y form) int { return cmp.Compare(len(x.body), len(y.body)) })
	return b
}

func newForm(c coding, body []byte) form {
	sum := sha256.Sum256(body)
	return form{coding: c, body: body, length: strconv.Itoa(len(body)), tag: `"` + hex.EncodeToString(sum[:12]) + `"`}
}

// ServeHTTP answers GET and HEAD with the form that the client likes best. It
// leaves header fields alone that it knows nothing of, such as Cache-Control.
func (b *Blob) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	b.ServeStatus(w, r, http.StatusOK)
}

// ServeStatus answers as ServeHTTP does, with a status of its own. A page that
// says what is wrong is never answered by 304, since that would say that all is well.
func (b *Blob) ServeStatus(w http.ResponseWriter, r *http.Request, status int) {
	header := w.Header()
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		header.Set("Allow", "GET, HEAD")
		http.Error(w, "method "+r.Method+" (want GET or HEAD)", http.StatusMethodNotAllowed)
		return
	}
	header.Add("Vary", "Accept-Encoding")
	f, ok := b.choose(parseAcceptOf(r))
	if !ok {
		http.Error(w, "nothing here is in a content coding that Accept-Encoding allows", http.StatusNotAcceptable)
		return
	}
	header.Set("ETag", f.tag)
	if status == http.StatusOK && matches(r.Header["If-None-Match"], f.tag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	header.Set("Content-Type", b.contentType)
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Content-Length", f.length)
	if f.coding != identity {
		header.Set("Content-Encoding", string(f.coding))
	}
	w.WriteHeader(status)
	if r.Method == http.MethodGet {
		w.Write(f.body) // an error is the client's: it has gone
	}
}

// choose returns the form of the greatest weight, and the smallest of several.
func (b *Blob) choose(a acceptance) (best form, ok bool) {
	weight := never
	for _, f := range b.forms {
		if w := a.of(f.coding); w > weight {
			best, weight, ok = f, w, true
		}
	}
	return best, ok
}

// parseAcceptOf reads what a request's client accepts.
func parseAcceptOf(r *http.Request) acceptance {
	lines, present := r.Header["Accept-Encoding"]
	if !present {
		return acceptance{identity: most}
	}
	return parseAccept(lines)
}

// matches says whether the lines of an If-None-Match field name the entity tag.
// Our tags hold no commas, so a list may be taken apart at each one. The comparison
// is the weak one, which overlooks "W/" (RFC 9110 §13.1.2): a proxy may have put it there.
func matches(lines []string, tag string) bool {
	for _, line := range lines {
		for candidate := range strings.SplitSeq(line, ",") {
			candidate = strings.Trim(candidate, " \t")
			if candidate == "*" || strings.TrimPrefix(candidate, "W/") == tag {
				return true
			}
		}
	}
	return false
}
