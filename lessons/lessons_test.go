package lessons_test

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"

	"twocups/lessons"
)

// read returns a file of the course.
func read(t *testing.T, name string) []byte {
	t.Helper()
	text, err := fs.ReadFile(lessons.FS(), name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// A lock file names the packages that npm installs, but no registry, because npm asks the
// reader's own registry.
func TestEveryNodeProjectHasALockFileThatNamesNoRegistry(t *testing.T) {
	err := fs.WalkDir(lessons.FS(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.Name() == "node_modules" {
			t.Errorf("%s would be built into the program: remove it", name)
			return fs.SkipDir
		}
		if entry.Name() != "package.json" {
			return nil
		}
		lock := read(t, path.Join(path.Dir(name), "package-lock.json"))
		if !bytes.Contains(lock, []byte(`"integrity": "sha512-`)) || bytes.Contains(lock, []byte(`"resolved"`)) {
			t.Errorf("the lock file beside %s: want hashes, and no addresses (npm install --package-lock-only --omit-lockfile-registry-resolved)", name)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func TestTheStagesWithSocketIOInstallTheSame(t *testing.T) {
	for _, name := range []string{"package.json", "package-lock.json"} {
		want := read(t, "projects/sockets/stage-2/"+name)
		for _, stage := range []string{"3", "4", "5"} {
			if got := read(t, "projects/sockets/stage-"+stage+"/"+name); !bytes.Equal(got, want) {
				t.Errorf("%s of stage %s is not that of stage 2", name, stage)
			}
		}
	}
}

func TestBothServersHaveTheSamePage(t *testing.T) {
	for _, name := range []string{"index.html", "client.js"} {
		if !bytes.Equal(read(t, "projects/server-go/public/"+name), read(t, "projects/server-node/public/"+name)) {
			t.Errorf("%s differs in server-go and server-node", name)
		}
	}
}

// The project is a part of our module until a reader unzips it, so it is tested with the
// version of gorilla/websocket that the reader gets.
func TestTheProjectInGoHasOurGorilla(t *testing.T) {
	ours, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(read(t, "projects/server-go/go.mod.txt"))) {
		if required, found := strings.CutPrefix(line, "require "); found && !bytes.Contains(ours, []byte("\t"+required)) {
			t.Errorf("go.mod.txt requires %q, and go.mod another version", required)
		}
	}
}
