package content_test

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"twocups/server/app/content"
	"twocups/server/proof/leakcheck"
	"twocups/static"
)

func TestMain(m *testing.M) { leakcheck.Main(m) }

func TestALinkDoesNotLeadOutOfTheStaticFolder(t *testing.T) {
	folder := t.TempDir()
	if err := os.CopyFS(folder, static.FS()); err != nil {
		t.Fatal(err)
	}
	outside := filepath.Join(t.TempDir(), "outside")
	if err := os.WriteFile(outside, []byte("a secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(folder, "secret.js")); err != nil {
		t.Fatal(err)
	}
	c, err := content.New(content.Config{Static: folder}, io.Discard)
	if err == nil {
		c.Close()
	}
	if err == nil || !strings.Contains(err.Error(), "secret.js") || !strings.Contains(err.Error(), "path escapes from parent") {
		t.Errorf("loading: %v", err)
	}
}
