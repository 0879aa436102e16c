package inprocess_test

import (
	"bufio"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"testing"
	"testing/synctest"
	"time"

	"twocups/server/proof/leakcheck"
	"twocups/server/socket/inprocess"
	"twocups/server/socket/sockettest"
)

func TestMain(m *testing.M) { leakcheck.Main(m) }

func TestAServerAnswersOnAPipeAsOverTCP(t *testing.T) {
	ours, theirs := inprocess.New(nil)
	inprocess.Serve(&http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, r.RemoteAddr) })}, theirs)
	reader := bufio.NewReader(ours)
	for range 2 { // the connection is kept
		if _, err := io.WriteString(ours, "GET / HTTP/1.1\r\nHost: twocups\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
		response, err := http.ReadResponse(reader, nil)
		if err != nil {
			t.Fatal(err)
		}
		if body, _ := io.ReadAll(response.Body); string(body) != "pipe" {
			t.Errorf("the remote end is called %q", body)
		}
	}
	ours.Close() // this also ends the server's goroutine
}

func TestEachDirectionIsShutByItself(t *testing.T) {
	ours, theirs := inprocess.New(nil)
	defer ours.Close()
	defer theirs.Close()
	if err := ours.CloseWrite(); err != nil {
		t.Fatal(err)
	}
	if n, err := theirs.Read(make([]byte, 1)); n != 0 || err != io.EOF {
		t.Errorf("read %d bytes and %v, want the end", n, err)
	}
	go io.WriteString(theirs, "hi")
	got := make([]byte, 2)
	if _, err := io.ReadFull(ours, got); err != nil || string(got) != "hi" {
		t.Errorf("came back %q %v", got, err)
	}
}

func TestAnEndReturnsTheAddressOfItsClient(t *testing.T) {
	learner := &net.TCPAddr{IP: net.IPv4(192, 0, 2, 7), Port: 4321}
	ours, theirs := inprocess.New(learner)
	defer ours.Close()
	if got := theirs.RemoteAddr(); got != learner {
		t.Errorf("the remote end is at %v", got)
	}
}

func TestAwaitReadReturnsWhenTheOtherEndReads(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ours, theirs := inprocess.New(nil)
		defer ours.Close()
		began := time.Now()
		go func() {
			sockettest.Pass(time.Second) // the end does some work
			theirs.Read(make([]byte, 1))
			sockettest.Pass(time.Second) // the end does more work
			theirs.CloseWrite()
			theirs.Read(make([]byte, 1))
		}()
		if err := ours.AwaitRead(); err != nil || time.Since(began) != time.Second {
			t.Errorf("the wait ended after %v, %v", time.Since(began), err)
		}
		if err := ours.AwaitRead(); !errors.Is(err, io.ErrClosedPipe) {
			t.Errorf("the wait for an end that has shut its half ended with %v", err)
		}
		ours.SetWriteDeadline(time.Now().Add(time.Minute))
		if err := ours.AwaitRead(); !errors.Is(err, os.ErrDeadlineExceeded) || time.Since(began) != 2*time.Second+time.Minute {
			t.Errorf("the wait for an end that never reads ended after %v, %v", time.Since(began), err)
		}
		theirs.Close()
		if err := ours.AwaitRead(); !errors.Is(err, io.ErrClosedPipe) {
			t.Errorf("the wait for an end that is closed ended with %v", err)
		}
	})
}
