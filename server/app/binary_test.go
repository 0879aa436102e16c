package app

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"twocups/server/app/apptest"
	"twocups/server/socket/sockettest"
)

// tests runs the tests, and then removes the folder with the program.
type tests struct{ *testing.M }

func (all tests) Run() int {
	defer os.RemoveAll(binaryFolder)
	return all.M.Run()
}

// binaryFolder has the program, if a test needed it.
var binaryFolder string

// binary builds the program once for all tests, and returns its path.
var binary = sync.OnceValues(func() (name string, err error) {
	if binaryFolder, err = os.MkdirTemp("", "twocups"); err != nil {
		return "", err
	}
	name = filepath.Join(binaryFolder, "twocups")
	printed, err := exec.Command("go", "build", "-o", name, "twocups/server").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%w: %s", err, printed)
	}
	return name, nil
})

// process is the program as a process of its own. Signals and the reader of standard output concern
// whole processes.
type process struct {
	address, operators string // URLs
	stdout             *os.File
	errors             *apptest.Output // standard error
	command            *exec.Cmd
	ended              chan error
}

// begin starts a process. Nobody but the test reads its standard output. The launcher is a command
// that starts the program, such as nohup; it may be empty. Unless the arguments name lessons, the
// program has none, so that it is ready soon.
func begin(t *testing.T, launcher []string, args ...string) *process {
	t.Helper()
	name, err := binary()
	if err != nil {
		t.Fatal("building: ", err)
	}
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	line := append(append(launcher, name, "-addr", "127.0.0.1:0", "-metrics", "127.0.0.1:0", "-lessons", t.TempDir()), args...)
	p := &process{stdout: read, errors: apptest.NewOutput(), command: exec.Command(line[0], line[1:]...), ended: make(chan error, 1)}
	p.command.Stdout, p.command.Stderr = write, p.errors
	if err := startWithSignals(p.command); err != nil {
		t.Fatal(err)
	}
	write.Close()
	go func() { p.ended <- p.command.Wait() }()
	t.Cleanup(func() {
		p.command.Process.Kill() // fails if the program has ended
		read.Close()
	})
	return p
}

// startWithSignals starts a command that ignores no signal at its start, even if nohup or a script in
// the background started this test. A process inherits the signals that its parent ignores, but not
// those that its parent handles.
func startWithSignals(command *exec.Cmd) error {
	handled := make(chan os.Signal, 1)
	signal.Notify(handled, os.Interrupt, syscall.SIGHUP)
	defer signal.Stop(handled)
	return command.Start()
}

// launch starts a process and reads its output up to the addresses.
func launch(t *testing.T, args ...string) *process {
	t.Helper()
	p := begin(t, nil, args...)
	p.readAddresses(t)
	return p
}

// readAddresses reads the output up to the addresses. It reads single bytes, so that it reads no
// further.
func (p *process) readAddresses(t *testing.T) {
	t.Helper()
	var printed strings.Builder
	one := make([]byte, 1)
	for !strings.Contains(printed.String(), "Two Cups: ") || one[0] != '\n' {
		if _, err := p.stdout.Read(one); err != nil {
			t.Fatalf("the program printed %s and ended: %v %s", &printed, err, p.errors)
		}
		printed.Write(one)
	}
	for line := range strings.Lines(printed.String()) {
		if _, address, found := strings.Cut(line, "Two Cups: "); found {
			p.address = strings.TrimSpace(address)
		}
		if _, rest, found := strings.Cut(line, `operators are served" addr=`); found {
			address, _, _ := strings.Cut(rest, " ")
			p.operators = "http://" + address
		}
	}
}

// url returns the URL of a WebSocket.
func (p *process) url(path string) string { return "ws" + strings.TrimPrefix(p.address, "http") + path }

func (p *process) signal(t *testing.T, s syscall.Signal) {
	t.Helper()
	if err := p.command.Process.Signal(s); err != nil {
		t.Fatal(err)
	}
}

// awaitEnd waits until the process has ended.
func (p *process) awaitEnd(t *testing.T) error {
	t.Helper()
	select {
	case err := <-p.ended:
		return err
	case <-time.After(sockettest.Timeout):
		t.Fatal("the program does not end")
		return nil
	}
}

// readRest reads the output to its end.
func (p *process) readRest(t *testing.T) string {
	t.Helper()
	rest, err := io.ReadAll(p.stdout)
	if err != nil {
		t.Fatal(err)
	}
	return string(rest)
}

// awaitAnswer waits until the program answers at a URL with this status.
func (p *process) awaitAnswer(t *testing.T, url string, status int) {
	t.Helper()
	sockettest.Await(t, url, func() bool {
		if len(p.ended) > 0 {
			t.Fatalf("the program ended with %v: %s", <-p.ended, p.errors)
		}
		response, err := http.Get(url)
		if err != nil {
			return false
		}
		response.Body.Close()
		return response.StatusCode == status
	})
}
