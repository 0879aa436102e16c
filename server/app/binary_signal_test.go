//go:build unix

package app

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/gorilla/websocket"

	"twocups/lessons/play"
	"twocups/server/app/apptest"
	"twocups/server/app/health"
	"twocups/server/socket/sockettest"
	"twocups/static"
)

// hang makes a file that can't be read to its end: a named pipe. The function await waits until the
// program reads it.
func hang(t *testing.T, name string) (await func()) {
	t.Helper()
	if err := os.RemoveAll(name); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mkfifo(name, 0o600); err != nil {
		t.Fatal(err)
	}
	return func() {
		var writer *os.File
		sockettest.Await(t, "the program to read "+name, func() (opened bool) {
			var err error
			writer, err = os.OpenFile(name, os.O_WRONLY|syscall.O_NONBLOCK, 0) // fails without a reader
			return err == nil
		})
		t.Cleanup(func() { writer.Close() })
	}
}

func TestSIGTERMEndsTheProgramWhileLessonsLoad(t *testing.T) {
	folder, addr := t.TempDir(), sockettest.ReserveAddress(t)
	await := hang(t, filepath.Join(folder, "01-mine.md"))
	p := begin(t, nil, "-addr", addr, "-lessons", folder)
	p.awaitAnswer(t, "http://"+addr+health.ReadyPath, http.StatusServiceUnavailable)
	await()
	conn := sockettest.Dial(t, "ws://"+addr+play.EchoPath)
	p.signal(t, syscall.SIGTERM)
	if code, _ := sockettest.ReadClose(t, conn); code != websocket.CloseGoingAway {
		t.Errorf("closed with %d", code)
	}
	if err := p.awaitEnd(t); err != nil {
		t.Errorf("the program ended with %v: %s", err, p.errors)
	}
	if text := p.readRest(t); !strings.Contains(text, "the program ends while it reads the lessons") {
		t.Errorf("the log is %s", text)
	}
}

func TestSIGTERMEndsTheProgramWhileChangedLessonsLoad(t *testing.T) {
	folder := t.TempDir()
	p := launch(t, "-lessons", folder)
	hang(t, filepath.Join(folder, "01-mine.md"))()
	p.signal(t, syscall.SIGTERM)
	if err := p.awaitEnd(t); err != nil {
		t.Errorf("the program ended with %v: %s", err, p.errors)
	}
}

// Nothing is served yet, so there is nothing to drain. The program says why it ends with an error.
func TestSIGTERMEndsTheProgramWhileItsFilesHangAtTheStart(t *testing.T) {
	folder := t.TempDir()
	if err := os.CopyFS(folder, static.FS()); err != nil {
		t.Fatal(err)
	}
	issuer := apptest.NewIssuer(t)
	for name, args := range map[string][]string{
		filepath.Join(folder, "css", "page.css"): {"-static", folder},
		issuer.CertFile:                          issuer.Flags(),
	} {
		await := hang(t, name)
		p := begin(t, nil, append(args, "-drain-time", "1s")...)
		await()
		p.signal(t, syscall.SIGTERM)
		if err := p.awaitEnd(t); err == nil || !strings.Contains(p.errors.String(), "the program was still busy after") {
			t.Errorf("%s: the program ended with %v: %s", name, err, p.errors)
		}
	}
}

func TestEverySignalDrainsAndSeveralSIGHUPAreOne(t *testing.T) {
	for _, sent := range [][]syscall.Signal{{syscall.SIGTERM}, {syscall.SIGINT}, {syscall.SIGHUP}, {syscall.SIGHUP, syscall.SIGHUP}} {
		p := launch(t)
		conn := sockettest.Dial(t, p.url(play.EchoPath))
		sockettest.Write(t, conn, websocket.TextMessage, "Hello")
		sockettest.Read(t, conn)
		for _, s := range sent {
			p.signal(t, s)
		}
		if code, _ := sockettest.ReadClose(t, conn); code != websocket.CloseGoingAway {
			t.Errorf("%v: closed with %d", sent, code)
		}
		if err := p.awaitEnd(t); err != nil {
			t.Errorf("%v: the program ended with %v: %s", sent, err, p.errors)
		}
	}
}

func TestUnderNohupTheProgramIgnoresSIGHUP(t *testing.T) {
	p := begin(t, []string{"nohup"})
	p.readAddresses(t)
	conn := sockettest.Dial(t, p.url(play.EchoPath))
	p.signal(t, syscall.SIGHUP)
	for range 100 {
		sockettest.Write(t, conn, websocket.TextMessage, "Hello")
		sockettest.Expect(t, conn, websocket.TextMessage, "Hello")
	}
	p.signal(t, syscall.SIGTERM)
	if code, _ := sockettest.ReadClose(t, conn); code != websocket.CloseGoingAway {
		t.Errorf("closed with %d", code)
	}
	if err := p.awaitEnd(t); err != nil {
		t.Errorf("the program ended with %v: %s", err, p.errors)
	}
}

func TestASecondSignalEndsTheProgramAtOnce(t *testing.T) {
	for _, sent := range [][2]syscall.Signal{{syscall.SIGTERM, syscall.SIGTERM}, {syscall.SIGHUP, syscall.SIGTERM}, {syscall.SIGTERM, syscall.SIGHUP}} {
		p := launch(t, "-drain-delay", "1h")
		p.signal(t, sent[0])
		p.awaitAnswer(t, p.operators+health.ReadyPath, http.StatusServiceUnavailable)
		p.signal(t, sent[1])
		err := p.awaitEnd(t)
		if status, ok := p.command.ProcessState.Sys().(syscall.WaitStatus); err == nil || !ok || status.Signal() != sent[1] {
			t.Errorf("%v: the program ended with %v: %s", sent, err, p.errors)
		}
	}
}
