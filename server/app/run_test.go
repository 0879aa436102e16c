package app

import (
	"encoding/json"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/gorilla/websocket"

	"twocups/lessons/play"
	"twocups/server/app/apptest"
	"twocups/server/proof/leakcheck"
	"twocups/server/socket/sockettest"
)

func TestMain(m *testing.M) { leakcheck.Main(tests{m}) }

// program is the program under test.
var program = apptest.Run(Run)

// The paths of a lesson of the course, as a page and as an embed.
const (
	aLesson = "/lessons/what-websockets-are"
	anEmbed = "/embed/what-websockets-are"
)

func TestRunServesUntilItsContextEndsAndThenClosesWith1001(t *testing.T) {
	p := program.Launch(t)
	url := "ws" + strings.TrimPrefix(p.Address, "http")

	console := sockettest.Dial(t, url+play.ConsolePath)
	var first play.Notice
	_, text := sockettest.Read(t, console)
	if err := json.Unmarshal([]byte(text), &first); err != nil {
		t.Fatal(err)
	}
	query := "?" + play.Tag{Console: first.Console, Block: "b"}.Query()
	var learners sync.WaitGroup
	for _, path := range []string{play.EchoPath + query, play.RoomPath + query, play.EchoPath} {
		conn := sockettest.Dial(t, url+path)
		learners.Go(func() {
			if code, reason := sockettest.ReadClose(t, conn); code != 1001 || reason != "the server is going away" {
				t.Errorf("%s is closed with %d %q", path, code, reason)
			}
		})
	}
	sockettest.Read(t, console) // both tagged connections are open
	sockettest.Read(t, console)
	p.Printed.Await(t, `(?s)(client connected.*){3}`)

	go p.Stop()
	learners.Wait()
	var last string
	for {
		_, notice, err := console.ReadMessage()
		if err == nil {
			last = string(notice)
			continue
		}
		if !websocket.IsCloseError(err, 1001) {
			t.Errorf("the console ended with %v", err)
		}
		break
	}
	if !strings.Contains(last, `"kind":"closed"`) || !strings.Contains(last, `"clean":true`) {
		t.Errorf("the console's last notice is %s, want the clean end of a connection", last)
	}
	p.Stop()
	for line := range strings.Lines(p.Printed.String()) {
		if strings.Contains(line, "msg=") && (strings.Contains(line, "console=") || !regexp.MustCompile(`remote=\S+ path=/(echo|room)|msg=draining addr=|limits=`).MatchString(line)) {
			t.Errorf("the log says %s", line)
		}
	}
}

func TestAPortInUseIsAnErrorThatSaysWhatToDo(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	err = Run(t.Context(), []string{"-addr", taken.Addr().String()}, apptest.NewOutput())
	if err == nil || !strings.Contains(err.Error(), "another program uses this port; end it, or choose another port with -addr") {
		t.Errorf("run: %v", err)
	}
}

func TestWrongFlagsAreErrors(t *testing.T) {
	file, empty := filepath.Join(t.TempDir(), "file"), t.TempDir()
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for args, want := range map[string]string{
		"-adr :1":          "flag provided but not defined: -adr",
		"lessons":          `unexpected argument "lessons"`,
		"-lessons missing": "reading flag -lessons: stat missing",
		"-static " + file:  "reading flag -static: " + file + " is no folder",
		"-static " + empty: `loading the static files: no "css/page.css", "css/tokens.css", "css/task.css", "page/page.js", `,
		"-addr nowhere":    `reading flag -addr: "nowhere" (want host:port)`,
		"-addr :99999":     "listening: ",
	} {
		err := Run(t.Context(), strings.Fields(args), apptest.NewOutput())
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", args, err, want)
		}
	}
}

func TestOfTwoWrongFoldersTheFirstIsNamedEachTime(t *testing.T) {
	for range 50 {
		_, err := parseOptions([]string{"-static", "missing", "-lessons", "missing"}, apptest.NewOutput())
		if err == nil || !strings.Contains(err.Error(), "reading flag -lessons: ") {
			t.Fatalf("parsing: %v, want -lessons", err)
		}
	}
}

func TestHelpIsNoError(t *testing.T) {
	printed := apptest.NewOutput()
	if err := Run(t.Context(), []string{"-h"}, printed); err != nil || !strings.Contains(printed.String(), "-addr address") {
		t.Errorf("run: %v, printed %s", err, printed)
	}
}

func TestFaultsOfAnAuthorsLessonsArePrintedAtLoadAndWhenTheyChange(t *testing.T) {
	folder := t.TempDir()
	name := filepath.Join(folder, "01-mine.md")
	write := func(line string) {
		text := "---\ntitle: Mine\nsummary: Mine.\nobjectives: [One]\nminutes: 1\n---\n\n```ws\n" + line + "\n```\n"
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("conect /echo")
	p := program.Launch(t, "-lessons", folder)
	p.Printed.Await(t, regexp.QuoteMeta(name)+`:9:1: unknown verb "conect"`)
	write("connect /echo\nmesage hi")
	p.Printed.Await(t, regexp.QuoteMeta(name)+`:10:1: unknown verb "mesage"`)
}

func TestAddressesThatAreAnnounced(t *testing.T) {
	const port = ":8080\n"
	for ip, want := range map[string]string{
		"127.0.0.1": "^Two Cups: http://127.0.0.1" + port + "$",
		"::1":       `^Two Cups: http://\[::1\]` + port + "$",
		"0.0.0.0":   `^Two Cups: http://localhost` + port + `(in your network: http://[\d.]+` + port + `)*$`,
		"::":        `^Two Cups: http://localhost` + port + `(in your network: http://[\d.]+` + port + `|in your network: http://\[[\da-f:]+\]` + port + `)*$`,
	} {
		printed := apptest.NewOutput()
		announce(printed, "http", &net.TCPAddr{IP: net.ParseIP(ip), Port: 8080})
		if !regexp.MustCompile(want).MatchString(printed.String()) || strings.Contains(printed.String(), "http://127.0.0.1:8080\nin") {
			t.Errorf("on %s:\n%s", ip, printed)
		}
	}
}
