package files

import (
	"encoding/hex"
	"slices"
	"strings"

	"twocups/lessons/play/rfc6455"
	"twocups/server/instance"
	"twocups/server/instance/printable"
	"twocups/server/socket"
)

// maxEndings is how many endings are kept: those of all files that may be open at once,
// four times over.
const maxEndings = 4 * MaxOpen

// ending is how a file has ended, for the one of the two that was away and comes back.
type ending struct {
	file             int
	sender, receiver string // their keys; "": nobody had taken it
	over             socket.Prepared
}

// finish takes the digest, with which the sender says that it has sent everything. It may
// say so again, when it has come back.
func (t *transfer) finish(digest string) error {
	if t.arrived < t.size || t.receiver.name == "" {
		return errMissing
	}
	if sum, err := hex.DecodeString(digest); err != nil || len(sum) != 32 {
		return errDigest
	}
	if t.digest == "" {
		t.digest = strings.ToLower(digest)
		t.sendEnd()
	}
	return nil
}

// sendEnd tells the receiver that everything has been sent.
func (t *transfer) sendEnd() {
	t.receiver.deliver(instance.JSON(event{Type: "end", File: t.number, SHA256: t.digest}))
}

// done ends a transfer whose receiver has found the file to be right.
func (f *Files) done(t *transfer) error {
	if t.confirmed < t.size || t.digest == "" {
		return errMissing
	}
	f.end(t, "")
	return nil
}

// cancel ends a transfer for one of the two, who may say why.
func (f *Files) cancel(t *transfer, who, why string) error {
	why, ok := printable.Text(why, 0, maxWhy)
	if !ok {
		return errWhy
	}
	if why != "" {
		why = ": " + why
	}
	f.end(t, who+" has cancelled it"+why)
	return nil
}

// end ends a transfer, and says why if the file is not there.
func (f *Files) end(t *transfer, why string) {
	f.forget(t)
	if m := f.members[t.sender.conn]; m != nil {
		m.late = t.until - t.arrived // it can't know yet
	}
	over := instance.JSON(event{Type: "ended", File: t.number, Whole: why == "", Why: why})
	t.sender.deliver(over)
	t.receiver.deliver(over)
	f.endings = append(f.endings, ending{t.number, t.sender.key, t.receiver.key, over})
	if len(f.endings) > maxEndings {
		f.endings = slices.Delete(f.endings, 0, 1)
	}
	f.broadcast()
}

// endingOf tells somebody who comes back to a file that has ended how it did. Only its
// sender and its receiver may know.
func (f *Files) endingOf(file int, key string) socket.Prepared {
	for _, e := range f.endings {
		if e.file == file && key != "" && (key == e.sender || key == e.receiver) {
			return e.over
		}
	}
	return instance.JSON(event{Type: "ended", File: file, Why: whyLost})
}

// tooLate drops what was on its way when its file ended, as far as it was granted.
func (f *Files) tooLate(from *socket.Conn, bytes int) {
	m := f.members[from]
	if m == nil || bytes > m.late || bytes == 0 {
		from.Close(rfc6455.PolicyViolation, "a piece of no file: offer one, and wait until you may send")
		return
	}
	m.late -= bytes
}

// expel closes the connection of a sender that has not kept to what was agreed.
func (f *Files) expel(c *socket.Conn, t *transfer, why string) {
	f.end(t, t.sender.name+" was sent away: "+why)
	c.Close(rfc6455.PolicyViolation, why)
}
