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

// maxEndings is the number of endings that are kept: four for each file that may be open at once.
const maxEndings = 4 * MaxOpen

// ending is the end of a transfer, kept for a sender or receiver that comes back later.
type ending struct {
	file             int
	sender, receiver string // their keys; a receiver of "": nobody had taken the file
	over             socket.Prepared
}

// finish notes the digest, with which the sender says that it has sent everything. A sender that
// has come back may send the digest again.
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

// done ends a transfer whose receiver has checked the file.
func (f *Files) done(t *transfer) error {
	if t.confirmed < t.size || t.digest == "" {
		return errMissing
	}
	f.end(t, "")
	return nil
}

// cancel ends a transfer at the request of its sender or receiver, with an optional reason.
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

// end ends a transfer. The reason is "" if the receiver has the whole file.
func (f *Files) end(t *transfer, why string) {
	f.forget(t)
	if m := f.members[t.sender.conn]; m != nil {
		m.late = t.until - t.arrived // the sender can't know of the end yet
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

// endingOf returns the message about the end of a file, for a client that comes back with its key.
// Only the sender and the receiver get the real one.
func (f *Files) endingOf(file int, key string) socket.Prepared {
	for _, e := range f.endings {
		if e.file == file && key != "" && (key == e.sender || key == e.receiver) {
			return e.over
		}
	}
	return instance.JSON(event{Type: "ended", File: file, Why: whyLost})
}

// dropLatePiece drops a piece that was on its way when its file ended. It closes the connection if
// the piece was never granted.
func (f *Files) dropLatePiece(from *socket.Conn, bytes int) {
	m := f.members[from]
	if m == nil || bytes > m.late || bytes == 0 {
		from.Close(rfc6455.PolicyViolation, "a piece of no file: offer one, and wait until you may send")
		return
	}
	m.late -= bytes
}

// expel ends the transfer of a sender that broke its rules, and closes the connection.
func (f *Files) expel(c *socket.Conn, t *transfer, why string) {
	f.end(t, t.sender.name+" was sent away: "+why)
	c.Close(rfc6455.PolicyViolation, why)
}
