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
		r.fault(in.start, "project without commands "+faulttext.Want("a line for each command that a reader runs in its folder"))
	}
	source, given := in.pair("src")
	if !given {
		r.fault(in.start, "project without a folder "+faulttext.Want("src=sockets/stage-1"))
		return p
	}
	if what := r.folderFault(source.value); what != "" {
		r.fault(source.valueAt, "src "+faulttext.Quote(source.value)+" "+what)
		return p
	}
	a, err := newArchive(r.fsys, source.value)
	if err != nil {
		r.fault(source.valueAt, "src "+faulttext.Quote(source.value)+": "+err.Error())
		return p
	}
	p.Files, p.Archive = a.names, a.zip
	return p
}

// folderFault returns what is wrong with the path of a project, or "".
func (r *reading) folderFault(name string) string {
	switch stat, err := fs.Stat(r.fsys, name); {
	case !fs.ValidPath(name) || name == ".":
		return faulttext.Want("a folder in the lessons' folder such as sockets/stage-1")
	case err != nil || !stat.IsDir():
		return "does not exist " + faulttext.Want("a folder of the lessons' folder")
	case !IsPublic(name):
		return "is hidden " + faulttext.Want("a folder that a browser may get")
	case !isPortable(name):
		return notPortable
	}
	return ""
}
