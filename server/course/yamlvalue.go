package course

import (
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"twocups/lessons/play/faulttext"
)

// MaxMinutes is the most time that a lesson may say it takes: a day of class.
const MaxMinutes = 600

// text reads a text and puts it on one line.
func (m *mapping) text(what string, node ast.Node) string {
	var text string
	switch node := node.(type) {
	case *ast.StringNode:
		text = node.Value
	case *ast.LiteralNode:
		text = node.Value.Value
	default:
		wanted := "text"
		if isScalar(node) {
			wanted = "text: " + faulttext.Quote(spelled(node))
		}
		m.fault(start(node), faulttext.What(what+" is "+kindOf(node)).Want(wanted))
		return ""
	}
	text = strings.Join(strings.Fields(text), " ")
	if text == "" {
		m.fault(start(node), faulttext.What(what+" is empty").Want("text"))
	}
	return text
}

func (m *mapping) list(what string, node ast.Node) []string {
	list, ok := node.(*ast.SequenceNode)
	if !ok {
		m.fault(start(node), faulttext.What(what+" is "+kindOf(node)).Want("a list of text, each on a line that starts with -"))
		return nil
	}
	var texts []string
	for _, entry := range list.Values {
		texts = append(texts, m.text("entry of "+what, entry))
	}
	return texts
}

func (m *mapping) minutes(node ast.Node) int {
	if number, ok := node.(*ast.IntegerNode); ok {
		if n, err := strconv.Atoi(number.GetToken().Value); err == nil && n > 0 && n <= MaxMinutes {
			return n
		}
	}
	m.fault(start(node), faulttext.What("minutes is "+kindOf(node)).Want("a whole number from 1 to "+strconv.Itoa(MaxMinutes)))
	return 0
}

// kindOf says what a node is, in the words of somebody who has never heard of YAML's.
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
		return spelled(node)
	}
	if isScalar(node) {
		return "the number " + spelled(node)
	}
	return "no plain value: " + faulttext.Quote(spelled(node))
}

// isScalar says whether YAML took for a number or a truth value what its author
// may have meant as text.
func isScalar(node ast.Node) bool {
	switch node.(type) {
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode, *ast.BoolNode:
		return true
	}
	return false
}

// spelled returns what the author wrote.
func spelled(node ast.Node) string { return strings.TrimSpace(node.GetToken().Value) }

// start returns the first token of a node; goccy gives a mapping the token of
// its first colon.
func start(node ast.Node) *token.Token {
	switch node := node.(type) {
	case *ast.MappingNode:
		if !node.IsFlowStyle && len(node.Values) > 0 {
			return start(node.Values[0].Key)
		}
	case *ast.MappingValueNode:
		return start(node.Key)
	}
	return node.GetToken()
}
