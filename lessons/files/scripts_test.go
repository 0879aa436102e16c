package files

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// The page's scripts are modules, and Node takes them for such in a folder that says so.
func TestTheScriptsOfThePageInNode(t *testing.T) {
	folder := t.TempDir()
	scripts, err := filepath.Glob("*.js")
	if err != nil {
		t.Fatal(err)
	}
	const test = "testdata/transfer.test.mjs"
	for _, name := range append(scripts, test) {
		text, err := os.ReadFile(name)
		if err == nil {
			err = os.WriteFile(filepath.Join(folder, filepath.Base(name)), text, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(folder, "package.json"), []byte(`{"type":"module"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	node := exec.Command("node", "--test", filepath.Base(test))
	node.Dir = folder
	if out, err := node.CombinedOutput(); err != nil {
		t.Errorf("testing the scripts in Node, which make test installs: %v\n%s", err, out)
	}
}
