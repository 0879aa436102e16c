package tap

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
)

var wireSeeds = []string{
	"\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58",
	"\x01\x80abcd\x89\x81abcd\x00\x80\x83efgh123",
	"\x88\x82\x00\x00\x00\x00\x03\xe8\x81\x80abcd",
	"\x82\xfe\x00\x7e\x00\x00\x00\x00",
	"\x82\xff\x80\x00\x00\x00\x00\x00\x00\x00abcd",
	"\xf3\x01x\x80\x80abcd",
}

// maxFuzzInput is the number of bytes of an input that a fuzz test uses. Longer inputs find
// nothing more.
const maxFuzzInput = 4 << 10

// FuzzDecoder checks that the frames don't depend on the pieces in which the bytes come,
// and that the lengths in each frame are consistent.
func FuzzDecoder(f *testing.F) {
	for i, seed := range wireSeeds {
		f.Add([]byte(seed), i%2 == 0, uint8(i+1))
	}
	f.Fuzz(func(t *testing.T, raw []byte, fromClient bool, piece uint8) {
		sender := rfc6455.Server
		if fromClient {
			sender = rfc6455.Client
		}
		raw = raw[:min(len(raw), maxFuzzInput)]
		whole := decode(sender, raw, max(len(raw), 1))
		sameFrames(t, decode(sender, raw, 1), whole)
		sameFrames(t, decode(sender, raw, int(piece)+1), whole)
		length, invalid := 0, 0
		for _, f := range whole {
			if len(f.Violations) > 0 {
				invalid++
			}
			if f.Came > f.Length || len(f.Payload) > play.MaxFramePreview || uint64(len(f.Payload)) != min(f.Came, play.MaxFramePreview) {
				t.Errorf("frame %+v", f)
			}
			length += 2 + (f.LengthForm/8)&^1 + int(f.Came)
			if f.Masked {
				length += 4
			}
		}
		if over := len(raw) - length; over < 0 || over >= maxHeader && invalid < maxInvalid {
			t.Errorf("the frames are %d bytes of %d", length, len(raw))
		}
	})
}

// FuzzAgainstGorilla checks that the first violation is in the frame at which gorilla's
// reader gives up.
func FuzzAgainstGorilla(f *testing.F) {
	for _, seed := range wireSeeds {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		raw = raw[:min(len(raw), maxFuzzInput)]
		messages, refused := readAll(gorilla(t, raw))
		var ours []string
		invalid, closed := false, false
		for _, f := range decode(rfc6455.Client, raw, max(len(raw), 1)) {
			if closed {
				break // gorilla reads no further
			}
			if f.Opcode == rfc6455.Close && f.Came < f.Length {
				f.Violations = slices.DeleteFunc(f.Violations, func(v rfc6455.Violation) bool { return v.Field == rfc6455.ReasonField }) // gorilla waits for the rest
			}
			if invalid = slices.ContainsFunc(f.Violations, gorillaRefuses) || f.Code == 1014; invalid { // gorilla doesn't know 1014
				break
			}
			closed = f.Opcode == rfc6455.Close && f.Came == f.Length
			switch {
			case f.Message == 0 || f.Came < f.Length:
			case f.Fragment > 1:
				ours[len(ours)-1] += string(f.Payload)
			default:
				ours = append(ours, string(f.Payload))
			}
		}
		if refused != invalid && !(refused && !closed && cutInAHeader(raw)) {
			t.Errorf("invalid: %v, refused by gorilla: %v", invalid, refused)
		}
		for i, m := range messages {
			if i >= len(ours) || !strings.HasPrefix(m, ours[i][:min(len(ours[i]), play.MaxFramePreview)]) {
				t.Errorf("messages %q, gorilla’s %q", ours, messages)
				break
			}
		}
	})
}

// gorillaRefuses reports whether gorilla's reader gives up at a violation. The reader
// accepts half a close code, and lengths in a longer form than necessary. It doesn't check
// whether text is UTF-8.
func gorillaRefuses(v rfc6455.Violation) bool {
	return v.Field != rfc6455.PayloadField && !strings.Contains(v.Why, "the shortest form") && !strings.Contains(v.Why, "takes two bytes")
}

// cutInAHeader reports whether the bytes end in the middle of a header, after its first two
// bytes. Gorilla may give up after these two bytes.
func cutInAHeader(raw []byte) bool {
	d := NewDecoder(rfc6455.Client, func(*play.Frame, bool) {})
	d.Write(raw)
	return d.length >= 2
}

// gorilla returns gorilla's server end of a connection over which the bytes come.
func gorilla(t testing.TB, raw []byte) *websocket.Conn {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	for name, value := range map[string]string{"Connection": "Upgrade", "Upgrade": "websocket",
		"Sec-Websocket-Version": "13", "Sec-Websocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="} {
		r.Header.Set(name, value)
	}
	upgrader := websocket.Upgrader{}
	conn, err := upgrader.Upgrade(hijacked{httptest.NewRecorder(), &bufferedConn{Reader: bytes.NewReader(raw)}}, r, nil)
	if err != nil {
		t.Fatal(err)
	}
	return conn
}

// readAll returns the messages that come, and whether they ended because a frame was
// refused.
func readAll(conn *websocket.Conn) (messages []string, refused bool) {
	for {
		_, payload, err := conn.ReadMessage()
		if err != nil {
			var closed *websocket.CloseError
			return messages, !errors.As(err, &closed) && strings.HasPrefix(err.Error(), "websocket: ")
		}
		messages = append(messages, string(payload))
	}
}

// bufferedConn is a network connection whose peer's bytes are all there from the beginning.
type bufferedConn struct {
	net.Conn
	io.Reader
	written bytes.Buffer
}

func (c *bufferedConn) Read(p []byte) (int, error)       { return c.Reader.Read(p) }
func (c *bufferedConn) Write(p []byte) (int, error)      { return c.written.Write(p) }
func (c *bufferedConn) Close() error                     { return nil }
func (c *bufferedConn) SetDeadline(time.Time) error      { return nil }
func (c *bufferedConn) SetReadDeadline(time.Time) error  { return nil }
func (c *bufferedConn) SetWriteDeadline(time.Time) error { return nil }

// hijacked is the answer to a request whose connection is taken over.
type hijacked struct {
	http.ResponseWriter
	conn net.Conn
}

// Hijack takes over the connection (http.Hijacker).
func (h hijacked) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	return h.conn, bufio.NewReadWriter(bufio.NewReader(h.conn), bufio.NewWriter(h.conn)), nil
}

func TestWhatGorillaWritesIsDecodedToTheSameMessages(t *testing.T) {
	conn := gorilla(t, nil)
	out := conn.NetConn().(*bufferedConn)
	out.written.Reset() // the answer
	var want []string
	for _, size := range []int{0, 1, 125, 126, 4096, 65535, 65536, 100_000} {
		want = append(want, strings.Repeat("x", size))
		w, err := conn.NextWriter(websocket.BinaryMessage)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, want[len(want)-1]) // in fragments, if it is longer than gorilla's buffer
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(1001, "gone"), time.Time{})

	sizes := make([]uint64, len(want))
	frames := decode(rfc6455.Server, out.written.Bytes(), 1000)
	for _, f := range frames {
		if len(f.Violations) > 0 {
			t.Errorf("violations %v", f.Violations)
		}
		if f.Message > 0 {
			sizes[f.Message-1] += f.Length
		}
	}
	for i, m := range want {
		if sizes[i] != uint64(len(m)) {
			t.Errorf("message %d of %d bytes is decoded to %d", i+1, len(m), sizes[i])
		}
	}
	if last := frames[len(frames)-1]; last.Code != 1001 || text(&last) != "gone" {
		t.Errorf("the last frame says %d %q", last.Code, text(&last))
	}
}
