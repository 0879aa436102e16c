package app

import (
	"io"
	"net/http"
	"regexp"
	"strconv"
	"syscall"
	"testing"

	"github.com/gorilla/websocket"

	"twocups/lessons/play"
	"twocups/server/app/apptest"
	"twocups/server/app/health"
	"twocups/server/metrics"
	"twocups/server/socket/sockettest"
)

// visit opens a connection, expects an echo, and closes the connection.
func visit(t *testing.T, p *process) {
	t.Helper()
	conn, _, err := websocket.DefaultDialer.Dial(p.url(play.EchoPath), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.WriteMessage(websocket.TextMessage, []byte("Hello"))
	if _, echo, err := conn.ReadMessage(); err != nil || string(echo) != "Hello" {
		t.Fatalf("the echo is %q, %v", echo, err)
	}
}

// figure returns a figure of the operators' address.
func figure(t *testing.T, p *process, name string) int {
	t.Helper()
	_, body := answerAt(t, p.operators, metrics.Path)
	found := regexp.MustCompile(`(?m)^` + name + ` (\S+)$`).FindStringSubmatch(body)
	if found == nil {
		t.Fatalf("no figure %s", name)
	}
	value, err := strconv.ParseFloat(found[1], 64)
	if err != nil {
		t.Fatal(err)
	}
	return int(value)
}

// A pipe holds 64 KB, about 300 visits. The queue is small, so that the visits fill it too.
func TestVisitsGoOnWhileNobodyReadsTheLogAndWhenItsReaderGoes(t *testing.T) {
	p := launch(t, "-log-queue", "16k", "-log-rate", "100000", "-log-burst", "100000")
	const visits = 2000
	for range visits {
		visit(t, p)
	}
	sockettest.Await(t, "dropped lines", func() bool { return figure(t, p, "twocups_log_lines_dropped_total") > visits })
	p.stdout.Close() // each further line fails with EPIPE
	for range visits {
		visit(t, p)
	}
	conn := sockettest.Dial(t, p.url(play.EchoPath))
	p.signal(t, syscall.SIGTERM)
	if code, reason := sockettest.ReadClose(t, conn); code != websocket.CloseGoingAway {
		t.Errorf("closed with %d %q", code, reason)
	}
	if err := p.awaitEnd(t); err != nil {
		t.Errorf("the program ended with %v: %s", err, p.errors)
	}
}

func TestAReaderWhoComesBackLearnsWhatItMissed(t *testing.T) {
	p := launch(t, "-log-queue", "16k")
	const visits = 600
	for range visits {
		visit(t, p)
	}
	sockettest.Await(t, "dropped lines", func() bool { return figure(t, p, "twocups_log_lines_dropped_total") > 0 })
	read, ended := apptest.NewOutput(), make(chan error)
	go func() {
		_, err := io.Copy(read, p.stdout)
		ended <- err
	}()
	read.Await(t, "were dropped, .*\n") // so nothing waits when the program ends, which waits for the log only for a moment
	p.signal(t, syscall.SIGTERM)
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	text := read.String()
	noted := 0
	for _, note := range regexp.MustCompile(`were dropped, .* lines=(\d+)`).FindAllStringSubmatch(text, -1) {
		lines, _ := strconv.Atoi(note[1])
		noted += lines
	}
	const want = 2*visits + 2 // two for each visit, and one for the end of each address
	if lines := len(regexp.MustCompile(`msg=("client (dis)?connected"|draining) `).FindAllString(text, -1)); noted == 0 || lines+noted != want {
		t.Errorf("%d lines arrived and %d were noted as dropped, want %d together", lines, noted, want)
	}
	if err := p.awaitEnd(t); err != nil {
		t.Errorf("the program ended with %v: %s", err, p.errors)
	}
}

func TestAStuckReaderDoesNotKeepTheProgramFromEnding(t *testing.T) {
	p := launch(t)
	for range 600 {
		visit(t, p)
	}
	p.signal(t, syscall.SIGTERM)
	if err := p.awaitEnd(t); err != nil {
		t.Errorf("the program ended with %v: %s", err, p.errors)
	}
}

func TestAReaderThatGoesBeforeTheFirstLineEndsNothing(t *testing.T) {
	addr := sockettest.ReserveAddress(t)
	p := begin(t, nil, "-addr", addr)
	p.stdout.Close()
	p.awaitAnswer(t, "http://"+addr+health.ReadyPath, http.StatusOK)
	p.signal(t, syscall.SIGTERM)
	if err := p.awaitEnd(t); err != nil {
		t.Errorf("the program ended with %v: %s", err, p.errors)
	}
}
