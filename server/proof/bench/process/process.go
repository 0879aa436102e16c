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
	readyTime = 30 * time.Second // until a server says where it listens
	endTime   = 15 * time.Second // from SIGTERM to SIGKILL: longer than Two Cups takes to drain
	lastWords = 4 << 10          // how many bytes of its standard error are kept
)

// announced is the line by which Two Cups, or a peer, says that it is ready, with its
// address.
var announced = regexp.MustCompile(`^(?:Two Cups: http://|listening on )(127\.0\.0\.1:\d+)$`)

// Process is a running server.
type Process struct {
	Name string
	Addr string // host:port

	command *exec.Cmd
	errors  tail
	output  sync.WaitGroup
}

// Start starts a server and returns once it has announced its address. The
// environment is this program's, with the variables that are given as NAME=value.
// The server ends with the context, and with this program, however that ends: so the
// goroutine that calls must be locked to the program's main thread.
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
		listen(read, addr)
	})
	select {
	case found := <-addr:
		p.Addr = found
	case <-time.After(readyTime):
	}
	if p.Addr == "" {
		return nil, errors.Join(fmt.Errorf("starting %s: it didn't say within %v where it listens", name, readyTime), p.Stop())
	}
	return p, nil
}

// listen sends the address that is announced, or "" at the output's end, and reads
// on to that end.
func listen(output io.Reader, addr chan<- string) {
	lines := bufio.NewScanner(output)
	for lines.Scan() {
		if found := announced.FindStringSubmatch(lines.Text()); found != nil {
			addr <- found[1]
			io.Copy(io.Discard, output)
			return
		}
	}
	addr <- ""
}

// PID returns the process's id.
func (p *Process) PID() int { return p.command.Process.Pid }

// Stop asks the server to end and waits until it has, for 15 s before it is killed.
// The error says what it wrote to its standard error, if it didn't end well.
func (p *Process) Stop() error {
	p.command.Process.Signal(syscall.SIGTERM) // an error means that it has ended
	killed := time.AfterFunc(endTime, func() { p.command.Process.Kill() })
	defer killed.Stop()
	err := p.command.Wait()
	p.output.Wait()
	if status, ok := p.command.ProcessState.Sys().(syscall.WaitStatus); ok && status.Signaled() && status.Signal() == syscall.SIGTERM {
		return nil // which is how a program ends that has no manners of its own
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
	t.kept = t.kept[max(0, len(t.kept)-lastWords):]
	return len(p), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(bytes.TrimSpace(t.kept))
}
