package course

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"twocups/lessons/play"
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
		r.fault(in.start, "program without a page "+play.Want("src=events/hello.html"))
	case path.Ext(source.value) != ".html":
		r.fault(source.valueAt, "src "+play.Quote(source.value)+" "+play.Want("a page whose name ends in .html"))
	case r.exists(source) && !IsPublic(source.value):
		r.fault(source.valueAt, "src "+play.Quote(source.value)+" is hidden "+play.Want("a page that a browser may get"))
	}
	if clients, given := in.pair("clients"); given {
		p.Clients = r.clients(clients)
	}
	if join, given := in.pair("join"); given {
		if p.Alone = true; join.value != noJoin || len(p.Clients) == 0 {
			r.fault(join.valueAt, "join "+play.Quote(join.value)+" "+play.Want(noJoin+", and clients before it"))
		}
	}
	if press, given := in.pair("press"); given {
		r.press(press, p.Clients)
	}
	if allow, given := in.pair("allow"); given && allow.value != Downloads {
		r.fault(allow.valueAt, "allow "+play.Quote(allow.value)+" "+play.Want(Downloads))
	}
	return p
}

// clients reads the names of a program's clients. They also stand in the tags of
// their connections, in lower case.
func (r *reading) clients(p pair) []string {
	var names []string
	for name := range strings.SplitSeq(p.value, ", ") {
		switch same := func(other string) bool { return strings.EqualFold(name, other) }; {
		case name == "" || len(name) > play.MaxName || strings.Trim(strings.ToLower(name), "abcdefghijklmnopqrstuvwxyz") != "":
			r.fault(p.valueAt, "client "+play.Quote(name)+" "+play.Want("a name of at most "+strconv.Itoa(play.MaxName)+" letters"))
		case slices.ContainsFunc(names, same):
			r.fault(p.valueAt, "client "+play.Quote(name)+" twice "+play.Want("each name once"))
		}
		names = append(names, name)
	}
	if len(names) > play.MaxClients {
		r.fault(p.valueAt, "clients "+play.Quote(p.value)+" "+play.Want("at most "+strconv.Itoa(play.MaxClients)+" names"))
	}
	return names
}

// press checks what is to be pressed, by which of the clients.
func (r *reading) press(p pair, clients []string) {
	for selector := range strings.SplitSeq(p.value, ", ") {
		if len(clients) > 0 {
			name, rest, found := strings.Cut(selector, ": ")
			if !found || !slices.Contains(clients, name) {
				r.fault(p.valueAt, "press "+play.Quote(selector)+" "+play.Want(`one of the clients before it, such as "`+clients[0]+`: #send"`))
				return
			}
			selector = rest
		}
		if strings.TrimSpace(selector) == "" {
			r.fault(p.valueAt, "press "+play.Quote(p.value)+" has an empty selector "+play.Want(`selectors separated by ", "`))
			return
		}
	}
}
