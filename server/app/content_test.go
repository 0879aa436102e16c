package app

import (
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"twocups/server/app/apptest"
	"twocups/server/app/content"
)

// linked adds a symbolic link with this name to the folder, and returns the folder. The link leads
// to a file elsewhere with this text.
func linked(t *testing.T, folder, name, text string) string {
	t.Helper()
	outside := filepath.Join(t.TempDir(), "outside")
	if err := os.WriteFile(outside, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(folder, name)); err != nil {
		t.Fatal(err)
	}
	return folder
}

func TestALinkDoesNotLeadOutOfTheLessonsFolder(t *testing.T) {
	folder := linked(t, linked(t, t.TempDir(), "secret.txt", "a secret"), "01-mine.md", "a secret")
	if err := os.WriteFile(filepath.Join(folder, "inside.txt"), []byte("for all"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("inside.txt", filepath.Join(folder, "link.txt")); err != nil {
		t.Fatal(err)
	}
	p := program.Launch(t, "-lessons", folder)
	p.Printed.Await(t, `01-mine\.md:1:1: reading the file: path escapes from parent`)
	for path, want := range map[string]int{
		"/run/secret.txt": http.StatusNotFound,
		"/run/link.txt":   http.StatusOK,
		"/run/inside.txt": http.StatusOK,
		"/lessons/mine":   http.StatusOK, // a page that lists the fault
	} {
		response, err := http.Get(p.Address + path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(response.Body)
		response.Body.Close()
		if err != nil || response.StatusCode != want || strings.Contains(string(body), "a secret") {
			t.Errorf("%s: %s %v %.80q, want %d", path, response.Status, err, body, want)
		}
	}
}

func TestAChangeBetweenTheLoadAndTheFirstLookIsFollowed(t *testing.T) {
	folder := t.TempDir()
	printed := apptest.NewOutput()
	c, err := content.New(content.Config{Lessons: folder}, printed)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := c.Load(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "01-mine.md"), []byte("# Mine\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, signal := context.WithCancel(t.Context())
	var following sync.WaitGroup
	following.Go(func() { c.Follow(ctx) })
	printed.Await(t, "01-mine.md:1:1: ")
	signal()
	following.Wait()
}
