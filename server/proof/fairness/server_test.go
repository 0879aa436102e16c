//go:build proof

package fairness

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"twocups/server/app/apptest"
	"twocups/server/proof/leakcheck"
)

func TestMain(m *testing.M) { leakcheck.Main(tests{m}) }

// tests are the tests of this package, which share a program.
type tests struct{ *testing.M }

// Run runs the tests, removes the binary, and returns the exit code.
func (t tests) Run() int {
	folder, err := os.MkdirTemp("", "fairness")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(folder)
	program = filepath.Join(folder, "twocups")
	return t.M.Run()
}

// server is the program as a process.
type server struct {
	process *os.Process
	host    string      // with the port
	tls     *tls.Config // of its clients; nil: no TLS
}

// program is the path of the program, which build builds once for all tests.
var (
	program string
	build   = sync.OnceValue(func() error {
		if printed, err := exec.Command("go", "build", "-o", program, "twocups/server").CombinedOutput(); err != nil {
			return fmt.Errorf("building: %w\n%s", err, printed)
		}
		return nil
	})
)

// start starts the program with the flags. The program ends with the test.
func start(t *testing.T, flags ...string) *server {
	t.Helper()
	if err := build(); err != nil {
		t.Fatal(err)
	}
	printed := apptest.NewOutput()
	command := exec.Command(program, append([]string{"-addr", "127.0.0.1:0"}, flags...)...)
	command.Dir, command.Env = t.TempDir(), []string{}
	command.Stdout = &firstLines{to: printed}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		command.Process.Kill()
		command.Wait()
	})
	address := printed.AwaitFor(t, apptest.LoadTimeout, `https?://127[^\s"]+`)
	_, host, _ := strings.Cut(address, "://")
	return &server{process: command.Process, host: host}
}

// firstLines passes the first kilobytes on, and drops the rest: the server logs each connection.
type firstLines struct {
	to      io.Writer
	written int
}

func (f *firstLines) Write(p []byte) (int, error) {
	if f.written < 64<<10 {
		f.to.Write(p)
	}
	f.written += len(p)
	return len(p), nil
}

// dial opens a connection from an address.
func (s *server) dial(ctx context.Context, from string) (net.Conn, error) {
	dialer := &net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(from)}}
	if s.tls == nil {
		return dialer.DialContext(ctx, "tcp", s.host)
	}
	return (&tls.Dialer{NetDialer: dialer, Config: s.tls}).DialContext(ctx, "tcp", s.host)
}

// upgrade opens a WebSocket from an address, for frames that no client library would send.
func (s *server) upgrade(ctx context.Context, from, path string) (net.Conn, *bufio.Reader, error) {
	conn, err := s.dial(ctx, from)
	if err != nil {
		return nil, nil, err
	}
	fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: %s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"+
		"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n", path, s.host)
	reader := bufio.NewReaderSize(conn, 512)
	conn.SetReadDeadline(time.Now().Add(10 * time.Second))
	response, err := http.ReadResponse(reader, nil)
	if err == nil && response.StatusCode != http.StatusSwitchingProtocols {
		err = fmt.Errorf("the server answers %s", response.Status)
	}
	if err != nil {
		conn.Close()
		return nil, nil, err
	}
	conn.SetReadDeadline(time.Time{})
	return conn, reader, nil
}

// peak returns the greatest resident memory of the process since the last resetPeak, in bytes.
func (s *server) peak(t *testing.T) int {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.process.Pid))
	if err != nil {
		t.Fatal("the process has ended: ", err)
	}
	_, line, _ := bytes.Cut(status, []byte("VmHWM:"))
	fields := strings.Fields(string(line))
	kilobytes, err := strconv.Atoi(fields[0])
	if err != nil {
		t.Fatal(err)
	}
	return kilobytes << 10
}

// resetPeak makes the greatest resident memory the present one (proc(5), clear_refs).
func (s *server) resetPeak(t *testing.T) {
	t.Helper()
	if err := os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", s.process.Pid), []byte("5"), 0); err != nil {
		t.Fatal(err)
	}
}
