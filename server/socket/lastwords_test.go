package socket_test

import (
	"bufio"
	"crypto/tls"
	"encoding/binary"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"twocups/lessons/play/rfc6455"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
)

// queued is the number of messages that the server has queued for a client, or is queuing, when its
// reading ends. Each has queuedSize bytes, so that they fill the kernel's buffers and wait.
const (
	queued     = 300
	queuedSize = 4 << 10
)

const queueAll = "\x81\x80\x00\x00\x00\x00" // an empty message: the server queues its messages

// halfClose is in place of the bytes of a client that shuts its half of the connection.
const halfClose = ""

var noWords = rfc6455.NoCloseCode // no close frame comes

// The endings of reading: what the client sends last, and the code of the server's close frame.
var endings = []struct {
	name string
	last string
	code rfc6455.CloseCode
}{
	{"a close frame", "\x88\x82\x00\x00\x00\x00\x03\xe8", 1000},
	{"the end of the client's half of TCP", halfClose, noWords},
	{"that end within a message", "\x81\x85\x00\x00\x00\x00He" + halfClose, noWords},
	{"a frame that breaks the protocol", "\x83\x80\x00\x00\x00\x00", 1002},
	{"a text that is not UTF-8", "\x81\x81\x00\x00\x00\x00\xff", 1007},
	{"a frame that is too big", "\x82\xff\x00\x00\x00\x00\x40\x00\x00\x00\x00\x00\x00\x00", 1009},
	{"a message that makes the behaviour panic", "\x82\x80\x00\x00\x00\x00", 1011},
	{"a message that makes the behaviour close", "\x81\x81\x00\x00\x00\x00x", 4000},
}

// queuing serves connections that queue messages at the client's first, and panic or close at others.
func queuing() http.Handler {
	config := sockettest.Patient(socket.Config{QueueLength: queued, QueueBytes: 2 * queued * queuedSize, MaxMessage: 1 << 20})
	return onMessage(func(c *socket.Conn, m socket.Message) {
		switch {
		case m.Opcode == rfc6455.Binary:
			panic(http.ErrAbortHandler)
		case len(m.Payload) > 0:
			c.Close(4000, "enough")
			return
		}
		for i := range queued {
			payload := make([]byte, queuedSize)
			copy(payload, strconv.Itoa(i))
			c.Deliver(socket.Prepare(socket.Message{Opcode: rfc6455.Binary, Payload: payload}))
		}
	})(socket.New(config))
}

// handshakeOver serves the handler over TCP or TLS, and does the opening handshake by hand.
func handshakeOver(t *testing.T, handler http.Handler, withTLS bool) (client net.Conn, reader *bufio.Reader) {
	t.Helper()
	if !withTLS {
		client, reader = sockettest.Handshake(t, sockettest.Serve(t, handler))
		client.(*net.TCPConn).SetReadBuffer(128 << 10) // so that the messages wait in the server
		return client, reader
	}
	server := httptest.NewTLSServer(handler)
	t.Cleanup(server.Close)
	network, err := net.Dial("tcp", server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	network.(*net.TCPConn).SetReadBuffer(128 << 10)
	t.Cleanup(func() { network.Close() })
	network.SetDeadline(time.Now().Add(sockettest.Timeout))
	client = tls.Client(network, &tls.Config{InsecureSkipVerify: true})
	return client, sockettest.HandshakeOn(t, client, "twocups", "")
}

func forTCPAndTLS(t *testing.T, test func(t *testing.T, withTLS bool)) {
	t.Run("TCP", func(t *testing.T) { test(t, false) })
	t.Run("TLS", func(t *testing.T) { test(t, true) })
}

// expectQueued reads all messages that were queued, in their order, and returns the code of the close
// frame behind them.
func expectQueued(t *testing.T, reader *bufio.Reader) (code rfc6455.CloseCode) {
	t.Helper()
	for came := 0; ; {
		opcode, payload, err := longFrame(reader)
		switch {
		case err == io.EOF && came == queued:
			return noWords
		case err != nil:
			t.Fatalf("after %d messages of %d: %v", came, queued, err)
		case opcode == rfc6455.Close && came == queued:
			return rfc6455.CloseCode(binary.BigEndian.Uint16(payload))
		case opcode == rfc6455.Binary:
			if want := strconv.Itoa(came); !strings.HasPrefix(string(payload), want+"\x00") {
				t.Fatalf("message %d is %.10q", came, payload)
			}
			came++
		default:
			t.Fatalf("after %d messages of %d: frame %v %.100q", came, queued, opcode, payload)
		}
	}
}

// longFrame reads a frame of the server with any payload.
func longFrame(r io.Reader) (opcode rfc6455.Opcode, payload []byte, err error) {
	head := make([]byte, 10)
	if _, err := io.ReadFull(r, head[:2]); err != nil {
		return 0, nil, err
	}
	length := uint64(head[1])
	switch length {
	case 126:
		_, err = io.ReadFull(r, head[2:4])
		length = uint64(binary.BigEndian.Uint16(head[2:]))
	case 127:
		_, err = io.ReadFull(r, head[2:10])
		length = binary.BigEndian.Uint64(head[2:])
	}
	if err == nil {
		payload = make([]byte, length)
		_, err = io.ReadFull(r, payload)
	}
	return rfc6455.Opcode(head[0] & rfc6455.OpcodeBits), payload, err
}

func TestWhatWasQueuedIsWrittenHoweverReadingEnds(t *testing.T) {
	forTCPAndTLS(t, func(t *testing.T, withTLS bool) {
		for _, end := range endings {
			t.Run(end.name, func(t *testing.T) {
				client, reader := handshakeOver(t, queuing(), withTLS)
				io.WriteString(client, queueAll+end.last)
				if end.code == noWords {
					client.(interface{ CloseWrite() error }).CloseWrite()
				}
				if code := expectQueued(t, reader); code != end.code {
					t.Errorf("the last frame has the code %d, want %d", code, end.code)
				}
			})
		}
	})
}

// A client that sends on, and reads only when it has sent all, still gets everything.
func TestTheLastWordsReachAClientThatIsStillSending(t *testing.T) {
	const megabytes = 8
	forTCPAndTLS(t, func(t *testing.T, withTLS bool) {
		for _, end := range endings {
			if end.code == noWords {
				continue
			}
			t.Run(end.name, func(t *testing.T) {
				t.Parallel() // each waits until the server reads on
				client, reader := handshakeOver(t, queuing(), withTLS)
				io.WriteString(client, queueAll+end.last)
				if n, err := client.Write(make([]byte, megabytes<<20)); err != nil {
					t.Fatalf("after %d bytes: %v", n, err)
				}
				if code := expectQueued(t, reader); code != end.code {
					t.Errorf("the last frame has the code %d, want %d", code, end.code)
				}
			})
		}
	})
}

func TestTheLastWordsOfAShutdownReachAClientThatIsStillSending(t *testing.T) {
	forTCPAndTLS(t, func(t *testing.T, withTLS bool) {
		sockets := socket.New(sockettest.Patient(socket.Config{}))
		client, reader := handshakeOver(t, sockets.Handler(func(*socket.Conn) socket.Behaviour { return nil }), withTLS)
		sent := make(chan error, 1)
		go func() {
			const messages = 1 << 20 // six megabytes
			_, err := io.WriteString(client, strings.Repeat(emptyMessage, messages))
			sent <- err
		}()
		ended := make(chan error, 1)
		go func() { ended <- sockets.Shutdown(t.Context()) }()
		if err := <-sent; err != nil {
			t.Error(err)
		}
		expectFrame(t, reader, "\x03\xe9the server is going away")
		client.Close()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}

// A reset leaves nothing to be written to. The connection ends at once.
func TestAResetEndsAConnectionWhoseMessagesWait(t *testing.T) {
	console := newRecorder()
	client, _ := sockettest.Handshake(t, sockettest.Serve(t, patientHandlerOf(socket.Config{Consoles: console}, onMessage(func(c *socket.Conn, _ socket.Message) {
		c.Deliver(socket.Prepare(socket.Message{Opcode: rfc6455.Binary, Payload: make([]byte, 16<<20)}))
	})))+"/"+tagged)
	io.WriteString(client, queueAll)
	if _, err := client.Read(make([]byte, 1)); err != nil {
		t.Fatal(err)
	}
	client.(*net.TCPConn).SetLinger(0)
	client.Close()
	lines := console.lines(t)
	if last := lines[len(lines)-1]; last != `closed 1006 "" clean=false` {
		t.Errorf("the last line of the console is %q", last)
	}
}
