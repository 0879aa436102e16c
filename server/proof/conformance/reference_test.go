package conformance

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"sync"
	"testing"
)

// reference is an echo server that uses the model. It tests the suite without the real server.
// The function spoil may change each answer.
type reference struct {
	spoil func(Frame) []byte
}

// serve starts the reference, which ends with the test.
func (r reference) serve(t *testing.T) Server {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var running sync.WaitGroup
	running.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			running.Go(func() { r.talk(conn.(*net.TCPConn)) })
		}
	})
	t.Cleanup(func() {
		listener.Close()
		running.Wait()
	})
	return Server{URL: "ws://" + listener.Addr().String() + "/"}
}

// talk serves one connection.
func (r reference) talk(conn *net.TCPConn) {
	defer conn.Close()
	from := bufio.NewReader(conn)
	request, err := http.ReadRequest(from)
	if err != nil || !isHandshake(request) {
		io.WriteString(conn, "HTTP/1.1 400 Bad Request\r\nSec-WebSocket-Version: 13\r\nContent-Length: 0\r\n\r\n")
		return
	}
	io.WriteString(conn, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "+
		acceptOf(request.Header.Get("Sec-Websocket-Key"))+"\r\n\r\n")
	model := NewModel(limitOfModel)
	for !model.Closed {
		b, err := from.ReadByte()
		if err != nil {
			return
		}
		model.Feed([]byte{b})
		for _, f := range model.Answers {
			conn.Write(r.spoil(f))
		}
		model.Answers = nil
	}
	conn.CloseWrite()
	io.Copy(io.Discard, from) // a close with bytes unread would reset the connection
}

func good(f Frame) []byte { return f.unmasked().bytes() }

// frames are the groups that begin after the opening handshake.
func frames() []Group {
	groups := Groups(limitOfModel)
	return append(groups[:7:7], groups[8])
}

func TestTheModelServedIsStrict(t *testing.T) {
	results, err := reference{good}.serve(t).Run(t.Context(), frames())
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range results {
		if r.Verdict != Strict {
			t.Errorf("%s: %s: %v", r.Case, r.Verdict, r.Err)
		}
	}
}

func TestVerdictsOnAServerThatIsWrong(t *testing.T) {
	otherwise := func(opcode byte, instead []byte) func(Frame) []byte {
		return func(f Frame) []byte {
			if f.Opcode == opcode {
				return instead
			}
			return good(f)
		}
	}
	hello := frame(opText, "Hello").unmasked()
	for _, of := range []struct {
		what  string
		spoil func(Frame) []byte
		c     Case
		want  Verdict
	}{
		{"no close frame", otherwise(opClose, nil), newCase("", send(text("").rsv(4)), expectFailure(1002)), NonStrict},
		{"another code", otherwise(opClose, closing(1011, "").unmasked().bytes()), newCase("", send(text("\xff")), expectFailure(1007)), NonStrict},
		{"no echo before the end", otherwise(opText, nil), newCase("", send(text("m"), text("").rsv(4)), expect(text("m")), expectFailure(1002)), NonStrict},
		{"an echo before the end", otherwise(opClose, hello.bytes()), newCase("", send(text("").rsv(4)), expectFailure(1002)), Failed},
		{"an echo after the close frame", otherwise(opClose, append(closing(1002, "").unmasked().bytes(), hello.bytes()...)),
			newCase("", send(text("").rsv(4)), expectFailure(1002)), Failed},
		{"another echo", otherwise(opText, hello.bytes()), newCase("", send(text("hello")), expect(text("hello"))), Failed},
		{"a masked echo", Frame.bytes, newCase("", send(text("m")), expect(text("m"))), Failed},
		{"an echo with RSV1", otherwise(opText, hello.rsv(4).bytes()), newCase("", send(text("Hello")), expect(text("Hello"))), Failed},
		{"an echo whose length is too long", otherwise(opText, hello.lengthBits(16).bytes()), newCase("", send(text("Hello")), expect(text("Hello"))), Failed},
		{"an echo with a reserved opcode", otherwise(opText, frame(0x3, "").unmasked().bytes()), newCase("", send(text("")), expect(text(""))), Failed},
		{"an echo that never ends", otherwise(opText, append(hello.unfinished().bytes(), hello.bytes()...)), newCase("", send(text("Hello")), expect(text("Hello"))), Failed},
		{"a continuation of nothing", otherwise(opText, continuation("Hello").unmasked().bytes()), newCase("", send(text("Hello")), expect(text("Hello"))), Failed},
		{"an echo that is not UTF-8", otherwise(opText, text("\xff").unmasked().bytes()), newCase("", send(text("Hello")), expect(text("Hello"))), Failed},
		{"an echo that is too long", otherwise(opText, hello.missing(MaxLimit).bytes()), newCase("", send(text("Hello")), expect(text("Hello"))), Failed},
		{"a pong that is too long", otherwise(opPong, frame(opPong, string(make([]byte, 126))).unmasked().bytes()), newCase("", send(ping("p")), expect(pong("p"))), Failed},
		{"another pong", otherwise(opPong, pong("q").unmasked().bytes()), newCase("", send(ping("p")), expect(pong("p"))), Failed},
		{"a code that may not be sent", otherwise(opClose, closing(1005, "").unmasked().bytes()), newCase("", send(closing(1000, "")), expectClose(1000)), Failed},
	} {
		server := reference{of.spoil}.serve(t).withDefaults()
		if r := server.judge(t.Context(), of.c); r.Verdict != of.want || r.Err == nil {
			t.Errorf("%s: %s (want %s): %v", of.what, r.Verdict, of.want, r.Err)
		}
	}
}

func TestARunNeedsAServer(t *testing.T) {
	for _, url := range []string{"", "http://127.0.0.1:1/", "ws://", "ws://127.0.0.1:1/"} {
		if _, err := (Server{URL: url}).Run(t.Context(), frames()); err == nil {
			t.Errorf("a run against %q returns no error", url)
		}
	}
}

// A server may leave out a pong only if it answers a later ping.
func TestAPongMayBeOvertakenByALaterOne(t *testing.T) {
	asked := []Frame{pong("1"), pong("2"), pong("3")}
	for answered, want := range map[string]bool{"123": true, "3": true, "13": true, "12": false, "32": false, "33": false, "": false} {
		left := newPendingAnswers(asked)
		fine := true
		for _, payload := range answered {
			fine = fine && left.remove(pong(string(payload))) == nil
		}
		if fine && left.done() != want {
			t.Errorf("pongs %q: %v, want %v", answered, left.done(), want)
		}
	}
}
