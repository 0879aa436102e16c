// Package noderun runs the scripts of the pages in Node. Tests of scripts that need no browser
// use it.
//
// The scripts are JavaScript modules, and their names end with .js. Node reads a .js file as a
// module if a package.json has "type": "module". [Run] therefore copies the scripts to a folder
// with this package.json.
package noderun

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Run copies the files that match the patterns of [path.Match] to a temporary folder, runs a
// module there, and returns the output of the module. The module imports a file by "./" and the
// file's path. The test fails with the module's output if Node exits with another code than 0.
func Run(t testing.TB, module string, files fs.FS, patterns ...string) string {
	t.Helper()
	folder := t.TempDir()
	write := func(name string, content []byte) {
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
			t.Fatalf("no file matches %s (%v)", pattern, err)
		}
		for _, name := range names {
			content, err := fs.ReadFile(files, name)
			if err != nil {
				t.Fatal(err)
			}
			write(name, content)
		}
	}
	write("package.json", []byte(`{"type":"module"}`))
	write("main.js", []byte(module))
	node := exec.Command("node", "main.js")
	var errors bytes.Buffer
	node.Dir, node.Stderr = folder, &errors
	printed, err := node.Output()
	if err != nil {
		t.Fatalf("running Node, which make test installs: %v\n%s%s", err, printed, &errors)
	}
	return string(printed)
}
