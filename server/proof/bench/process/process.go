package process

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"sync"
	"syscall"
	"time"
)

const (
	readyTime = 30 * time.Second // for a server to print its address
	endTime   = 15 * time.Second // from SIGTERM to SIGKILL: longer than Two Cups takes to drain
	maxStderr = 4 << 10          // the last bytes of the standard error that are kept
)

// readyLine matches the line that Two Cups or a peer prints when it is ready. The line has the
// address.
var readyLine = regexp.MustCompile(`^(?:Two Cups: http://|listening on )(127\.0\.0\.1:\d+)$`)

// Process is a running server.
type Process struct {
	Name string
	Addr string // host:port

	command *exec.Cmd
	errors  tail
	output  sync.WaitGroup
}

// Start starts a server and waits until the server has printed its address. The server's
// environment is this program's environment and the given variables, each as NAME=value. The
// server ends when the context ends, and when this program ends, even if this program is
// killed. For this, the calling goroutine must be locked to the program's main thread.
func Start(ctx context.Context, name string, environment []string, program string, args ...string) (*Process, error) {
	p := &Process{Name: name, command: exec.CommandContext(ctx, program, args...)}
	p.command.Env = append(os.Environ(), environment...)
	p.command.Stderr = &p.errors
	p.command.Cancel = func() error { return p.command.Process.Signal(syscall.SIGTERM) }
	p.command.WaitDelay = endTime
	p.command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	read, write, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("starting %s: %w", name, err)
	}
	p.command.Stdout = write
	err = p.command.Start()
	write.Close()
	if err != nil {
		read.Close()
		return nil, fmt.Errorf("starting %s: %w", name, err)
	}
	addr := make(chan string, 1)
	p.output.Go(func() {
		defer read.Close()
		readAddr(read, addr)
	})
	select {
	case found := <-addr:
		p.Addr = found
	case <-time.After(readyTime):
	}
	if p.Addr == "" {
		return nil, errors.Join(fmt.Errorf("starting %s: it printed no address within %v", name, readyTime), p.Stop())
	}
	return p, nil
}

// readAddr reads the output to its end. It sends the address as soon as the output has it, or ""
// if the output ends without an address.
func readAddr(output io.Reader, addr chan<- string) {
	lines := bufio.NewScanner(output)
	for lines.Scan() {
		if found := readyLine.FindStringSubmatch(lines.Text()); found != nil {
			addr <- found[1]
			io.Copy(io.Discard, output)
			return
		}
	}
	addr <- ""
}

// PID returns the process's id.
func (p *Process) PID() int { return p.command.Process.Pid }

// Stop sends SIGTERM to the server and waits until the server has ended. It kills the server
// after 15 s. If the server ends with an error, the error has the end of its standard error.
func (p *Process) Stop() error {
	p.command.Process.Signal(syscall.SIGTERM) // an error means that the server has ended
	killed := time.AfterFunc(endTime, func() { p.command.Process.Kill() })
	defer killed.Stop()
	err := p.command.Wait()
	p.output.Wait()
	if status, ok := p.command.ProcessState.Sys().(syscall.WaitStatus); ok && status.Signaled() && status.Signal() == syscall.SIGTERM {
		return nil // a program that doesn't handle SIGTERM ends in this way
	}
	if err != nil && !errors.Is(err, context.Canceled) {
		return fmt.Errorf("ending %s: %w\n%s", p.Name, err, p.errors.String())
	}
	return nil
}

// tail keeps the last bytes that are written to it.
type tail struct {
	mu   sync.Mutex
	kept []byte
}

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.kept = append(t.kept, p...)
	t.kept = t.kept[max(0, len(t.kept)-maxStderr):]
	return len(p), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(bytes.TrimSpace(t.kept))
}
