package pipe_test

import (
	"bufio"
	"io"
	"net/http"
	"testing"

	"twocups/server/leak"
	"twocups/server/pipe"
)

func TestMain(m *testing.M) { leak.Main(m) }

func TestAServerAnswersOnAPipeAsOverTCP(t *testing.T) {
	ours, theirs := pipe.New()
	pipe.Serve(&http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, r.RemoteAddr) })}, theirs)
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
	ours.Close() // and with it the server's goroutine ends
}

func TestEachDirectionIsShutByItself(t *testing.T) {
	ours, theirs := pipe.New()
	defer ours.Close()
	defer theirs.Close()
	if err := ours.(interface{ CloseWrite() error }).CloseWrite(); err != nil {
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
