package e2e

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"twocups/lessons/play"
	"twocups/server/app/apptest"
	"twocups/server/socket/sockettest"
)

// The binary is all that a teacher copies to a laptop: it is built as for them, and
// run where nothing else is.
func TestTheBinaryNeedsNothingElseAndClosesEveryConnectionOnSIGTERM(t *testing.T) {
	binary := filepath.Join(t.TempDir(), "twocups")
	build := exec.Command("go", "build", "-o", binary, ".")
	if printed, err := build.CombinedOutput(); err != nil {
		t.Fatalf("building: %v\n%s", err, printed)
	}
	printed := apptest.NewOutput()
	program := exec.Command(binary, "-addr", "127.0.0.1:0", "-metrics", "/metrics")
	program.Dir, program.Env = t.TempDir(), []string{}
	program.Stdout, program.Stderr = printed, printed
	if err := program.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- program.Wait() }()
	defer program.Process.Kill() // which fails where all is well: it has ended
	address := strings.TrimPrefix(printed.Await(t, `Two Cups: http://\S+`), "Two Cups: ")

	response, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	page, err := io.ReadAll(response.Body)
	response.Body.Close()
	if err != nil || response.StatusCode != http.StatusOK || !strings.Contains(string(page), "Two Cups") {
		t.Errorf("the first page: %s, %v\n%.200s", response.Status, err, page)
	}

	class := joinClass(t, "ws"+strings.TrimPrefix(address, "http"))
	class.warm.Wait()
	if err := program.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	class.over.Wait()
	if err := <-ended; err != nil {
		t.Errorf("the program ended with %v:\n%s", err, printed)
	}
	if goodbyes := strings.Count(printed.String(), `code=1001 clean=true`); goodbyes != class.talking+class.quiet {
		t.Errorf("%d connections ended cleanly, want %d:\n%s", goodbyes, class.talking+class.quiet, printed)
	}
	if strings.Contains(printed.String(), "not everything ended in time") {
		t.Errorf("something was cut:\n%s", printed)
	}
}

// class is many learners with open connections: some talk without a pause, some
// are quiet, and some have a console open.
type class struct {
	talking, quiet, consoles int
	warm                     sync.WaitGroup // those who have not begun yet
	over                     sync.WaitGroup // those whose connection has not ended
}

func joinClass(t *testing.T, url string) *class {
	c := &class{talking: 40, quiet: 40, consoles: 20}
	c.warm.Add(c.talking + c.quiet)
	for range c.consoles {
		conn := sockettest.Dial(t, url+play.ConsolePath)
		c.over.Go(func() { wantGoodbye(t, conn) })
	}
	for range c.quiet {
		conn := sockettest.Dial(t, url+play.EchoPath)
		sockettest.Write(t, conn, websocket.TextMessage, "Hello")
		if _, payload := sockettest.Read(t, conn); payload != "Hello" {
			t.Errorf("the echo of Hello is %q", payload)
		}
		c.warm.Done()
		c.over.Go(func() { wantGoodbye(t, conn) })
	}
	for range c.talking {
		conn := sockettest.Dial(t, url+play.EchoPath)
		c.over.Go(func() { c.talk(t, conn) })
	}
	return c
}

// talk sends numbers, some ahead of their echoes, until the server closes. Up to there
// each echo must have come.
func (c *class) talk(t *testing.T, conn *websocket.Conn) {
	const ahead, warm = 8, 50
	warmed := sync.OnceFunc(c.warm.Done)
	defer warmed()
	sent := 0
	for heard := 0; ; heard++ {
		for ; sent < heard+ahead; sent++ {
			if conn.WriteMessage(websocket.TextMessage, fmt.Append(nil, sent)) != nil {
				break // the close frame has been answered, or is about to be read
			}
		}
		_, payload, err := conn.ReadMessage()
		var closed *websocket.CloseError
		switch {
		case errors.As(err, &closed):
			if closed.Code != 1001 || closed.Text != "the server is going away" {
				t.Errorf("closed with %d %q", closed.Code, closed.Text)
			}
			return
		case err != nil:
			t.Errorf("after %d echoes: %v", heard, err)
			return
		case string(payload) != fmt.Sprint(heard):
			t.Errorf("echo %d is %s", heard, payload)
			return
		case heard == warm:
			warmed()
		}
	}
}

// expectGoodbye reads until the server closes with 1001, and answers.
func wantGoodbye(t *testing.T, conn *websocket.Conn) {
	conn.SetReadDeadline(time.Now().Add(sockettest.Patience))
	for {
		_, _, err := conn.ReadMessage()
		var closed *websocket.CloseError
		if errors.As(err, &closed) && closed.Code == 1001 && closed.Text == "the server is going away" {
			return
		}
		if err != nil {
			t.Errorf("ended with %v", err)
			return
		}
	}
}
