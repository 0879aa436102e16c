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

// A teacher copies the binary to a laptop, and nothing else. The test builds it and runs it in
// an empty folder and an empty environment.
func TestTheBinaryNeedsNothingElseAndClosesEveryConnectionOnSIGTERM(t *testing.T) {
	binary := filepath.Join(t.TempDir(), "twocups")
	build := exec.Command("go", "build", "-o", binary, "twocups/server")
	if printed, err := build.CombinedOutput(); err != nil {
		t.Fatalf("building: %v\n%s", err, printed)
	}
	printed := apptest.NewOutput()
	command := exec.Command(binary, "-addr", "127.0.0.1:0", "-metrics", "/metrics", "-drain-time", "1m") // on a slow machine, a hundred closing handshakes take a while
	command.Dir, command.Env = t.TempDir(), []string{}
	command.Stdout, command.Stderr = printed, printed
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- command.Wait() }()
	defer command.Process.Kill() // fails if the program has ended, as it should
	address := strings.TrimPrefix(printed.AwaitFor(t, apptest.LoadTimeout, `Two Cups: http://\S+`), "Two Cups: ")

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
	class.firstEchoes.Wait()
	if err := command.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	class.closes.Wait()
	if err := <-ended; err != nil {
		t.Errorf("the program ended with %v:\n%s", err, printed)
	}
	if closed := strings.Count(printed.String(), `code=1001 clean=true`); closed != class.talking+class.idle {
		t.Errorf("%d connections ended cleanly, want %d:\n%s", closed, class.talking+class.idle, printed)
	}
	if strings.Contains(printed.String(), "not everything ended in time") {
		t.Errorf("a connection was cut:\n%s", printed)
	}
}

// class has the connections of many learners: some send without a pause, some are idle, and some
// are server consoles.
type class struct {
	talking, idle, consoles int
	firstEchoes             sync.WaitGroup // of the connections that are still waiting for their first echoes
	closes                  sync.WaitGroup // of the connections that are not closed yet
}

// joinClass opens the connections of a class.
func joinClass(t *testing.T, url string) *class {
	c := &class{talking: 40, idle: 40, consoles: 20}
	c.firstEchoes.Add(c.talking + c.idle)
	for range c.consoles {
		conn := sockettest.Dial(t, url+play.ConsolePath)
		c.closes.Go(func() { wantGoingAway(t, conn) })
	}
	for range c.idle {
		conn := sockettest.Dial(t, url+play.EchoPath)
		sockettest.Write(t, conn, websocket.TextMessage, "Hello")
		if _, payload := sockettest.Read(t, conn); payload != "Hello" {
			t.Errorf("the echo of Hello is %q", payload)
		}
		c.firstEchoes.Done()
		c.closes.Go(func() { wantGoingAway(t, conn) })
	}
	for range c.talking {
		conn := sockettest.Dial(t, url+play.EchoPath)
		c.closes.Go(func() { c.talk(t, conn) })
	}
	return c
}

// talk sends numbers, some ahead of their echoes, until the server closes the connection. No
// echo before the close may be missing.
func (c *class) talk(t *testing.T, conn *websocket.Conn) {
	const ahead, warm = 8, 50
	warmed := sync.OnceFunc(c.firstEchoes.Done)
	defer warmed()
	sent := 0
	for echoed := 0; ; echoed++ {
		for ; sent < echoed+ahead; sent++ {
			if conn.WriteMessage(websocket.TextMessage, fmt.Append(nil, sent)) != nil {
				break // the close frame was answered, or is the next to be read
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
			t.Errorf("after %d echoes: %v", echoed, err)
			return
		case string(payload) != fmt.Sprint(echoed):
			t.Errorf("echo %d is %s", echoed, payload)
			return
		case echoed == warm:
			warmed()
		}
	}
}

// wantGoingAway reads until the server closes the connection with 1001, and answers.
func wantGoingAway(t *testing.T, conn *websocket.Conn) {
	conn.SetReadDeadline(time.Now().Add(sockettest.Timeout))
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
