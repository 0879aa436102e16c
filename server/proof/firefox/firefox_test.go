//go:build proof

package firefox

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"twocups/server/app"
	"twocups/server/app/apptest"
	"twocups/server/proof/leakcheck"
)

func TestMain(m *testing.M) { leakcheck.Main(m) }

// playTime is the time that Firefox may take to start and to play a block.
const playTime = 3 * time.Minute

// seen is what a learner sees of a block that has run.
type seen struct{ Client, Server, Complaints []string }

// echoed is what a learner sees of lesson 2's first block.
var echoed = seen{
	Client:     []string{"connecting to /echo", "open", "Hello", "Hello", "closing 1000 bye (normal closure)", "closed 1000 bye (normal closure)"},
	Server:     []string{"Client connected!", "Hello", "Hello", "Client disconnected! 1000 bye (normal closure)"},
	Complaints: []string{},
}

func TestALessonIsLiveInFirefox(t *testing.T) {
	address := apptest.Run(app.Run).Start(t)
	if got := play(t, address+"/lessons/what-websockets-are", "first-echo"); !reflect.DeepEqual(got, echoed) {
		t.Errorf("a learner sees %q, want %q", got, echoed)
	}
}

func TestASandboxedEmbedIsLiveInFirefox(t *testing.T) {
	address := apptest.Run(app.Run).Start(t)
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, `<!doctype html><title>A course</title><iframe sandbox="allow-scripts" width="1000" height="900" src="%s/embed/what-websockets-are"></iframe>`, address)
	}))
	t.Cleanup(host.Close)
	if got := play(t, host.URL, "first-echo", "iframe"); !reflect.DeepEqual(got, echoed) {
		t.Errorf("a learner sees %q, want %q", got, echoed)
	}
}

// play plays a block of a page, or of an iframe of the page.
func play(t *testing.T, page, block string, iframe ...string) seen {
	t.Helper()
	firefox := os.Getenv("FIREFOX")
	if firefox == "" {
		t.Fatal("no Firefox: run make proof, which installs it, or name one in FIREFOX=/path/to/firefox")
	}
	ctx, cancel := context.WithTimeout(t.Context(), playTime)
	defer cancel()
	node := exec.CommandContext(ctx, "node", append([]string{"play.mjs", firefox, page, block}, iframe...)...)
	node.Dir = installed(t)
	node.Cancel = func() error { return node.Process.Signal(os.Interrupt) } // Puppeteer then ends Firefox, too
	node.WaitDelay = 10 * time.Second
	out, err := node.Output()
	if err != nil {
		t.Fatalf("playing %s of %s: %v\n%s%s", block, page, err, out, stderr(err))
	}
	var got seen
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return got
}

func stderr(err error) []byte {
	if exit, ok := err.(*exec.ExitError); ok {
		return exit.Stderr
	}
	return nil
}

// installed returns a temporary folder with the script and the packages that it imports.
func installed(t *testing.T) (folder string) {
	t.Helper()
	folder = t.TempDir()
	for _, file := range []string{"package.json", "package-lock.json", "play.mjs"} {
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
		t.Fatalf("installing Puppeteer: %v\n%s", err, out)
	}
	return folder
}
