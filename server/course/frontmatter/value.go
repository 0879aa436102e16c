package frontmatter

import (
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"twocups/lessons/play/faulttext"
)

// MaxMinutes is the longest time that a lesson may take, in minutes: a day of classes.
const MaxMinutes = 600

// text reads a text, and joins its lines to one line.
func (p *parser) text(what string, node ast.Node) string {
	var text string
	switch node := node.(type) {
	case *ast.StringNode:
		text = node.Value
	case *ast.LiteralNode:
		text = node.Value.Value
	default:
		wanted := "text"
		if isScalar(node) {
			wanted = "text: " + faulttext.Quote(literal(node))
		}
		p.faultAt(firstToken(node), faulttext.What(what+" is "+kindOf(node)).Want(wanted))
		return ""
	}
	text = strings.Join(strings.Fields(text), " ")
	if text == "" {
		p.faultAt(firstToken(node), faulttext.What(what+" is empty").Want("text"))
	}
	return text
}

// list reads a list of texts.
func (p *parser) list(what string, node ast.Node) []string {
	list, ok := node.(*ast.SequenceNode)
	if !ok {
		p.faultAt(firstToken(node), faulttext.What(what+" is "+kindOf(node)).Want("a list of text, each on a line that starts with -"))
		return nil
	}
	var texts []string
	for _, entry := range list.Values {
		texts = append(texts, p.text("entry of "+what, entry))
	}
	return texts
}

// minutes reads the minutes that a lesson takes.
func (p *parser) minutes(node ast.Node) int {
	if number, ok := node.(*ast.IntegerNode); ok {
		if n, err := strconv.Atoi(number.GetToken().Value); err == nil && n > 0 && n <= MaxMinutes {
			return n
		}
	}
	p.faultAt(firstToken(node), faulttext.What("minutes is "+kindOf(node)).Want("a whole number from 1 to "+strconv.Itoa(MaxMinutes)))
	return 0
}

// kindOf returns the kind of a node in words, for an author who doesn't know YAML's terms.
func kindOf(node ast.Node) string {
	switch node := node.(type) {
	case *ast.NullNode:
		return "empty"
	case *ast.SequenceNode:
		return "a list"
	case *ast.MappingNode, *ast.MappingValueNode:
		return "a mapping"
	case *ast.StringNode:
		return "the text " + faulttext.Quote(node.Value)
	case *ast.LiteralNode:
		return "a text of several lines"
	case *ast.BoolNode:
		return literal(node)
	}
	if isScalar(node) {
		return "the number " + literal(node)
	}
	return "no plain value: " + faulttext.Quote(literal(node))
}

// isScalar reports whether YAML reads the node as a number or a truth value. Its author may
// have meant it as text.
func isScalar(node ast.Node) bool {
	switch node.(type) {
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode, *ast.BoolNode:
		return true
	}
	return false
}

// literal returns the text of a node as its author wrote it.
func literal(node ast.Node) string { return strings.TrimSpace(node.GetToken().Value) }

// firstToken returns the first token of a node. For a mapping, the parser goccy/go-yaml
// returns the token of the first colon, so firstToken takes the first key instead.
func firstToken(node ast.Node) *token.Token {
	switch node := node.(type) {
	case *ast.MappingNode:
		if !node.IsFlowStyle && len(node.Values) > 0 {
			return firstToken(node.Values[0].Key)
		}
	case *ast.MappingValueNode:
		return firstToken(node.Key)
	}
	return node.GetToken()
}
