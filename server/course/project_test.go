package course

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"twocups/server/course/folder"
)

// withProject makes a folder with one lesson that offers a project of files.
func withProject(files map[string]string) fstest.MapFS {
	fsys := courseFolder(map[string]string{"01-a.md": front + "```project src=p/one\nnpm start\n```\n"})
	for name, text := range files {
		fsys["p/one/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

// projectOf loads the one project of a folder.
func projectOf(t *testing.T, fsys fstest.MapFS) *Project {
	t.Helper()
	course := Load(fsys)
	for _, fault := range course.AllFaults() {
		t.Fatal(fault)
	}
	return course.Lessons[0].Body[0].Project
}

// unzip returns the files of an archive by their names.
func unzip(t *testing.T, archive []byte) map[string]string {
	t.Helper()
	reader, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, entry := range reader.File {
		file, err := entry.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(file)
		if err != nil {
			t.Fatal(err)
		}
		files[entry.Name] = string(text)
	}
	return files
}

func TestAnArchiveHasTheFilesOfItsProjectInOneFolder(t *testing.T) {
	p := projectOf(t, withProject(map[string]string{
		"server.js": "listen()", "src/a.js": "a", "README.md": "# One", "go.mod.txt": "module one", "lib/go.sum.txt": "sum",
		".env": "secret", "src/.b.js.swp": "hidden", ".git/config": "hidden", "node_modules/ws/index.js": "installed", "src/node_modules/x": "installed",
	}))
	want := map[string]string{
		"p-one/server.js": "listen()", "p-one/src/a.js": "a", "p-one/README.md": "# One", "p-one/go.mod": "module one", "p-one/lib/go.sum": "sum",
	}
	if got := unzip(t, p.Archive); !reflect.DeepEqual(got, want) {
		t.Errorf("unpacked %q, want %q", got, want)
	}
	if got, want := fmt.Sprint(p.Files), "[README.md go.mod lib/go.sum server.js src/a.js]"; got != want {
		t.Errorf("files %s, want %s", got, want)
	}
}

func TestTheSameFilesMakeTheSameArchive(t *testing.T) {
	files := map[string]string{"b.js": "b", "a.js": "a", "c/d.js": "d"}
	first, second := withProject(files), withProject(files)
	for _, file := range second {
		file.ModTime, file.Mode = time.Unix(1e9, 0), 0o755
	}
	if !bytes.Equal(projectOf(t, first).Archive, projectOf(t, second).Archive) {
		t.Error("other times and permissions make another archive")
	}
}

func TestAProjectAtItsLimitsHasNoFault(t *testing.T) {
	full := map[string]string{"big.js": strings.Repeat("a", folder.MaxProject)}
	for i := range folder.MaxProjectFiles - 1 {
		full[fmt.Sprintf("%d.js", i)] = ""
	}
	if got := len(projectOf(t, withProject(full)).Files); got != folder.MaxProjectFiles {
		t.Errorf("%d files, want %d", got, folder.MaxProjectFiles)
	}
}

func TestFaultsOfProjects(t *testing.T) {
	project := func(info, body string) map[string]string {
		files := lessonWith(front + "```project " + info + "\n" + body + "```\n")
		files["p/.hidden/a.js"], files["p/node_modules/a.js"], files["p/empty/.a"] = "a", "a", "a"
		return files
	}
	many, big := project("src=many", "npm start\n"), project("src=big", "npm start\n")
	for i := range folder.MaxProjectFiles + 1 {
		many[fmt.Sprintf("many/%d.js", i)] = ""
	}
	big["big/1"], big["big/2"] = strings.Repeat("a", folder.MaxProject), "a"
	huge, named := project("src=huge", "npm start\n"), project("src=named", "npm start\n")
	huge["huge/1"], named[`named/a\b`] = strings.Repeat("a", folder.MaxProject+1), "a"
	odd := project("src=\"a b\"", "npm start\n")
	odd["a b/c"] = "c"
	checkFaults(t, []faultCase{
		{"nothing", project("", ""), []string{
			"01-a.md:8:4: project without commands (want a line for each command that a reader runs in its folder)",
			"01-a.md:8:4: project without a folder (want src=projects/sockets/stage-1)",
		}},
		{"climbing", project("src=../e", "x\n"), []string{`01-a.md:8:16: src "../e" (want a folder in the lessons' folder such as projects/sockets/stage-1)`}},
		{"all", project("src=.", "x\n"), []string{`01-a.md:8:16: src "." (want a folder in the lessons' folder such as projects/sockets/stage-1)`}},
		{"none", project("src=none", "x\n"), []string{`01-a.md:8:16: src "none" does not exist (want a folder of the lessons' folder)`}},
		{"a file", project("src=e/a.js", "x\n"), []string{`01-a.md:8:16: src "e/a.js" does not exist (want a folder of the lessons' folder)`}},
		{"hidden", project("src=p/.hidden", "x\n"), []string{`01-a.md:8:16: src "p/.hidden" is hidden (want a folder that a browser may get)`}},
		{"installed", project("src=p/node_modules", "x\n"), []string{`01-a.md:8:16: src "p/node_modules" is hidden (want a folder that a browser may get)`}},
		{"empty", project("src=p/empty", "x\n"), []string{`01-a.md:8:16: src "p/empty": folder without files (want a project)`}},
		{"many files", many, []string{`01-a.md:8:16: src "many": too many files (want at most 100, folders included)`}},
		{"big files", big, []string{`01-a.md:8:16: src "big": project too big (want at most 1048576 bytes)`}},
		{"a big file", huge, []string{`01-a.md:8:16: src "huge": "1": file too big (want at most 1048576 bytes)`}},
		{"a file's odd name", named, []string{`01-a.md:8:16: src "named": "a\\b" (want names of letters, digits, dots, hyphens and underscores)`}},
		{"a folder's odd name", odd, []string{`01-a.md:8:16: src "a b" (want names of letters, digits, dots, hyphens and underscores)`}},
		{"unknown keys", project("src=e srcs=e", "x\n"), []string{`01-a.md:8:18: unknown key "srcs" of a project block (did you mean "src"?)`}},
		{"in a list", lessonWith(front + "- ```project src=e\n  x\n  ```\n"), []string{"01-a.md:8:6: project block inside a list or a quote (want it at the left margin of the text)"}},
	})
}

func TestAProjectHasOnlyRegularFiles(t *testing.T) {
	fsys := withProject(map[string]string{"a.js": "a"})
	fsys["p/one/pipe"] = &fstest.MapFile{Mode: os.ModeNamedPipe}
	want := `[01-a.md:8:16: src "p/one": "pipe" is no regular file (want files and folders)]`
	if got := fmt.Sprint(Load(fsys).AllFaults()); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
