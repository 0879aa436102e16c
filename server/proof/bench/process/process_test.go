package process

import (
	"context"
	"os"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"twocups/server/proof/leakcheck"
)

func TestMain(m *testing.M) { leakcheck.Main(m) }

// start starts a shell as a server. The script prints the address that [Start] waits for.
func start(t *testing.T, ctx context.Context, script string) (*Process, error) {
	return Start(ctx, "a shell", []string{"WORD=hello"}, "sh", "-c", script)
}

func TestServerIsMeasuredAndEnded(t *testing.T) {
	p, err := start(t, t.Context(), "echo starting; echo listening on 127.0.0.1:12; exec sleep 1000")
	if err != nil {
		t.Fatal(err)
	}
	if p.Addr != "127.0.0.1:12" {
		t.Errorf("it listens on %q", p.Addr)
	}
	if resident, err := p.Resident(t.Context()); err != nil || resident <= 0 {
		t.Errorf("it has %d bytes, %v (want some)", resident, err)
	}
	if spent, err := p.CPU(); err != nil || spent < 0 {
		t.Errorf("its CPU time is %v, %v", spent, err)
	}
	if err := p.Stop(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat("/proc/" + strconv.Itoa(p.PID())); !os.IsNotExist(err) {
		t.Errorf("it is still there: %v", err)
	}
	if _, err := p.CPU(); err == nil {
		t.Error("a process that has ended has a CPU time (want an error)")
	}
}

func TestCPUTimeGrowsWithWork(t *testing.T) {
	p, err := start(t, t.Context(), "echo listening on 127.0.0.1:12; while :; do :; done")
	if err != nil {
		t.Fatal(err)
	}
	defer p.Stop()
	for spent := tick - 1; spent < 3*tick; {
		if spent, err = p.CPU(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestServerThatDoesNotStartSaysWhy(t *testing.T) {
	_, err := start(t, t.Context(), `echo "no $WORD" >&2; exit 3`)
	if err == nil || !strings.Contains(err.Error(), "exit status 3") || !strings.Contains(err.Error(), "no hello") {
		t.Errorf("%v (want its exit status and its standard error)", err)
	}
	if _, err := Start(t.Context(), "nobody", nil, "./nobody"); err == nil || !strings.Contains(err.Error(), "starting nobody") {
		t.Errorf("%v (want an error with its name)", err)
	}
}

func TestServerEndsWithTheContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	p, err := start(t, ctx, "echo listening on 127.0.0.1:12; exec sleep 1000")
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	if err := p.Stop(); err != nil {
		t.Error(err)
	}
	if err := syscall.Kill(p.PID(), 0); err != syscall.ESRCH {
		t.Errorf("the process is still there: %v", err)
	}
}

func TestTheEndOfTheStandardErrorIsBounded(t *testing.T) {
	var kept tail
	for range 100 {
		kept.Write([]byte(strings.Repeat("x", 99) + "\n"))
	}
	kept.Write([]byte("the end"))
	if got := kept.String(); len(got) > maxStderr || !strings.HasSuffix(got, "\nthe end") {
		t.Errorf("%d bytes are kept, and the last bytes are %q", len(got), got[len(got)-10:])
	}
}
