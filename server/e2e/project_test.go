//go:build unix

package e2e

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"twocups/server/app/apptest"
	"twocups/server/course"
)

// reader is who downloads the projects of the lessons and does what these say.
type reader struct {
	address   string                       // of the playground
	home      string                       // the folder into which the reader unzips
	installed map[[sha256.Size]byte]string // where npm has installed what a lock file lists
}

// Every project of every lesson is downloaded, unzipped into an empty folder, and run by
// the commands that stand below it. What it then does is what its lesson promises.
func TestProjectsDoWhatTheirLessonsPromise(t *testing.T) {
	t.Parallel() // npm takes its time
	r := &reader{address: twocups.Start(t), home: t.TempDir(), installed: map[[sha256.Size]byte]string{}}
	for _, lesson := range builtInCourse().Lessons {
		for _, part := range lesson.Body {
			p := part.Project
			if p == nil {
				continue
			}
			t.Run(course.ArchiveName(p.Source), func(t *testing.T) {
				promise := promises[p.Source]
				if promise == nil {
					t.Fatalf("no test knows what %s does: add it to promises", p.Source)
				}
				promise(t, r.run(t, r.download(t, p), p.Commands))
			})
		}
	}
}

// download unzips a project and returns its folder.
func (r *reader) download(t *testing.T, p *course.Project) string {
	t.Helper()
	response, err := http.Get(r.address + "/projects/" + p.Source + ".zip")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatal(response.Status, err)
	}
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(r.home, archive); err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(r.home, course.ArchiveName(p.Source))
	if _, err := os.Stat(filepath.Join(folder, "README.md")); err != nil {
		t.Error("a project without a README:", err)
	}
	return folder
}

// running is a project that runs: a server, as all of them are.
type running struct {
	folder  string
	address string // http://localhost:port
	printed *apptest.Output
}

// run carries out the commands, of which the last starts the server.
func (r *reader) run(t *testing.T, folder, commands string) *running {
	t.Helper()
	lines := strings.Split(commands, "\n")
	for _, line := range lines[:len(lines)-1] {
		if line != "npm ci" {
			finish(t, folder, line)
			continue
		}
		r.install(t, folder)
	}
	p := &running{folder: folder, printed: apptest.NewOutput()}
	last := lines[len(lines)-1]
	if last == "go run ." {
		finish(t, folder, "go build -o "+os.DevNull+" .") // what takes long is done before we wait for its address
	}
	p.start(t, last)
	p.address = strings.TrimPrefix(p.printed.Await(t, `listening on http://localhost:\d+`), "listening on ")
	return p
}

// install has npm install what the lock file lists, once for all projects with the same.
func (r *reader) install(t *testing.T, folder string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(folder, "package-lock.json"))
	if err != nil {
		t.Fatal("npm ci needs a lock file:", err)
	}
	lock := sha256.Sum256(text)
	if ready, ok := r.installed[lock]; ok {
		if err := os.Symlink(ready, filepath.Join(folder, "node_modules")); err != nil {
			t.Fatal(err)
		}
		return
	}
	finish(t, folder, "npm ci")
	r.installed[lock] = filepath.Join(folder, "node_modules")
}

// start starts a command, with all that it starts in turn in a group of its own, which is
// ended with the test.
func (p *running) start(t *testing.T, line string) {
	t.Helper()
	command := inFolder(p.folder, line)
	command.Stdout, command.Stderr = p.printed, p.printed
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := syscall.Kill(-command.Process.Pid, syscall.SIGKILL); err != nil {
			t.Errorf("%s is gone before the end of its test: %v\n%s", line, err, p.printed)
		}
		_ = command.Wait() // killed: that is its error
	})
}

// finish runs a command to its end.
func finish(t *testing.T, folder, line string) {
	t.Helper()
	if printed, err := inFolder(folder, line).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", line, err, printed)
	}
}

// inFolder returns a command as a reader types it, with npm told to ask no more than it
// must, Go to stay out of this module, and the server to take any port.
func inFolder(folder, line string) *exec.Cmd {
	command := exec.Command("sh", "-c", line)
	command.Dir = folder
	command.Env = append(os.Environ(), "PORT=0", "GOWORK=off", "GOFLAGS=", "npm_config_prefer_offline=true",
		"npm_config_ignore_scripts=true", "npm_config_audit=false", "npm_config_fund=false", "npm_config_update_notifier=false")
	return command
}
