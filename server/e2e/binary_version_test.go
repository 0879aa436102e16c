package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The build records the commit if the repository has a folder .git. A second worktree and an
// unpacked archive have none, and build too.
func TestTheBinarySaysWhatItWasBuiltFrom(t *testing.T) {
	stamp, commit := "-buildvcs=false", "unknown"
	head, err := exec.Command("git", "rev-parse", "HEAD").Output()
	if info, missing := os.Stat("../../.git"); err == nil && missing == nil && info.IsDir() {
		stamp, commit = "-buildvcs=true", strings.TrimSpace(string(head))+"( with changes)?"
	}
	for _, test := range []struct{ stamp, want string }{
		{stamp, `^twocups \S+\ncommit ` + commit + `\ngo1\.\d+\S*\n$`},
		{"-buildvcs=false", `^twocups \(devel\)\ncommit unknown\ngo1\.\d+\S*\n$`},
	} {
		binary := filepath.Join(t.TempDir(), "twocups")
		if printed, err := exec.Command("go", "build", test.stamp, "-o", binary, "twocups/server").CombinedOutput(); err != nil {
			t.Fatalf("building with %s: %v\n%s", test.stamp, err, printed)
		}
		printed, err := exec.Command(binary, "-version").Output()
		if err != nil || !regexp.MustCompile(test.want).Match(printed) {
			t.Errorf("built with %s, -version prints %q and ends with %v, want %s", test.stamp, printed, err, test.want)
		}
	}
}
