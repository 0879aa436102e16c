// Package noderun runs the pages' own scripts in Node, for tests. The scripts are
// JavaScript modules under the name *.js, as browsers take them; Node does so where a
// package.json says it. Run therefore puts them into a folder of their own.
package noderun

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Run puts the files that match a pattern (path.Match) into a folder, each under its path, runs the
// module there, which may import them by "./" and that path, and returns what it prints.
// The test fails with all that was printed if Node does not end with 0.
func Run(t testing.TB, module string, files fs.FS, patterns ...string) string {
	t.Helper()
	folder := t.TempDir()
	put := func(name string, content []byte) {
		path := filepath.Join(folder, filepath.FromSlash(name))
		err := os.MkdirAll(filepath.Dir(path), 0o700)
		if err == nil {
			err = os.WriteFile(path, content, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, pattern := range patterns {
		names, err := fs.Glob(files, pattern)
		if err != nil || len(names) == 0 {
			t.Fatalf("no file is named %s (%v)", pattern, err)
		}
		for _, name := range names {
			content, err := fs.ReadFile(files, name)
			if err != nil {
				t.Fatal(err)
			}
			put(name, content)
		}
	}
	put("package.json", []byte(`{"type":"module"}`))
	put("main.js", []byte(module))
	node := exec.Command("node", "main.js")
	var errors bytes.Buffer
	node.Dir, node.Stderr = folder, &errors
	printed, err := node.Output()
	if err != nil {
		t.Fatalf("running Node, which make test installs: %v\n%s%s", err, printed, &errors)
	}
	return string(printed)
}
