package course

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// element is a node whose HTML is a fixed start and end around the HTML of its children.
type element struct {
	ast.BaseBlock
	open, close string
}

// livePart is a live part of a lesson among the nodes of a document: a ws block, a program, a
// project, a task or a quiz.
type livePart struct {
	ast.BaseBlock
	part Part
}

var (
	kindElement  = ast.NewNodeKind("Element")
	kindLivePart = ast.NewNodeKind("LivePart")
)

// Kind implements [ast.Node].
func (*element) Kind() ast.NodeKind { return kindElement }

// Dump implements [ast.Node].
func (e *element) Dump(source []byte, level int) {
	ast.DumpHelper(e, source, level, map[string]string{"open": e.open}, nil)
}

// Kind implements [ast.Node].
func (*livePart) Kind() ast.NodeKind { return kindLivePart }

// Dump implements [ast.Node].
func (l *livePart) Dump(source []byte, level int) { ast.DumpHelper(l, source, level, nil, nil) }

// replace replaces a node by another one.
func replace(old, new ast.Node) {
	parent := old.Parent()
	parent.ReplaceChild(parent, old, new)
}

// wrap puts an element around a node.
func wrap(n ast.Node, open, close string) {
	e := &element{open: open, close: close}
	replace(n, e)
	e.AppendChild(e, n)
}

// nodeRenderer writes the nodes whose HTML differs from that of goldmark.
type nodeRenderer struct{}

// RegisterFuncs implements [renderer.NodeRenderer].
func (nodeRenderer) RegisterFuncs(registry renderer.NodeRendererFuncRegisterer) {
	registry.Register(kindElement, writeElement)
	registry.Register(ast.KindLink, writeLink)
	registry.Register(ast.KindImage, writeImage)
}

func writeElement(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	e := n.(*element)
	text := e.open
	if !entering {
		text = e.close
	}
	_, err := w.WriteString(text)
	return ast.WalkContinue, err
}
