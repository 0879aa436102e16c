//go:build proof

package versions

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"twocups/lessons/play"
	"twocups/server/app"
	"twocups/server/app/apptest"
	"twocups/server/proof/leakcheck"
)

func TestMain(m *testing.M) { leakcheck.Main(m) }

// clientTime is the time that a client may take for all its messages.
const clientTime = 2 * time.Minute

func TestEveryVersionOfAClientWorks(t *testing.T) {
	folder := installed(t)
	address := apptest.Run(app.Run).Start(t)
	for _, name := range clients(t) {
		t.Run(name, func(t *testing.T) {
			module := filepath.Join(folder, "node_modules", name)
			if strings.HasPrefix(name, "ws-") {
				runClient(t, "node", "testdata/ws.js", module, "ws"+strings.TrimPrefix(address, "http")+play.EchoPath)
				return
			}
			runClient(t, "node", "testdata/socketio.js", module, address)
			runClient(t, "node", "../../sockets/socketio/testdata/options.js", module, address)
		})
	}
}

func TestPythonsWebsocketsWorks(t *testing.T) {
	address := apptest.Run(app.Run).Start(t)
	runClient(t, "/usr/bin/python3", "testdata/client.py", "ws"+strings.TrimPrefix(address, "http")+play.EchoPath)
}

// runClient runs a client, which must say that all went well, or that nothing went wrong.
func runClient(t *testing.T, program string, arguments ...string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), clientTime)
	defer cancel()
	out, err := exec.CommandContext(ctx, program, arguments...).CombinedOutput()
	if err != nil || !strings.Contains(string(out), "all went well") && !strings.Contains(string(out), ", 0 went wrong") {
		t.Errorf("%v\n%s", err, out)
	}
}

// clients returns the names under which npm installs the versions.
func clients(t *testing.T) (names []string) {
	t.Helper()
	text, err := os.ReadFile("testdata/package.json")
	if err != nil {
		t.Fatal(err)
	}
	var project struct{ Dependencies map[string]string }
	if err := json.Unmarshal(text, &project); err != nil {
		t.Fatal(err)
	}
	for name := range project.Dependencies {
		names = append(names, name)
	}
	return names
}

// installed installs the clients with npm in a temporary folder.
func installed(t *testing.T) (folder string) {
	t.Helper()
	folder = t.TempDir()
	for _, file := range []string{"package.json", "package-lock.json"} {
		text, err := os.ReadFile(filepath.Join("testdata", file))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, file), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	install := exec.CommandContext(t.Context(), "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
	install.Dir = folder
	if out, err := install.CombinedOutput(); err != nil {
		t.Fatalf("installing the clients: %v\n%s", err, out)
	}
	return folder
}
