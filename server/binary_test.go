package main

import (
	"io"
	"net/http"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/gorilla/websocket"

	"twocups/lessons/play"
	"twocups/server/socket/sockettest"
)

// The binary is all that a teacher copies to a laptop: it is built as for them, and
// run where nothing else is.
func TestTheBinaryNeedsNothingElseAndEndsWhenItIsTold(t *testing.T) {
	binary := filepath.Join(t.TempDir(), "twocups")
	build := exec.Command("go", "build", "-o", binary, ".")
	if printed, err := build.CombinedOutput(); err != nil {
		t.Fatalf("building: %v\n%s", err, printed)
	}
	printed := newOutput()
	program := exec.Command(binary, "-addr", "127.0.0.1:0")
	program.Dir, program.Env = t.TempDir(), []string{}
	program.Stdout, program.Stderr = printed, printed
	if err := program.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- program.Wait() }()
	defer program.Process.Kill() // which fails where all is well: it has ended
	address := strings.TrimPrefix(printed.await(t, `Two Cups: http://\S+`), "Two Cups: ")

	response, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	page, err := io.ReadAll(response.Body)
	response.Body.Close()
	if err != nil || response.StatusCode != http.StatusOK || !strings.Contains(string(page), "Two Cups") {
		t.Errorf("the first page: %s, %v\n%.200s", response.Status, err, page)
	}

	conn := sockettest.Dial(t, "ws"+strings.TrimPrefix(address, "http")+play.EchoPath)
	sockettest.Write(t, conn, websocket.TextMessage, "Hello")
	if _, payload := sockettest.Read(t, conn); payload != "Hello" {
		t.Errorf("the echo of Hello is %q", payload)
	}
	if err := program.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if code, reason := sockettest.ReadClose(t, conn); code != 1001 || reason != "the server is going away" {
		t.Errorf("closed with %d %q", code, reason)
	}
	if err := <-ended; err != nil {
		t.Errorf("the program ended with %v:\n%s", err, printed)
	}
}
