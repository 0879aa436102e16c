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
	"twocups/server/course/folder"
)

// reader is a reader who downloads the projects of the lessons and runs them.
type reader struct {
	address   string                       // of Two Cups
	home      string                       // the folder to unzip into
	installed map[[sha256.Size]byte]string // node_modules by the digest of a lock file
}

// Every project of every lesson is downloaded, unzipped into an empty folder, and run with the
// commands below it. It then does what its lesson promises.
func TestProjectsDoWhatTheirLessonsPromise(t *testing.T) {
	t.Parallel() // npm is slow
	r := &reader{address: twocups.Start(t), home: t.TempDir(), installed: map[[sha256.Size]byte]string{}}
	for _, lesson := range builtInCourse().Lessons {
		for _, part := range lesson.Body {
			p := part.Project
			if p == nil {
				continue
			}
			t.Run(folder.ArchiveName(p.Source), func(t *testing.T) {
				promise := promises[p.Source]
				if promise == nil {
					t.Fatalf("no test knows what %s does: add it to promises", p.Source)
				}
				promise(t, r.run(t, r.download(t, p), p.Commands))
			})
		}
	}
}

// download downloads and unzips a project, and returns its folder.
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
	folder := filepath.Join(r.home, folder.ArchiveName(p.Source))
	if _, err := os.Stat(filepath.Join(folder, "README.md")); err != nil {
		t.Error("a project without a README:", err)
	}
	return folder
}

// runningProject is the server of a project while it runs. Every project is a server.
type runningProject struct {
	folder  string
	address string // http://localhost:port
	printed *apptest.Output
}

// run runs the commands, one a line. The last one starts the server.
func (r *reader) run(t *testing.T, folder, commands string) *runningProject {
	t.Helper()
	lines := strings.Split(commands, "\n")
	for _, line := range lines[:len(lines)-1] {
		if line != "npm ci" {
			runCommand(t, folder, line)
			continue
		}
		r.install(t, folder)
	}
	p := &runningProject{folder: folder, printed: apptest.NewOutput()}
	last := lines[len(lines)-1]
	if last == "go run ." {
		runCommand(t, folder, "go build -o "+os.DevNull+" .") // builds first, since the wait for the address is too short for a build
	}
	p.start(t, last)
	p.address = strings.TrimPrefix(p.printed.Await(t, `listening on http://localhost:\d+`), "listening on ")
	return p
}

// install installs the packages of a lock file with npm, once for all projects with the same
// file.
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
	runCommand(t, folder, "npm ci")
	r.installed[lock] = filepath.Join(folder, "node_modules")
}

// start starts a command in a process group of its own, which is killed at the end of the test.
func (p *runningProject) start(t *testing.T, line string) {
	t.Helper()
	command := shellCommand(p.folder, line)
	command.Stdout, command.Stderr = p.printed, p.printed
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := syscall.Kill(-command.Process.Pid, syscall.SIGKILL); err != nil {
			t.Errorf("%s is gone before the end of its test: %v\n%s", line, err, p.printed)
		}
		_ = command.Wait() // the error is the signal
	})
}

// runCommand runs a command and waits for its end.
func runCommand(t *testing.T, folder, line string) {
	t.Helper()
	if printed, err := shellCommand(folder, line).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", line, err, printed)
	}
}

// shellCommand returns a command as a reader types it. Its environment makes npm send as few
// requests as it can, keeps Go out of this module, and lets the server take any free port.
func shellCommand(folder, line string) *exec.Cmd {
	command := exec.Command("sh", "-c", line)
	command.Dir = folder
	command.Env = append(os.Environ(), "PORT=0", "GOWORK=off", "GOFLAGS=", "npm_config_prefer_offline=true",
		"npm_config_ignore_scripts=true", "npm_config_audit=false", "npm_config_fund=false", "npm_config_update_notifier=false")
	return command
}
