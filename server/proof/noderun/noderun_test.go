package noderun

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

func TestAModuleImportsTheFilesBesideIt(t *testing.T) {
	files := fstest.MapFS{
		"word.js":          {Data: []byte(`export const word = "hi";`)},
		"inside/double.js": {Data: []byte(`import { word } from "../word.js"; export const double = word + word;`)},
		"left.js":          {Data: []byte(`export const left = 1;`)},
	}
	const module = `import { existsSync } from "node:fs"; import { double } from "./inside/double.js"; console.log(double, existsSync("left.js"));`
	if printed := Run(t, module, files, "word.js", "inside/*.js"); printed != "hihi false\n" {
		t.Errorf("the module prints %q", printed)
	}
}

// recorder is a test that records the message of its failure.
type recorder struct {
	*testing.T
	message string
}

// Fatalf records a message and stops the test with a panic.
func (r *recorder) Fatalf(format string, values ...any) {
	r.message = fmt.Sprintf(format, values...)
	panic(r)
}

func TestAFailedModuleFailsTheTest(t *testing.T) {
	for _, test := range []struct{ module, pattern, want string }{
		{`console.log("before"); throw new Error("no");`, "word.js", "Error: no"},
		{`console.log("before"); process.exit(3);`, "word.js", "exit status 3\nbefore"},
		{"", "*.mjs", "no file matches *.mjs"},
	} {
		failed := &recorder{T: t}
		func() {
			defer func() {
				if r := recover(); r != failed {
					t.Errorf("%s: ended with %v", test.module, r)
				}
			}()
			Run(failed, test.module, fstest.MapFS{"word.js": {}}, test.pattern)
		}()
		if !strings.Contains(failed.message, test.want) {
			t.Errorf("%s: the test fails with %q, want %q", test.module, failed.message, test.want)
		}
	}
}
