package files

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"testing"

	"github.com/gorilla/websocket"

	"twocups/server/instance"
	"twocups/server/proof/leakcheck"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
)

func TestMain(m *testing.M) { leakcheck.Main(m) }

// path is where the tests' instance is.
const path = "/files?instance=AAAAAAAAAAAAAAAAAAAAAA"

func newInstances() *instance.Instances {
	return instance.New(instance.Config{Rate: Messages, Burst: 2 * Messages, InstanceRate: InstanceMessages, InstanceBurst: 2 * InstanceMessages}, New)
}

func serve(t testing.TB) (url string) {
	t.Helper()
	return sockettest.Serve(t, newInstances().Handler(socket.New(socket.Config{}))) + path
}

// client is a client that does what client.js does.
type client struct {
	testing.TB
	conn *websocket.Conn
	got  []byte // the pieces that have come

	inbox chan heard // what has come
	end   error      // once the inbox is closed
}

// listen reads all the time, as a browser does. Over a pipe, a server that writes waits for the
// reader.
func (c *client) listen() {
	defer close(c.inbox)
	for {
		kind, text, err := c.conn.ReadMessage()
		if err != nil {
			c.end = err
			return
		}
		c.inbox <- c.read(kind, text)
	}
}

// heard is any message of the server. A piece has no type.
type heard struct {
	Type, Why, SHA256               string
	File, Until, Arrived, Confirmed int
	Bytes                           int
	Whole                           bool
	Here                            []string
	Files                           []file
	piece                           []byte
}

func (c *client) say(r request) {
	c.Helper()
	text, _ := json.Marshal(r)
	sockettest.Write(c, c.conn, websocket.TextMessage, string(text))
}

func (c *client) send(piece []byte) {
	c.Helper()
	sockettest.Write(c, c.conn, websocket.BinaryMessage, string(piece))
}

func (c *client) hear() (h heard) {
	c.Helper()
	h, open := <-c.inbox
	if !open {
		c.Fatalf("nothing more comes: %v", c.end)
	}
	c.got = append(c.got, h.piece...)
	return h
}

// closed waits for the server's close frame, and returns what it says.
func (c *client) closed() (code int, reason string) {
	c.Helper()
	for range c.inbox {
	}
	var frame *websocket.CloseError
	if !errors.As(c.end, &frame) {
		c.Fatalf("the connection ended with %v", c.end)
	}
	return frame.Code, frame.Text
}

func (c *client) read(kind int, text []byte) (h heard) {
	if kind == websocket.BinaryMessage {
		return heard{piece: text}
	}
	if err := json.Unmarshal(text, &h); err != nil {
		c.Errorf("heard %q: %v", text, err)
	}
	return h
}

// until hears messages up to the first of this type. The type "" is a piece.
func (c *client) until(kind string) heard {
	c.Helper()
	for {
		if h := c.hear(); h.Type == kind {
			return h
		}
	}
}

// goes hears messages until the client may send this number of bytes.
func (c *client) goes(until int) heard {
	c.Helper()
	for {
		if h := c.until("go"); h.Until == until {
			return h
		}
	}
}

func (c *client) expectClosed(why string) {
	c.Helper()
	if code, reason := c.closed(); code != websocket.ClosePolicyViolation || reason != why {
		c.Errorf("closed with %d %q, want 1008 %q", code, reason, why)
	}
}

func join(t testing.TB, conn *websocket.Conn, name string) *client {
	t.Helper()
	return joinReading(t, conn, name, 4096)
}

// joinReading joins as a client that reads up to this number of messages ahead of those that it
// hears.
func joinReading(t testing.TB, conn *websocket.Conn, name string, ahead int) *client {
	t.Helper()
	c := &client{TB: t, conn: conn, inbox: make(chan heard, ahead)}
	go c.listen()
	c.say(request{Type: "join", Name: name})
	c.until("state")
	return c
}

// two returns Alice, who offers a file of this size in pieces of this size, and Bob, who has
// taken it. They have not heard the messages that follow from the taking.
func two(t testing.TB, dial func() *websocket.Conn, size, piece int) (alice, bob *client) {
	t.Helper()
	alice, bob = join(t, dial(), "Alice"), join(t, dial(), "Bob")
	agree(alice, bob, size, piece)
	return alice, bob
}

// agree has Alice offer a file, and Bob take it.
func agree(alice, bob *client, size, piece int) {
	alice.Helper()
	alice.say(request{Type: "offer", Name: "cups.txt", Kind: "text/plain", Size: size, Piece: piece, Key: "hers"})
	for {
		if s := bob.until("state"); len(s.Files) == 1 {
			break
		}
	}
	alice.goes(0)
	bob.say(request{Type: "take", File: 1, Key: "his"})
	bob.until("coming")
}

func dialing(t testing.TB) func() *websocket.Conn {
	url := serve(t)
	return func() *websocket.Conn { return sockettest.Dial(t, url) }
}

// sendAll sends a file from a place on, as soon as the bytes are granted.
func (c *client) sendAll(content []byte, from, piece int) {
	for sent := from; sent < len(content); {
		h := c.until("go")
		for sent < h.Until {
			next := min(piece, len(content)-sent)
			c.send(content[sent : sent+next])
			sent += next
		}
	}
	c.say(request{Type: "end", File: 1, SHA256: digest(content)})
}

// getAll confirms each piece until all have come, and then says that the file is right.
func (c *client) getAll() (h heard) {
	c.Helper()
	for {
		switch h = c.hear(); h.Type {
		case "":
			c.say(request{Type: "have", File: 1, Bytes: len(c.got)})
		case "end":
			if digest(c.got) != h.SHA256 {
				c.Error("the digest is not that of the pieces that have come")
			}
			c.say(request{Type: "done", File: 1})
		case "ended", "sorry":
			return h
		}
	}
}

func digest(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// random returns a file that nobody could guess.
func random(size int) []byte {
	content := make([]byte, size)
	for i := range content {
		content[i] = byte(rand.Uint32())
	}
	return content
}

// expectContent fails the test unless a client has got exactly this file.
func (c *client) expectContent(want []byte) {
	c.Helper()
	if !bytes.Equal(c.got, want) {
		c.Errorf("%d bytes have come that are not the %d that were sent", len(c.got), len(want))
	}
}
