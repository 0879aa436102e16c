package course

import (
	"bytes"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"twocups/lessons/play/faulttext"
	"twocups/server/course/folder"
	"twocups/server/course/highlight"
	"twocups/server/course/infostring"
)

// isDiff reports whether a code block compares files. A diff whose lines the author has
// written is a listing.
func isDiff(in *infostring.Info) bool {
	_, from := in.Pair("from")
	_, to := in.Pair("to")
	return in.Language == "diff" && (from || to)
}

// diff replaces a code block by the comparison of two files, or of two folders.
func (r *reader) diff(n *ast.FencedCodeBlock, in *infostring.Info) {
	r.checkKeys(in, "from", "to")
	if lines := segments(n); strings.TrimSpace(r.textOf(lines)) != "" {
		r.fault(lines[0].Start, faulttext.What("lines below a diff of files").Want("an empty block", "no from= and no to="))
	}
	from, isFrom := in.Pair("from")
	to, isTo := in.Pair("to")
	if !isFrom || !isTo {
		r.fault(in.Start, faulttext.What("diff with one file").Want("from= and to="))
		return
	}
	var figures string
	if folder.IsFolder(r.fsys, from.Value) && folder.IsFolder(r.fsys, to.Value) {
		figures = r.diffFolders(from, to)
	} else if r.fileExists(from) && r.fileExists(to) {
		figures = r.diffFiles(from, to)
	}
	replace(n, &element{open: figures})
}

// diffFiles compares two files, and returns the comparison as HTML.
func (r *reader) diffFiles(from, to infostring.Pair) string {
	var versions [2][]byte
	for i, p := range []infostring.Pair{from, to} {
		src, fault := readSource(r.fsys, p.Value, MaxInclude)
		if fault != nil {
			r.fault(p.ValueAt, faulttext.What(p.Key+" *", p.Value).Because(fault.What))
			return ""
		}
		versions[i] = src.text
	}
	c := &highlight.Comparison{Old: withoutRegionMarkers(versions[0]), New: withoutRegionMarkers(versions[1])}
	c.File, c.From, c.To = commonEnd(from.Value, to.Value)
	return r.comparison(to, c)
}

// diffFolders compares two projects file by file, and returns the comparisons as HTML.
func (r *reader) diffFolders(from, to infostring.Pair) string {
	var projects [2]map[string][]byte
	for i, p := range []infostring.Pair{from, to} {
		var err error
		if projects[i], err = folder.ReadProject(r.fsys, p.Value); err != nil {
			r.fault(p.ValueAt, faulttext.What(p.Key+" *", p.Value).Because(err.Error()))
			return ""
		}
	}
	old, new := projects[0], projects[1]
	all := maps.Clone(old)
	maps.Copy(all, new)
	_, before, after := commonEnd(from.Value, to.Value)
	var figures strings.Builder
	differ := false
	for _, name := range slices.Sorted(maps.Keys(all)) {
		c := &highlight.Comparison{File: name, From: before, To: after, Old: withoutRegionMarkers(old[name]), New: withoutRegionMarkers(new[name])}
		if !bytes.Equal(c.Old, c.New) && !slices.Contains(undiffedFiles, path.Base(name)) {
			figures.WriteString(r.comparison(to, c))
			differ = true
		}
	}
	if !differ {
		r.fault(to.ValueAt, faulttext.What("to * is as *", to.Value, from.Value).Want("folders that differ"))
	}
	return figures.String()
}

// undiffedFiles are the files of a project whose changes tell a reader nothing: programs
// write the first two, and the third says how to run the project.
var undiffedFiles = []string{"package-lock.json", "go.sum", "README.md"}

// withoutRegionMarkers returns the text of a file without the markers of regions, and
// without the line feed of the last line. A diff compares these texts.
func withoutRegionMarkers(text []byte) []byte {
	lines := strings.Split(string(newSource("", text).text), "\n")
	return []byte(strings.TrimSuffix(strings.Join(withoutMarkers(lines), "\n"), "\n"))
}

// comparison returns a comparison as HTML. The place of its faults is the value of to=.
func (r *reader) comparison(to infostring.Pair, c *highlight.Comparison) string {
	if bytes.Equal(c.Old, c.New) {
		r.fault(to.ValueAt, faulttext.What("to * is as from", to.Value).Want("files that differ"))
		return ""
	}
	for _, text := range [][]byte{c.Old, c.New} {
		if invalidUTF8(text) >= 0 || bytes.IndexByte(text, 0) >= 0 {
			r.fault(to.ValueAt, faulttext.What("diff of *, which is no text", c.File).Want("text in UTF-8"))
			return ""
		}
		if lines := bytes.Count(text, []byte("\n")) + 1; lines > highlight.MaxLines {
			r.fault(to.ValueAt, faulttext.What("diff of *, which has "+strconv.Itoa(lines)+" lines", c.File).Want("at most "+strconv.Itoa(highlight.MaxLines)))
			return ""
		}
	}
	return c.HTML()
}

// commonEnd returns the end that two paths have in common as file. It returns the rest of
// each path as before and after, without the folders with which both paths start. For paths
// without a common end, file is the rest of the second path.
func commonEnd(from, to string) (file, before, after string) {
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
