package course

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// element is a node that is written as a fixed start and end around what its
// children write.
type element struct {
	ast.BaseBlock
	open, close string
}

// live is a ws block, a program or a project among the nodes of a document.
type live struct {
	ast.BaseBlock
	part Part
}

var (
	kindElement = ast.NewNodeKind("Element")
	kindLive    = ast.NewNodeKind("Live")
)

// Kind implements [ast.Node].
func (*element) Kind() ast.NodeKind { return kindElement }

// Dump implements [ast.Node].
func (e *element) Dump(source []byte, level int) {
	ast.DumpHelper(e, source, level, map[string]string{"open": e.open}, nil)
}

// Kind implements [ast.Node].
func (*live) Kind() ast.NodeKind { return kindLive }

// Dump implements [ast.Node].
func (l *live) Dump(source []byte, level int) { ast.DumpHelper(l, source, level, nil, nil) }

// replace puts a node in the place of another.
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

// nodes renders what we write otherwise than goldmark does.
type nodes struct{}

// RegisterFuncs implements [renderer.NodeRenderer].
func (nodes) RegisterFuncs(registry renderer.NodeRendererFuncRegisterer) {
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
