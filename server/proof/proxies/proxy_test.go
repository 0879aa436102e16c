//go:build proof

package proxies

import (
	"bytes"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"twocups/server/app/apptest"
	"twocups/server/socket/sockettest"
)

// kind is a reverse proxy that can be installed.
type kind struct {
	name    string
	config  string                                // in testdata
	command func(config, folder string) *exec.Cmd // runs it in the foreground
	edits   []string                              // pairs of a text of the configuration and another text in its place
}

// with returns the proxy with another configuration.
func (k kind) with(edits ...string) kind {
	k.edits = edits
	return k
}

var (
	nginx = kind{name: "nginx", config: "nginx.conf", command: func(config, folder string) *exec.Cmd {
		return exec.Command("nginx", "-c", config, "-p", folder, "-g", "daemon off; master_process off;")
	}}
	haproxy = kind{name: "HAProxy", config: "haproxy.cfg", command: func(config, _ string) *exec.Cmd {
		return exec.Command("haproxy", "-db", "-f", config)
	}}
	apache = kind{name: "Apache", config: "apache.conf", command: func(config, _ string) *exec.Cmd {
		return exec.Command("apache2", "-DFOREGROUND", "-f", config)
	}}

	kinds = []kind{nginx, haproxy, apache}
)

// apacheModules is the folder of Apache's modules in Debian.
const apacheModules = "/usr/lib/apache2/modules"

// start runs the proxy in front of a program until the test ends. It returns the proxy's address as
// host:port.
func (k kind) start(t *testing.T, program *apptest.Program) (listen string) {
	t.Helper()
	folder := t.TempDir()
	listen = freeAddress(t)
	text, err := os.ReadFile(filepath.Join("testdata", k.config))
	if err != nil {
		t.Fatal(err)
	}
	for edit := range slices.Chunk(k.edits, 2) {
		if !bytes.Contains(text, []byte(edit[0])) {
			t.Fatalf("%s lacks %s", k.config, edit[0])
		}
		text = bytes.ReplaceAll(text, []byte(edit[0]), []byte(edit[1]))
	}
	config := filepath.Join(folder, k.config)
	filled := strings.NewReplacer("FOLDER", folder, "LISTEN", listen, "MODULES", apacheModules,
		"PROGRAM", strings.TrimPrefix(program.Address, "http://")).Replace(string(text))
	if err := os.WriteFile(config, []byte(filled), 0o600); err != nil {
		t.Fatal(err)
	}
	var printed bytes.Buffer
	proxy := k.command(config, folder)
	proxy.Stdout, proxy.Stderr = &printed, &printed
	if err := proxy.Start(); err != nil {
		t.Fatalf("starting %s, which make proof installs: %v", k.name, err)
	}
	t.Cleanup(func() {
		proxy.Process.Signal(os.Interrupt) // an error means that the proxy has ended
		proxy.Wait()
		if t.Failed() {
			t.Logf("%s printed:\n%s", k.name, &printed)
		}
	})
	sockettest.Await(t, k.name+" to listen", func() bool {
		conn, err := net.Dial("tcp", listen)
		if err == nil {
			conn.Close()
		}
		return err == nil
	})
	return listen
}

// freeAddress returns a free address of the loopback interface.
func freeAddress(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}
