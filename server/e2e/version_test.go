package e2e

import (
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
)

func TestTheBinarySaysWhatItWasBuiltFrom(t *testing.T) {
	for _, test := range []struct{ name, stamp, want string }{
		{"as go build does by itself", "-buildvcs=auto", `^twocups \S+\ncommit ([0-9a-f]{40}( with changes)?|unknown)\ngo1\.\d+\S*\n$`},
		{"outside of a repository", "-buildvcs=false", `^twocups \(devel\)\ncommit unknown\ngo1\.\d+\S*\n$`},
	} {
		t.Run(test.name, func(t *testing.T) {
			binary := filepath.Join(t.TempDir(), "twocups")
			if printed, err := exec.Command("go", "build", test.stamp, "-o", binary, "twocups/server").CombinedOutput(); err != nil {
				t.Fatalf("building: %v\n%s", err, printed)
			}
			printed, err := exec.Command(binary, "-version").Output()
			if err != nil || !regexp.MustCompile(test.want).Match(printed) {
				t.Errorf("-version prints %q and ends with %v, want %s", printed, err, test.want)
			}
		})
	}
}
