package app

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"twocups/lessons/play"
	"twocups/server/app/logging"
)

func TestRefusalsAreLoggedWithTheirReason(t *testing.T) {
	for name, refused := range map[string]struct {
		args    []string
		request string
		want    string
	}{
		"a foreign origin": {
			request: "GET " + play.EchoPath + "?q=typed HTTP/1.1\r\nHost: school.example\r\nOrigin: https://stranger.example\r\n" + openingFields + "\r\n",
			want:    `msg="a WebSocket was refused" reason=origin remote=127\.0\.0\.1:\d+ host=school\.example origin=https://stranger\.example detail="pages of this origin may not open a WebSocket"`,
		},
		"a broken handshake": {
			request: "GET " + play.EchoPath + " HTTP/1.1\r\nHost: school.example\r\n" + strings.Replace(openingFields, "13", "12", 1) + "\r\n",
			want:    `msg="a WebSocket was refused" reason=handshake remote=\S+ host=school\.example origin="" detail="the field Sec-WebSocket-Version must say 13"`,
		},
		"a server that is full": {
			args:    []string{"-max-connections", "1"},
			request: "GET " + play.EchoPath + " HTTP/1.1\r\nHost: school.example\r\n" + openingFields + "\r\n",
			want:    `reason=full`,
		},
		"an address with too many": {
			args:    []string{"-max-per-address", "1"},
			request: "GET " + play.EchoPath + " HTTP/1.1\r\nHost: school.example\r\n" + openingFields + "\r\n",
			want:    `reason=address`,
		},
		"a console too many": {
			args:    []string{"-max-consoles", "1"},
			request: "GET " + play.ConsolePath + " HTTP/1.1\r\nHost: school.example\r\n" + openingFields + "\r\n",
			want:    `reason=full`,
		},
		"a body": {
			request: "POST / HTTP/1.1\r\nHost: school.example\r\nContent-Length: 5\r\n\r\ntyped",
			want:    `msg="a request was refused" reason=body`,
		},
		"a foreign origin over Socket.IO": {
			request: "GET " + play.SocketIOPath + "?EIO=4&transport=polling HTTP/1.1\r\nHost: school.example\r\nOrigin: https://stranger.example\r\n\r\n",
			want:    `msg="a WebSocket was refused" reason=origin remote=\S+ host=school\.example`,
		},
		"a session too many": {
			args:    []string{"-max-sessions", "1"},
			request: "GET " + play.SocketIOPath + "?EIO=4&transport=polling HTTP/1.1\r\nHost: school.example\r\n\r\n",
			want:    `msg="a session of Socket\.IO was refused" reason=full`,
		},
		"an instance too many": {
			args:    []string{"-max-instances", "1"},
			request: "GET /chat?instance=%s HTTP/1.1\r\nHost: school.example\r\n" + openingFields + "\r\n",
			want:    `msg="a member of a program was refused" reason=full`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := program.Launch(t, append(refused.args, "-drain-time", "1s")...)
			for _, instance := range []string{"AAAAAAAAAAAAAAAAAAAAAA", "BBBBBBBBBBBBBBBBBBBBBB"} {
				statusOf(tcp(t, p.Address), strings.Replace(refused.request, "%s", instance, 1))
			}
			p.Printed.Await(t, refused.want)
			if strings.Contains(p.Printed.String(), "typed") {
				t.Errorf("the log has what was typed:\n%s", p.Printed)
			}
		})
	}
}

func TestATCPConnectionTooManyIsLogged(t *testing.T) {
	p := program.Launch(t, "-max-http-per-address", "1")
	held := tcp(t, p.Address)
	statusOf(held, hello)
	statusOf(tcp(t, p.Address), hello)
	p.Printed.Await(t, `msg="a TCP connection was refused" reason=address remote=127\.0\.0\.1:\d+ most=1`)

	p = program.Launch(t, "-max-http", "1")
	tcp(t, p.Address) // silent, so it isn't idle between two requests, and doesn't end for another one
	tcp(t, p.Address)
	p.Printed.Await(t, `msg="TCP connections wait until others end" reason=full most=1`)
}

// A flood of refusals leaves the log readable, and the rate of one reason is not that of another.
func TestAFloodOfRefusalsIsCountedAndNotLogged(t *testing.T) {
	p := program.Launch(t, "-log-rate", "1", "-log-burst", "5", "-metrics", "/metrics")
	for range 300 {
		conn := tcp(t, p.Address)
		statusOf(conn, "GET "+play.EchoPath+" HTTP/1.1\r\nHost: twocups\r\nOrigin: https://stranger.example\r\n"+openingFields+"\r\n")
		conn.Close()
	}
	statusOf(tcp(t, p.Address), "POST / HTTP/1.1\r\nHost: twocups\r\nContent-Length: 5\r\n\r\nHello")
	p.Printed.Await(t, "reason=body")
	if _, body := answerAt(t, p.Address, "/metrics"); !regexp.MustCompile(`(?m)^twocups_log_lines_left_out_total [12]\d\d$`).MatchString(body) {
		t.Error("the figures don't say how many lines were left out")
	}
	p.Stop()
	if lines := strings.Count(p.Printed.String(), "reason=origin remote"); lines < 5 || lines > 100 {
		t.Errorf("%d lines are about refused origins", lines)
	}
	if !strings.Contains(p.Printed.String(), `strangers caused too many" like="a WebSocket was refused"`) {
		t.Errorf("the log does not say how many lines were left out:\n%s", p.Printed)
	}
}

// expectPrintable checks that no line can change the look of a terminal.
func expectPrintable(t *testing.T, printed string) {
	t.Helper()
	for line := range strings.Lines(printed) {
		if line = strings.TrimSuffix(line, "\n"); line != logging.Printable(line) {
			t.Errorf("the line %q can't be printed", line)
		}
	}
}

func TestNoStrangerChangesTheLookOfTheTerminal(t *testing.T) {
	for _, format := range []string{"text", "json"} {
		p := program.Launch(t, "-log", format)
		for _, request := range []string{
			"GET " + play.EchoPath + " HTTP/1.1\r\nHost: twocups\r\nOrigin: https://\u009b31m\u202e.example\r\n" + openingFields + "\r\n",
			"GET " + play.EchoPath + " HTTP/1.1\r\nHost: twocups\r\nOrigin: https://\xff\xfe\t.example\r\n" + openingFields + "\r\n",
		} {
			conn := tcp(t, p.Address)
			statusOf(conn, request)
			conn.Close()
		}
		p.Stop()
		expectPrintable(t, p.Printed.String())
		if !strings.Contains(p.Printed.String(), "u009b31m") {
			t.Errorf("the log lacks the origin:\n%s", p.Printed)
		}
	}
}

// Somebody unpacks a stranger's lessons, whose files have such names.
func TestTheNameOfAFileDoesNotChangeTheLookOfTheTerminal(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"01-\x1b[31mred.md", "02-a\nforged line.md", "03-\u009b2J.md", "04-\u202edm.md", "transcripts/05-\x1b]0;title\a.json"} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(folder, name)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, name), []byte("\x1b[2J"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, format := range []string{"text", "json"} {
		p := program.Launch(t, "-lessons", folder, "-log", format)
		p.Stop()
		expectPrintable(t, p.Printed.String())
		if text := p.Printed.String(); !strings.Contains(text, `x1b[31mred.md`) || regexp.MustCompile(`(?m)^forged`).MatchString(text) {
			t.Errorf("the faults are:\n%s", text)
		}
	}
}

// Standard error has the errors with which the program ends.
func TestTheNameOfAFileIsPrintableInTheErrorAtTheEnd(t *testing.T) {
	folder := t.TempDir()
	p := begin(t, nil, "-static", filepath.Join(folder, "missing\x1b[31m"))
	if err := p.awaitEnd(t); err == nil {
		t.Error("the program ended without an error")
	}
	expectPrintable(t, p.errors.String())
	if !strings.Contains(p.errors.String(), `missing\x1b[31m`) {
		t.Errorf("the error is %s", p.errors)
	}
}
