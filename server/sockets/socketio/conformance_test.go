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
	modules := os.Getenv("SOCKET_IO_CLIENT")
	if _, err := os.Stat(modules); modules == "" || err != nil {
		t.Fatalf("no socket.io-client: run make test, which installs it, or name the node_modules folder that it is in as SOCKET_IO_CLIENT=/path (%v)", err)
	}
	url := serve(t, socketio.Config{Engine: engineio.Config{PingInterval: 100 * time.Millisecond, PingTimeout: sockettest.Timeout}})
	ctx, cancel := context.WithTimeout(t.Context(), 4*sockettest.Timeout)
	defer cancel()
	node := exec.CommandContext(ctx, "node", "testdata/conformance.js", url)
	node.Env = append(os.Environ(), "NODE_PATH="+modules)
	out, err := node.CombinedOutput()
	if err != nil || !strings.Contains(string(out), " 0 went wrong") {
		t.Errorf("%v\n%s", err, out)
	}
}
