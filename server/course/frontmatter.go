package course

import (
	"errors"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// MaxMinutes is the most time that a lesson may say it takes: a day of class.
const MaxMinutes = 600

// fence is the line above and below the front matter.
const fence = "---"

var frontMatterKeys = []string{"title", "summary", "objectives", "minutes", "needs"}

// frontMatter reads the lines between the first two fences, and returns the
// offset at which the Markdown starts, or -1 where the second is missing.
func (r *reading) frontMatter() int {
	if strings.TrimRight(r.line(0), " \t\n") != fence {
		r.fault(0, "no front matter "+want(quote(fence)+" on the first line"))
		return 0
	}
	for i := 1; i < len(r.src.lines); i++ {
		if strings.TrimRight(r.line(i), " \t\n") == fence {
			start, end := r.src.lines[1], r.src.lines[i]
			m := mapping{reading: r, first: 1, seen: map[string]bool{}}
			m.read(r.src.text[start:end])
			return end + len(r.line(i))
		}
	}
	r.fault(0, "front matter without an end "+want("a second line "+quote(fence)))
	return -1
}

// line returns a line of the text, counted from 0, with its line feed.
func (r *reading) line(i int) string {
	end := len(r.src.text)
	if i+1 < len(r.src.lines) {
		end = r.src.lines[i+1]
	}
	return string(r.src.text[r.src.lines[i]:end])
}

// mapping is the front matter while it is read.
type mapping struct {
	*reading
	first int // how many lines of the file stand above
	seen  map[string]bool
}

// fault notes what is wrong at a token of the YAML.
func (m *mapping) fault(at *token.Token, what string) {
	offset := 0
	if at != nil && at.Position != nil {
		offset = m.src.offset(m.first+at.Position.Line, at.Position.Column)
	}
	m.reading.fault(offset, what)
}

func (m *mapping) read(text []byte) {
	file, err := parser.ParseBytes(text, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		var syntax interface {
			GetMessage() string
			GetToken() *token.Token
		}
		if !errors.As(err, &syntax) {
			m.fault(nil, "front matter: "+err.Error()+" "+want("YAML"))
			return
		}
		m.fault(syntax.GetToken(), "front matter: "+syntax.GetMessage()+" "+
			want("lines of key: value, with text that holds : or # in quotes"))
		return
	}
	for i, doc := range file.Docs {
		if i > 0 {
			m.fault(doc.Start, "front matter: a second document "+want("one"))
			return
		}
		m.pairs(doc.Body)
	}
	m.missing()
}

func (m *mapping) pairs(body ast.Node) {
	switch body := body.(type) {
	case nil:
	case *ast.CommentGroupNode:
	case *ast.MappingNode:
		for _, pair := range body.Values {
			m.pair(pair)
		}
	case *ast.MappingValueNode:
		m.pair(body)
	default:
		m.fault(body.GetToken(), "front matter is "+kindOf(body)+" "+want("lines of key: value"))
	}
}

func (m *mapping) pair(pair *ast.MappingValueNode) {
	at := pair.Key.GetToken()
	key := at.Value
	if m.seen[key] {
		m.fault(at, "key "+quote(key)+" twice "+want("each key once"))
		return
	}
	m.seen[key] = true
	switch l := m.lesson; key {
	case "title":
		l.Title = m.text(key, pair.Value)
	case "summary":
		l.Summary = m.text(key, pair.Value)
	case "objectives":
		l.Objectives = m.list(key, pair.Value)
		if list, ok := pair.Value.(*ast.SequenceNode); ok && len(list.Values) == 0 {
			m.fault(list.GetToken(), "objectives without an entry "+want("at least one"))
		}
	case "minutes":
		l.Minutes = m.minutes(pair.Value)
	case "needs":
		l.Needs = m.list(key, pair.Value)
	default:
		m.fault(at, "unknown key "+quote(key)+" "+meant(key, frontMatterKeys))
	}
}

// missing notes the keys that every lesson has and this one lacks.
func (m *mapping) missing() {
	wanted := map[string]string{"title": "text", "summary": "text", "objectives": "a list of text", "minutes": "a whole number"}
	for _, key := range frontMatterKeys {
		if kind, required := wanted[key]; required && !m.seen[key] {
			m.reading.fault(0, "no key "+quote(key)+" "+want(key+": "+kind))
		}
	}
}

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
		return "the number " + written(node)
	case *ast.BoolNode:
		return written(node)
	}
	return "no plain value: " + quote(written(node))
}

func written(node ast.Node) string { return strings.TrimSpace(node.GetToken().Value) }
