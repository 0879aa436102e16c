package course

import (
	"io/fs"
	"strings"

	"github.com/yuin/goldmark/ast"

	"twocups/lessons/play/faulttext"
)

// project reads a project block.
func (r *reading) project(n *ast.FencedCodeBlock, in *info) *Project {
	r.keys(in, "name", "title", "src")
	p := &Project{
		Name:     r.name("project", in),
		Title:    in.value("title", "Run it yourself"),
		Source:   in.value("src", ""),
		Commands: strings.TrimSuffix(r.lines(n), "\n"),
	}
	if strings.TrimSpace(p.Commands) == "" {
		r.fault(in.start, faulttext.What("project without commands").Want("a line for each command that a reader runs in its folder"))
	}
	source, given := in.pair("src")
	if !given {
		r.fault(in.start, faulttext.What("project without a folder").Want("src=sockets/stage-1"))
		return p
	}
	if what := r.folderFault(source.value); what != "" {
		r.fault(source.valueAt, what)
		return p
	}
	a, err := newArchive(r.fsys, source.value)
	if err != nil {
		r.fault(source.valueAt, faulttext.What("src *", source.value).Because(err.Error()))
		return p
	}
	p.Files, p.Archive = a.names, a.zip
	return p
}

// folderFault returns what is wrong with the path of a project, or "".
func (r *reading) folderFault(name string) string {
	switch stat, err := fs.Stat(r.fsys, name); {
	case !fs.ValidPath(name) || name == ".":
		return faulttext.What("src *", name).Want("a folder in the lessons' folder such as sockets/stage-1")
	case err != nil || !stat.IsDir():
		return faulttext.What("src * does not exist", name).Want("a folder of the lessons' folder")
	case !IsPublic(name):
		return faulttext.What("src * is hidden", name).Want("a folder that a browser may get")
	case !isPortable(name):
		return faulttext.What("src *", name).Want(portableNames)
	}
	return ""
}
