package course

import (
	"bytes"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"twocups/lessons/play/faulttext"
)

// comparison is two versions of a file.
type comparison struct {
	file     string // what the versions share of their paths: "server.js"
	from, to string // what they don't: "stage-1", "stage-2"
	old, new []byte // without the line feed of the last line
}

// isDiff says whether a code block is a comparison of files, and no diff that its
// author has written.
func isDiff(in *info) bool {
	_, from := in.pair("from")
	_, to := in.pair("to")
	return in.language == "diff" && (from || to)
}

// diff puts the comparison of two files, or of two folders, in the place of a code block.
func (r *reading) diff(n *ast.FencedCodeBlock, in *info) {
	r.keys(in, "from", "to")
	if strings.TrimSpace(r.lines(n)) != "" {
		r.fault(n.Lines().At(0).Start, faulttext.What("lines below a diff of files").Want("an empty block", "no from= and no to="))
	}
	from, isFrom := in.pair("from")
	to, isTo := in.pair("to")
	if !isFrom || !isTo {
		r.fault(in.start, faulttext.What("diff with one file").Want("from= and to="))
		return
	}
	var figures string
	if isFolder(r.fsys, from.value) && isFolder(r.fsys, to.value) {
		figures = r.folders(from, to)
	} else if r.exists(from) && r.exists(to) {
		figures = r.versions(from, to)
	}
	replace(n, &element{open: figures})
}

func isFolder(fsys fs.FS, name string) bool {
	if !fs.ValidPath(name) {
		return false
	}
	stat, err := fs.Stat(fsys, name)
	return err == nil && stat.IsDir()
}

// versions compares two files.
func (r *reading) versions(from, to pair) string {
	var texts [2][]byte
	for i, p := range []pair{from, to} {
		src, fault := readSource(r.fsys, p.value, MaxInclude)
		if fault != nil {
			r.fault(p.valueAt, faulttext.What(p.key+" *", p.value).Because(fault.What))
			return ""
		}
		texts[i] = src.text
	}
	c := comparison{old: readable(texts[0]), new: readable(texts[1])}
	c.file, c.from, c.to = apart(from.value, to.value)
	return r.compared(to, c)
}

// folders compares two projects, file by file.
func (r *reading) folders(from, to pair) string {
	var files [2]map[string][]byte
	for i, p := range []pair{from, to} {
		var err error
		if files[i], err = projectFiles(r.fsys, p.value); err != nil {
			r.fault(p.valueAt, faulttext.What(p.key+" *", p.value).Because(err.Error()))
			return ""
		}
	}
	old, new := files[0], files[1]
	all := maps.Clone(old)
	maps.Copy(all, new)
	_, before, after := apart(from.value, to.value)
	var figures strings.Builder
	differ := false
	for _, name := range slices.Sorted(maps.Keys(all)) {
		c := comparison{name, before, after, readable(old[name]), readable(new[name])}
		if !bytes.Equal(c.old, c.new) && !slices.Contains(unread, path.Base(name)) {
			figures.WriteString(r.compared(to, c))
			differ = true
		}
	}
	if !differ {
		r.fault(to.valueAt, faulttext.What("to * is as *", to.value, from.value).Want("folders that differ"))
	}
	return figures.String()
}

// unread are the files of a project whose changes tell a reader nothing: what programs
// write, and what says how to run it.
var unread = []string{"package-lock.json", "go.sum", "README.md"}

// readable returns a text as it is compared: without the markers of regions, and
// whether its last line ends does not count.
func readable(text []byte) []byte {
	lines := strings.Split(string(newSource("", text).text), "\n")
	return []byte(strings.TrimSuffix(strings.Join(withoutMarkers(lines), "\n"), "\n"))
}

// compared writes a comparison as HTML. Its faults stand at the new version.
func (r *reading) compared(to pair, c comparison) string {
	if bytes.Equal(c.old, c.new) {
		r.fault(to.valueAt, faulttext.What("to * is as from", to.value).Want("files that differ"))
		return ""
	}
	for _, text := range [][]byte{c.old, c.new} {
		if invalidUTF8(text) >= 0 || bytes.IndexByte(text, 0) >= 0 {
			r.fault(to.valueAt, faulttext.What("diff of *, which is no text", c.file).Want("text in UTF-8"))
			return ""
		}
		if lines := bytes.Count(text, []byte("\n")) + 1; lines > maxCompared {
			r.fault(to.valueAt, faulttext.What("diff of *, which has "+strconv.Itoa(lines)+" lines", c.file).Want("at most "+strconv.Itoa(maxCompared)))
			return ""
		}
	}
	return c.figure()
}

// apart returns the end that two paths share, and what is before it in each of them,
// without the folders that they share.
func apart(from, to string) (file, before, after string) {
	a, b := strings.Split(from, "/"), strings.Split(to, "/")
	for len(a) > 1 && len(b) > 1 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	var shared []string
	for len(a) > 1 && len(b) > 1 && a[len(a)-1] == b[len(b)-1] {
		shared = append([]string{a[len(a)-1]}, shared...)
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	before, after = path.Join(a...), path.Join(b...)
	if len(shared) == 0 {
		return after, before, after
	}
	return path.Join(shared...), before, after
}
