package course

import (
	"path"
	"strings"

	"github.com/yuin/goldmark/ast"

	"twocups/lessons/play"
)

// program reads a program block.
func (r *reading) program(n *ast.FencedCodeBlock, in *info) *Program {
	r.keys(in, "name", "title", "src", "press")
	p := &Program{
		Name:   r.name("program", in),
		Title:  in.value("title", defaultTitle),
		Source: in.value("src", ""),
		Press:  in.value("press", ""),
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
	if press, given := in.pair("press"); given {
		for selector := range strings.SplitSeq(press.value, ", ") {
			if strings.TrimSpace(selector) == "" {
				r.fault(press.valueAt, "press "+play.Quote(press.value)+" has an empty selector "+play.Want(`selectors separated by ", "`))
				break
			}
		}
	}
	return p
}
