package course

import (
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
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
		m.fault(node.GetToken(), what+" is "+kindOf(node)+" "+want("text, in quotes where it looks like something else"))
		return ""
	}
	text = strings.Join(strings.Fields(text), " ")
	if text == "" {
		m.fault(node.GetToken(), what+" is empty "+want("text"))
	}
	return text
}

func (m *mapping) list(what string, node ast.Node) []string {
	list, ok := node.(*ast.SequenceNode)
	if !ok {
		m.fault(node.GetToken(), what+" is "+kindOf(node)+" "+want("a list of text, each on a line that starts with -"))
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
	m.fault(node.GetToken(), "minutes is "+kindOf(node)+" "+want("a whole number from 1 to "+strconv.Itoa(MaxMinutes)))
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
		return "the text " + quote(node.Value)
	case *ast.LiteralNode:
		return "a text of several lines"
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		return "the number " + spelled(node)
	case *ast.BoolNode:
		return spelled(node)
	}
	return "no plain value: " + quote(spelled(node))
}

func spelled(node ast.Node) string { return strings.TrimSpace(node.GetToken().Value) }
