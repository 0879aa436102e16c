package course

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"twocups/lessons/play/faulttext"
	"twocups/lessons/play/wsblock"
)

// Downloads is what a program may be allowed beside running scripts: to have the browser
// save a file.
const Downloads = "downloads"

// noJoin is said of a program with clients whose instance others can't join.
const noJoin = "no"

// program reads a program block.
func (r *reading) program(n *ast.FencedCodeBlock, in *info) *Program {
	r.keys(in, "name", "title", "src", "clients", "join", "press", "allow")
	p := &Program{
		Name:   r.name("program", in),
		Title:  in.value("title", defaultTitle),
		Source: in.value("src", ""),
		Press:  in.value("press", ""),
		Allow:  in.value("allow", ""),
		Output: strings.TrimSuffix(r.lines(n), "\n"),
	}
	source, given := in.pair("src")
	switch {
	case !given:
		r.fault(in.start, faulttext.What("program without a page").Want("src=events/hello.html"))
	case path.Ext(source.value) != ".html":
		r.fault(source.valueAt, faulttext.What("src *", source.value).Want("a page whose name ends in .html"))
	case r.exists(source) && !IsPublic(source.value):
		r.fault(source.valueAt, faulttext.What("src * is hidden", source.value).Want("a page that a browser may get"))
	}
	if clients, given := in.pair("clients"); given {
		p.Clients = r.clients(clients)
	}
	if join, given := in.pair("join"); given {
		if p.Alone = true; join.value != noJoin || len(p.Clients) == 0 {
			r.fault(join.valueAt, faulttext.What("join *", join.value).Want(noJoin+", and clients before it"))
		}
	}
	if press, given := in.pair("press"); given {
		r.press(press, p.Clients)
	}
	if allow, given := in.pair("allow"); given && allow.value != Downloads {
		r.fault(allow.valueAt, faulttext.What("allow *", allow.value).Want(Downloads))
	}
	return p
}

// clients reads the names of a program's clients. They also stand in the tags of
// their connections, in lower case.
func (r *reading) clients(p pair) []string {
	var names []string
	for name := range strings.SplitSeq(p.value, ", ") {
		switch same := func(other string) bool { return strings.EqualFold(name, other) }; {
		case name == "" || len(name) > wsblock.MaxName || strings.Trim(strings.ToLower(name), "abcdefghijklmnopqrstuvwxyz") != "":
			r.fault(p.valueAt, faulttext.What("client *", name).Want("a name of at most "+strconv.Itoa(wsblock.MaxName)+" letters"))
		case slices.ContainsFunc(names, same):
			r.fault(p.valueAt, faulttext.What("client * twice", name).Want("each name once"))
		}
		names = append(names, name)
	}
	if len(names) > wsblock.MaxClients {
		r.fault(p.valueAt, faulttext.What("clients *", p.value).Want("at most "+strconv.Itoa(wsblock.MaxClients)+" names"))
	}
	return names
}

// press checks what is to be pressed, by which of the clients.
func (r *reading) press(p pair, clients []string) {
	for selector := range strings.SplitSeq(p.value, ", ") {
		if len(clients) > 0 {
			name, rest, found := strings.Cut(selector, ": ")
			if !found || !slices.Contains(clients, name) {
				r.fault(p.valueAt, faulttext.What("press *", selector).Want(`one of the clients before it, such as "`+clients[0]+`: #send"`))
				return
			}
			selector = rest
		}
		if strings.TrimSpace(selector) == "" {
			r.fault(p.valueAt, faulttext.What("press * has an empty selector", p.value).Want(`selectors separated by ", "`))
			return
		}
	}
}
