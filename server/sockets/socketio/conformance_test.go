package socketio_test

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"twocups/server/socket/sockettest"
	"twocups/server/sockets/socketio"
	"twocups/server/sockets/socketio/engineio"
)

// TestTheOfficialClientGetsWhatItExpects runs the checks of testdata/conformance.js in Node: the
// official client from npm connects over each of its transports.
func TestTheOfficialClientGetsWhatItExpects(t *testing.T) {
	url := serve(t, socketio.Config{Engine: engineio.Config{PingInterval: 100 * time.Millisecond, PingTimeout: sockettest.Timeout}})
	runOfficialClient(t, "testdata/conformance.js", url)
}

// TestEveryOptionOfTheOfficialClientWorks runs testdata/options.js in Node: the official client
// connects with each of its options, over each transport.
func TestEveryOptionOfTheOfficialClientWorks(t *testing.T) {
	runOfficialClient(t, "testdata/options.js", "socket.io-client", serve(t, socketio.Config{}))
}

// runOfficialClient runs a script, which prints how many of its checks went wrong.
func runOfficialClient(t *testing.T, script string, args ...string) {
	t.Helper()
	modules := os.Getenv("SOCKET_IO_CLIENT")
	if _, err := os.Stat(modules); modules == "" || err != nil {
		t.Fatalf("no socket.io-client: run make test, which installs it, or name the node_modules folder that it is in as SOCKET_IO_CLIENT=/path (%v)", err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 4*sockettest.Timeout)
	defer cancel()
	node := exec.CommandContext(ctx, "node", append([]string{script}, args...)...)
	node.Env = append(os.Environ(), "NODE_PATH="+modules)
	out, err := node.CombinedOutput()
	if err != nil || !strings.Contains(string(out), " 0 went wrong") {
		t.Errorf("%v\n%s", err, out)
	}
}
