package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"twocups/server/proof/leakcheck"
)

func TestMain(m *testing.M) { leakcheck.Main(withPeers{m}) }

// peers is the path of the program with the peers in Go.
var peers string

// withPeers builds the peers before it runs the tests, and removes them afterwards.
type withPeers struct{ *testing.M }

func (m withPeers) Run() int {
	folder, err := os.MkdirTemp("", "peers")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(folder)
	peers = filepath.Join(folder, "peer")
	if out, err := exec.Command("go", "build", "-o", peers, "./peer").CombinedOutput(); err != nil {
		log.Fatalf("building the peers: %v\n%s", err, out)
	}
	return m.M.Run()
}

// onMainThread keeps the test on one thread, because its servers end when this thread ends.
func onMainThread(t *testing.T) {
	runtime.LockOSThread()
	t.Cleanup(runtime.UnlockOSThread)
}

func TestTinyRunMeasuresPeersFromEndToEnd(t *testing.T) {
	onMainThread(t)
	var report, progress strings.Builder
	err := run(t.Context(), []string{"-peer", peers, "-servers", "^(gorilla|gws)$", "-run", "64 × 32 B|bursts|idle",
		"-time", "20ms", "-rounds", "1", "-idle", "50"}, &report, &progress)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"1 rounds of 20ms", "## echo, 64 × 32 B", "| gorilla | ", "| gws | ", "CPU a delivery, µs", "bytes"} {
		if !strings.Contains(report.String(), want) {
			t.Errorf("the report lacks %q:\n%s", want, &report)
		}
	}
	if want := "round 1 of 1: idle connection\n"; !strings.Contains(progress.String(), want) {
		t.Errorf("the progress lacks %q:\n%s", want, &progress)
	}
}

// interruption interrupts as soon as progress is reported, which is when all servers run.
type interruption context.CancelFunc

func (i interruption) Write(p []byte) (int, error) { i(); return len(p), nil }

func TestInterruptedRunEndsItsServers(t *testing.T) {
	onMainThread(t)
	ctx, cancel := context.WithCancel(t.Context())
	err := run(ctx, []string{"-peer", peers, "-servers", "^(gorilla|coder)$", "-time", "1h"}, io.Discard, interruption(cancel))
	if err == nil || !strings.Contains(err.Error(), context.Canceled.Error()) {
		t.Errorf("%v (want the context's error)", err)
	}
	children, err := os.ReadFile(fmt.Sprintf("/proc/self/task/%d/children", syscall.Gettid()))
	if err != nil || len(children) > 0 {
		t.Errorf("children left: %q, %v", children, err)
	}
}

func TestWrongOptionsAreErrorsBeforeAnyServerStarts(t *testing.T) {
	for _, c := range []struct {
		want string
		args []string
	}{
		{"nothing to do", []string{"-servers", "nobody"}},
		{"nothing to do", []string{"-run", "nothing"}},
		{"looking for the program of Two Cups (make bench-socket builds it)", []string{"-twocups", "./nobody"}},
		{"must be more than 0", []string{"-time", "0s"}},
		{"unexpected argument", []string{"now"}},
		{"missing closing )", []string{"-run", "("}},
	} {
		if err := run(t.Context(), c.args, io.Discard, io.Discard); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v (want %q)", c.args, err, c.want)
		}
	}
}
