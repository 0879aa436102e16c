package course

import (
	"io/fs"
	"strings"

	"github.com/yuin/goldmark/ast"

	"twocups/lessons/play/faulttext"
	"twocups/server/course/folder"
	"twocups/server/course/infostring"
)

// project reads a project block.
func (r *reader) project(n *ast.FencedCodeBlock, in *infostring.Info) *Project {
	r.checkKeys(in, "name", "title", "src")
	p := &Project{
		Name:     r.blockName("project", in),
		Title:    in.Value("title", "Run it yourself"),
		Source:   in.Value("src", ""),
		Commands: strings.TrimSuffix(r.textOf(segments(n)), "\n"),
	}
	if strings.TrimSpace(p.Commands) == "" {
		r.fault(in.Start, faulttext.What("project without commands").Want("a line for each command that a reader runs in its folder"))
	}
	source, given := in.Pair("src")
	if !given {
		r.fault(in.Start, faulttext.What("project without a folder").Want("src=projects/sockets/stage-1"))
		return p
	}
	if what := r.folderFault(source.Value); what != "" {
		r.fault(source.ValueAt, what)
		return p
	}
	a, err := folder.NewArchive(r.fsys, source.Value)
	if err != nil {
		r.fault(source.ValueAt, faulttext.What("src *", source.Value).Because(err.Error()))
		return p
	}
	p.Files, p.Archive = a.Files, a.Zip
	return p
}

// folderFault returns the fault of a project's path, or "" for none.
func (r *reader) folderFault(name string) string {
	switch stat, err := fs.Stat(r.fsys, name); {
	case !fs.ValidPath(name) || name == ".":
		return faulttext.What("src *", name).Want("a folder in the lessons' folder such as projects/sockets/stage-1")
	case err != nil || !stat.IsDir():
		return faulttext.What("src * does not exist", name).Want("a folder of the lessons' folder")
	case !folder.IsPublic(name):
		return faulttext.What("src * is hidden", name).Want("a folder that a browser may get")
	case !folder.IsPortable(name):
		return faulttext.What("src *", name).Want(folder.PortableNames)
	}
	return ""
}
