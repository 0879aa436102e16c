package course

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"twocups/lessons/play/faulttext"
	"twocups/lessons/play/wsblock"
	"twocups/server/course/folder"
	"twocups/server/course/infostring"
)

// Downloads is the permission that a lesson can give to a program: the browser may then save
// files that the program makes.
const Downloads = "downloads"

// noJoin is the value of join for a program whose instance others can't join.
const noJoin = "no"

// program reads a program block.
func (r *reader) program(n *ast.FencedCodeBlock, in *infostring.Info) *Program {
	r.checkKeys(in, "name", "title", "src", "clients", "join", "press", "allow")
	p := &Program{
		Name:   r.blockName("program", in),
		Title:  in.Value("title", defaultTitle),
		Source: in.Value("src", ""),
		Press:  in.Value("press", ""),
		Allow:  in.Value("allow", ""),
		Output: strings.TrimSuffix(r.textOf(segments(n)), "\n"),
	}
	source, given := in.Pair("src")
	switch {
	case !given:
		r.fault(in.Start, faulttext.What("program without a page").Want("src=programs/events/hello.html"))
	case path.Ext(source.Value) != ".html":
		r.fault(source.ValueAt, faulttext.What("src *", source.Value).Want("a page whose name ends in .html"))
	case r.fileExists(source) && !folder.IsPublic(source.Value):
		r.fault(source.ValueAt, faulttext.What("src * is hidden", source.Value).Want("a page that a browser may get"))
	}
	if clients, given := in.Pair("clients"); given {
		p.Clients = r.clients(clients)
	}
	if join, given := in.Pair("join"); given {
		if p.NoJoin = true; join.Value != noJoin || len(p.Clients) == 0 {
			r.fault(join.ValueAt, faulttext.What("join *", join.Value).Want(noJoin+", in a block with clients="))
		}
	}
	if press, given := in.Pair("press"); given {
		r.checkPress(press, p.Clients)
	}
	if allow, given := in.Pair("allow"); given && allow.Value != Downloads {
		r.fault(allow.ValueAt, faulttext.What("allow *", allow.Value).Want(Downloads))
	}
	return p
}

// clients reads the names of a program's clients. The tags of their connections have the
// same names in lower case.
func (r *reader) clients(p infostring.Pair) []string {
	var names []string
	for name := range strings.SplitSeq(p.Value, ", ") {
		switch same := func(other string) bool { return strings.EqualFold(name, other) }; {
		case name == "" || len(name) > wsblock.MaxName || strings.Trim(strings.ToLower(name), "abcdefghijklmnopqrstuvwxyz") != "":
			r.fault(p.ValueAt, faulttext.What("client *", name).Want("a name of at most "+strconv.Itoa(wsblock.MaxName)+" letters"))
		case slices.ContainsFunc(names, same):
			r.fault(p.ValueAt, faulttext.What("client * twice", name).Want("each name once"))
		}
		names = append(names, name)
	}
	if len(names) > wsblock.MaxClients {
		r.fault(p.ValueAt, faulttext.What("clients *", p.Value).Want("at most "+strconv.Itoa(wsblock.MaxClients)+" names"))
	}
	return names
}

// checkPress checks the selectors of the buttons to press, and the client before each selector.
func (r *reader) checkPress(p infostring.Pair, clients []string) {
	for selector := range strings.SplitSeq(p.Value, ", ") {
		if len(clients) > 0 {
			name, rest, found := strings.Cut(selector, ": ")
			if !found || !slices.Contains(clients, name) {
				r.fault(p.ValueAt, faulttext.What("press *", selector).Want(`one of the clients before it, such as "`+clients[0]+`: #send"`))
				return
			}
			selector = rest
		}
		if strings.TrimSpace(selector) == "" {
			r.fault(p.ValueAt, faulttext.What("press * has an empty selector", p.Value).Want(`selectors separated by ", "`))
			return
		}
	}
}
