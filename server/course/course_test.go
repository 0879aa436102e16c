package course

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
)

func TestABrokenLessonLeavesTheOthersWhole(t *testing.T) {
	course := Load(courseFolder(map[string]string{
		"02-broken.md": front + "# One\n",
		"01-whole.md":  front + "Hello\n",
		"10-last.md":   front + "Bye\n",
		"notes.md":     "mine",
	}))
	if len(course.Lessons) != 3 || len(course.Faults) != 1 || len(course.AllFaults()) != 2 {
		t.Fatalf("lessons %d, faults %v", len(course.Lessons), course.AllFaults())
	}
	for i, want := range []struct {
		slug   string
		number int
		parts  int
	}{{"whole", 1, 1}, {"broken", 2, 0}, {"last", 10, 1}} {
		l := course.Lessons[i]
		if l.Slug != want.slug || l.Number != want.number || len(l.Body) != want.parts || l.Title != "A lesson" {
			t.Errorf("lesson %d: %+v, want %+v", i, l, want)
		}
		if course.Lesson(want.slug) != l {
			t.Errorf("Lesson(%q) is another one", want.slug)
		}
	}
	if course.Lesson("none") != nil {
		t.Error(`Lesson("none") is not nil`)
	}
}

func TestLoadGivesTheSameEachTime(t *testing.T) {
	fsys := manyLessons(50)
	fsys["07-broken.md"] = &fstest.MapFile{Data: []byte("# x <b> [x](y)\n```ws\nx\n```\n")}
	fsys["transcripts/07-broken.json"] = &fstest.MapFile{Data: []byte(`{"c": [], "b": [], "a": []}`)}
	first := Load(fsys)
	if len(first.AllFaults()) != 8+1 { // one more for the duplicate number
		t.Errorf("faults: %v", first.AllFaults())
	}
	for range 3 {
		if !reflect.DeepEqual(first, Load(fsys)) {
			t.Fatal("a second Load gives something else")
		}
	}
}

// unreadableFS is a folder whose files can be listed, but not opened.
type unreadableFS struct{ fstest.MapFS }

var errDisk = errors.New("the disk is on fire")

func (u unreadableFS) Open(name string) (fs.File, error) {
	if strings.Contains(name, ".") && name != "." {
		return nil, &fs.PathError{Op: "open", Path: "/home/me/" + name, Err: errDisk}
	}
	return u.MapFS.Open(name)
}

func TestAFileThatCannotBeReadIsAFault(t *testing.T) {
	course := Load(unreadableFS{courseFolder(lessonWith(front))})
	if got := fmt.Sprint(course.AllFaults()); got != "[01-a.md:1:1: reading the file: the disk is on fire]" {
		t.Error(got)
	}
}

func TestAFolderThatCannotBeReadIsAFault(t *testing.T) {
	course := Load(os.DirFS(t.TempDir() + "/none"))
	if got := fmt.Sprint(course.AllFaults()); len(course.Lessons) != 0 || !strings.HasPrefix(got, "[.:1:1: reading the lessons' folder: ") || strings.Contains(got, "none") {
		t.Error(got)
	}
}

func TestALessonOfTheGreatestSizeIsRead(t *testing.T) {
	files := lessonWith(front + strings.Repeat("a", MaxLesson-len(front)))
	if faults := Load(courseFolder(files)).AllFaults(); len(faults) > 0 {
		t.Error(faults)
	}
}

// manyLessons makes a course of lessons as long as real ones.
func manyLessons(n int) fstest.MapFS {
	fsys := fstest.MapFS{"e/a.js": {Data: []byte("// #region one\nconst socket = new WebSocket('/echo');\n// #endregion\n")}}
	var text strings.Builder
	text.WriteString(front)
	for i := range 6 {
		fmt.Fprintf(&text, "## Part %d\n\n%s\n\n", i, strings.Repeat("Some *prose* with `code` and [a link](#part-0). ", 12))
		text.WriteString("```js include=e/a.js region=one mark=1\n```\n\n")
		text.WriteString("```go file=main.go\npackage main\n\nfunc main() {\n\tprintln(\"hello\", 42) // a comment\n}\n```\n\n")
		text.WriteString("```ws\nconnect /echo\n> It is **open**.\nmessage Hello\nexpect echo\n> It came *back*.\ndisconnect 1000 bye\n```\n\n")
		text.WriteString("> [!NOTE]\n> A note.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n")
	}
	for i := range n {
		fsys[fmt.Sprintf("%02d-lesson-%d.md", i+1, i+1)] = &fstest.MapFile{Data: []byte(text.String())}
	}
	return fsys
}
