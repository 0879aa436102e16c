package structure

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// root is the top of the repository.
const root = "../../.."

// top are the names at the top of the repository, besides those that start with a dot. Each
// further name costs time to a reader who looks for something.
var top = []string{"Makefile", "README.md", "bin", "go.mod", "go.sum", "lessons", "server", "static", "wasm"}

// maxNames is the greatest number of names in a folder that a reader opens first. A reader doesn't
// read a longer list to its end.
const maxNames = 15

// arrows has the packages of this repository that each package imports, without the imports of its
// tests.
var arrows = map[string]string{
	"twocups/lessons":                          "",
	"twocups/lessons/play":                     "lessons/play/digits lessons/play/enum lessons/play/faulttext lessons/play/rfc6455 lessons/play/socketio",
	"twocups/lessons/play/digits":              "lessons/play/faulttext",
	"twocups/lessons/play/enum":                "lessons/play/faulttext",
	"twocups/lessons/play/faulttext":           "",
	"twocups/lessons/play/jsontext":            "lessons/play/digits lessons/play/faulttext",
	"twocups/lessons/play/rfc6455":             "lessons/play/digits lessons/play/enum",
	"twocups/lessons/play/socketio":            "lessons/play/digits lessons/play/enum lessons/play/faulttext lessons/play/jsontext",
	"twocups/lessons/play/wsblock":             "lessons/play lessons/play/digits lessons/play/enum lessons/play/faulttext lessons/play/jsontext lessons/play/rfc6455 lessons/play/socketio",
	"twocups/lessons/programs/chat":            "server/instance server/instance/printable server/socket",
	"twocups/lessons/programs/files":           "lessons/play/rfc6455 server/instance server/instance/printable server/socket",
	"twocups/lessons/programs/game":            "server/instance server/instance/printable server/socket",
	"twocups/lessons/programs/push":            "lessons/play/rfc6455 server/instance server/socket",
	"twocups/lessons/programs/together":        "server/instance server/instance/printable server/socket",
	"twocups/lessons/programs/trouble":         "lessons/play/rfc6455 server/instance server/instance/printable server/socket",
	"twocups/lessons/projects/server-go":       "",
	"twocups/static":                           "",
	"twocups/server":                           "server/app server/app/logging server/app/signals",
	"twocups/server/app":                       "lessons/play lessons/programs/chat lessons/programs/files lessons/programs/game lessons/programs/push lessons/programs/together lessons/programs/trouble server/app/certificate server/app/content server/app/flags server/app/forwarded server/app/health server/app/limitlistener server/app/logging server/asset server/console server/instance server/limit server/limit/memory server/metrics server/socket server/sockets/bytecount server/sockets/command server/sockets/echo server/sockets/fullduplex server/sockets/rawframe server/sockets/rawhandshake server/sockets/room server/sockets/socketio",
	"twocups/server/app/apptest":               "server/socket/sockettest",
	"twocups/server/app/certificate":           "",
	"twocups/server/app/content":               "lessons server/app/logging server/asset server/course server/course/folder server/site static",
	"twocups/server/app/flags":                 "server/limit",
	"twocups/server/app/forwarded":             "",
	"twocups/server/app/health":                "",
	"twocups/server/app/signals":               "",
	"twocups/server/app/limitlistener":         "server/limit server/socket",
	"twocups/server/app/logging":               "server/limit",
	"twocups/server/asset":                     "",
	"twocups/server/console":                   "lessons/play lessons/play/rfc6455 server/limit server/socket server/tap",
	"twocups/server/course":                    "lessons/play lessons/play/digits lessons/play/faulttext lessons/play/wsblock server/course/folder server/course/frontmatter server/course/highlight server/course/infostring server/course/spelling server/course/transcript",
	"twocups/server/course/folder":             "lessons/play/faulttext",
	"twocups/server/course/frontmatter":        "lessons/play/faulttext server/course/spelling",
	"twocups/server/course/highlight":          "",
	"twocups/server/course/infostring":         "lessons/play/faulttext",
	"twocups/server/course/spelling":           "lessons/play/faulttext",
	"twocups/server/course/transcript":         "lessons/play lessons/play/faulttext",
	"twocups/server/e2e":                       "",
	"twocups/server/e2e/browser":               "server/socket/sockettest static",
	"twocups/server/e2e/headless":              "lessons/play lessons/play/rfc6455 lessons/play/wsblock server/socket/sockettest wasm/player",
	"twocups/server/instance":                  "lessons/play lessons/play/rfc6455 server/limit server/limit/memory server/socket",
	"twocups/server/instance/printable":        "",
	"twocups/server/limit":                     "",
	"twocups/server/limit/limittest":           "server/limit",
	"twocups/server/limit/memory":              "server/limit",
	"twocups/server/metrics":                   "server/instance server/socket",
	"twocups/server/proof/conformance":         "",
	"twocups/server/proof/conformance/against": "server/proof/conformance",
	"twocups/server/proof/fairness":            "",
	"twocups/server/proof/leakcheck":           "",
	"twocups/server/proof/noderun":             "",
	"twocups/server/proof/readability":         "lessons server/course",
	"twocups/server/proof/firefox":             "",
	"twocups/server/proof/proxies":             "",
	"twocups/server/proof/versions":            "",
	"twocups/server/proof/structure":           "",
	"twocups/server/site":                      "lessons/play lessons/play/rfc6455 lessons/play/wsblock server/asset server/course server/course/folder server/course/highlight",
	"twocups/server/socket":                    "lessons/play lessons/play/rfc6455 server/limit server/limit/memory server/socket/utf8stream",
	"twocups/server/socket/inprocess":          "",
	"twocups/server/socket/sockettest":         "server/socket",
	"twocups/server/socket/utf8stream":         "",
	"twocups/server/sockets/bytecount":         "lessons/play lessons/play/rfc6455 server/socket",
	"twocups/server/sockets/command":           "lessons/play/faulttext lessons/play/rfc6455 lessons/play/wsblock server/socket server/sockets/commandtext",
	"twocups/server/sockets/commandtext":       "lessons/play lessons/play/digits lessons/play/faulttext",
	"twocups/server/sockets/echo":              "lessons/play server/socket",
	"twocups/server/sockets/fullduplex":        "lessons/play lessons/play/rfc6455 server/socket",
	"twocups/server/sockets/rawframe":          "lessons/play lessons/play/digits lessons/play/faulttext lessons/play/rfc6455 lessons/play/wsblock server/socket server/socket/inprocess server/socket/utf8stream server/sockets/commandtext server/tap",
	"twocups/server/sockets/rawhandshake":      "lessons/play lessons/play/faulttext lessons/play/rfc6455 lessons/play/wsblock server/socket server/socket/inprocess",
	"twocups/server/sockets/room":              "lessons/play lessons/play/rfc6455 lessons/play/wsblock server/socket",
	"twocups/server/sockets/socketio":          "lessons/play lessons/play/faulttext lessons/play/jsontext lessons/play/rfc6455 lessons/play/socketio server/limit server/socket server/sockets/socketio/engineio",
	"twocups/server/sockets/socketio/engineio": "lessons/play/jsontext lessons/play/rfc6455 lessons/play/socketio server/limit server/limit/memory server/socket",
	"twocups/server/tap":                       "lessons/play lessons/play/rfc6455 lessons/play/socketio server/socket/utf8stream",
	"twocups/wasm":                             "lessons/play lessons/play/rfc6455 lessons/play/wsblock wasm/player wasm/wsjs",
	"twocups/wasm/build/joindata":              "",
	"twocups/wasm/build/precompress":           "server/asset",
	"twocups/wasm/player":                      "lessons/play lessons/play/digits lessons/play/jsontext lessons/play/rfc6455 lessons/play/socketio lessons/play/wsblock",
	"twocups/wasm/wsjs":                        "lessons/play lessons/play/rfc6455",

	"twocups/server/proof/socketioconformance":         "",
	"twocups/server/proof/socketioconformance/against": "server/proof/socketioconformance",
	"twocups/server/proof/socketioconformance/target":  "lessons/play/socketio server/proof/socketioconformance server/socket server/sockets/socketio server/sockets/socketio/engineio",
}

// light has the packages of the standard library that the module may import, besides the internal
// packages of Go. Other packages are too large: fmt would add 122 KB to the module, encoding/json
// 206 KB, and time 39 KB.
var light = []string{"cmp", "errors", "io", "iter", "math/bits", "runtime", "slices", "strconv", "strings",
	"sync", "sync/atomic", "unicode", "unicode/utf16", "unicode/utf8", "unsafe"}

// budget is the greatest size of the module in bytes of brotli. A slow phone loads a kilobyte
// in 5 ms. We aim at 450,000 at most; the budget is less, so that this test notices growth. An empty
// Go module, built as ours is, has 347,000.
const budget = 425_000

func TestTopOfTheRepositoryIsTheAgreedOne(t *testing.T) {
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if name := entry.Name(); !strings.HasPrefix(name, ".") && !slices.Contains(top, name) {
			t.Errorf("%s at the top of the repository (want %s)", name, strings.Join(top, ", "))
		}
	}
}

// The files of the lessons don't count: a reader of the course knows the lessons by their numbers.
func TestAFolderThatIsOpenedFirstShowsFewNames(t *testing.T) {
	for _, folder := range []string{"lessons", "server", "static", "wasm"} {
		entries, err := os.ReadDir(filepath.Join(root, folder))
		if err != nil {
			t.Fatal(err)
		}
		names := 0
		for _, entry := range entries {
			if lesson, _ := filepath.Match("[0-9][0-9]-*.md", entry.Name()); !lesson {
				names++
			}
		}
		if names > maxNames {
			t.Errorf("%s shows %d names (want at most %d)", folder, names, maxNames)
		}
	}
}

func TestPackagesHaveTheImportsOfTheArrows(t *testing.T) {
	const format = `{{.ImportPath}} {{join .Imports " "}}`
	lines := append(list(t, native, "-f", format, "./..."), list(t, page, "-f", format, "./wasm/...")...)
	found := map[string][]string{} // package -> packages of this repository that it imports
	for _, line := range lines {
		imports := strings.Fields(line)
		name := imports[0]
		if _, known := arrows[name]; !known {
			t.Errorf("%s is new: list in arrows the packages that it may import", name)
		}
		found[name] = append(found[name], ourPackages(imports[1:])...)
	}
	for name, allowed := range arrows {
		imports, exists := found[name]
		if !exists {
			t.Errorf("arrows has %s, which is no package", name)
		}
		for _, imported := range imports {
			if !slices.Contains(strings.Fields(allowed), imported) {
				t.Errorf("%s imports %s (want only %q)", name, imported, allowed)
			}
		}
		for imported := range strings.FieldsSeq(allowed) {
			if !slices.Contains(imports, imported) {
				t.Errorf("%s does not import %s: remove the arrow", name, imported)
			}
		}
	}
}

// ourPackages returns the folders of the imports that are packages of this repository.
func ourPackages(imports []string) (folders []string) {
	for _, imported := range imports {
		if folder, ours := strings.CutPrefix(imported, "twocups/"); ours {
			folders = append(folders, folder)
		}
	}
	return folders
}

func TestPackagePlayNeedsOnlyTheStandardLibrary(t *testing.T) {
	for _, name := range list(t, native, "-deps", "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}", "./lessons/play/...") {
		if !isIn(name, "twocups/lessons/play") {
			t.Errorf("lessons/play needs %s (want only the standard library)", name)
		}
	}
}

func TestServerAndModuleDoNotImportEachOther(t *testing.T) {
	for _, name := range list(t, native, "-deps", "./server") {
		if isIn(name, "twocups/wasm") {
			t.Errorf("the server needs %s of the module", name)
		}
	}
	for _, name := range list(t, page, "-deps", "./wasm") {
		if isIn(name, "twocups/server") {
			t.Errorf("the module needs %s of the server", name)
		}
	}
}

func TestModuleImportsOnlyLightPackages(t *testing.T) {
	for _, name := range list(t, page, "-deps", "./wasm", "./lessons/play/...") {
		if !isIn(name, "twocups") && !isIn(name, "internal") && !slices.Contains(light, name) {
			t.Errorf("the module needs %s, which is too large, or not measured yet (want %s)", name, strings.Join(light, ", "))
		}
	}
}

func TestModuleIsWithinItsBudget(t *testing.T) {
	module, err := os.Stat(filepath.Join(root, "static/gen/twocups.wasm.br"))
	if err != nil {
		t.Fatalf("the module is not built (run make build): %v", err)
	}
	if module.Size() > budget {
		t.Errorf("the module is %d bytes in brotli (want at most %d)", module.Size(), budget)
	}
}

// isIn reports whether a package is in the folder or below it.
func isIn(name, folder string) bool { return name == folder || strings.HasPrefix(name, folder+"/") }

// The two platforms that the code is built for.
var (
	native = []string{}
	page   = []string{"GOOS=js", "GOARCH=wasm"}
)

// list returns the lines that go list prints at the top of the repository.
func list(t *testing.T, platform []string, args ...string) []string {
	t.Helper()
	statGoFiles(t)
	command := exec.Command("go", append([]string{"list"}, args...)...)
	command.Dir = root
	command.Env = append(os.Environ(), platform...)
	var errors strings.Builder
	command.Stderr = &errors
	out, err := command.Output()
	if err != nil {
		t.Fatalf("go list %s: %v\n%s", strings.Join(args, " "), err, errors.String())
	}
	return strings.FieldsFunc(string(out), func(r rune) bool { return r == '\n' })
}

// statGoFiles calls os.Stat for every Go file. The go command caches a test's result until a file
// changes that the test itself has opened or examined. It doesn't know the files that go list reads.
func statGoFiles(t *testing.T) {
	t.Helper()
	for _, folder := range []string{"lessons", "server", "static", "wasm"} {
		err := filepath.WalkDir(filepath.Join(root, folder), func(name string, entry fs.DirEntry, err error) error {
			if err == nil && filepath.Ext(name) == ".go" {
				_, err = os.Stat(name)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
