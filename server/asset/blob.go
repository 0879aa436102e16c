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

// Blob is a body and its compressed forms. It never changes, so several goroutines may use
// it at the same time.
type Blob struct {
	contentType string
	forms       []form // the smallest first
}

// form is a body in one content coding.
type form struct {
	coding coding
	body   []byte
	length string // Content-Length
	tag    string // a strong ETag, made from the body
}

// NewBlob returns the body as a blob, compressed with moderate effort. The blob keeps the
// body, which must not change afterwards.
func NewBlob(contentType string, body []byte) *Blob {
	return newBlob(contentType, body, func(c coding) []byte { return compress(c, body, quickEffort) })
}

// newBlob returns the body as a blob. It keeps a compressed form only if the form is smaller.
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

// ServeHTTP answers GET and HEAD with the form that the client prefers. It doesn't change other
// header fields, such as Cache-Control, which the caller may set.
func (b *Blob) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	b.ServeStatus(w, r, http.StatusOK)
}

// ServeStatus does the same as ServeHTTP with another status code. If the code is not 200,
// ServeStatus never answers with 304, because 304 means that the page exists.
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
		w.Write(f.body) // fails only if the client is gone
	}
}

// choose returns the form with the greatest weight. If several forms have this weight, choose
// returns the smallest.
func (b *Blob) choose(a acceptance) (best form, ok bool) {
	weight := notAcceptable
	for _, f := range b.forms {
		if w := a.weightOf(f.coding); w > weight {
			best, weight, ok = f, w, true
		}
	}
	return best, ok
}

// parseAcceptOf returns the codings that the client of a request accepts. A request without an
// Accept-Encoding field accepts every coding. It gets the identity, because even the oldest
// client can read the identity.
func parseAcceptOf(r *http.Request) acceptance {
	lines, present := r.Header["Accept-Encoding"]
	if !present {
		return acceptance{identity: fullWeight}
	}
	return parseAccept(lines)
}

// matches reports whether the lines of an If-None-Match field contain the entity tag. It can split
// a list at every comma, because our tags contain no comma. It uses the weak comparison, which
// ignores "W/" (RFC 9110 §13.1.2), because a proxy may have added "W/".
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
