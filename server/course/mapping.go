package course

import (
	"errors"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"twocups/lessons/play/faulttext"
)

var frontMatterKeys = []string{"title", "summary", "objectives", "minutes", "needs"}

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

// read reads the YAML: https://yaml.org/spec/1.2.2.
func (m *mapping) read(text []byte) {
	file, err := parser.ParseBytes(text, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		var syntax interface {
			GetMessage() string
			GetToken() *token.Token
		}
		if !errors.As(err, &syntax) {
			m.fault(nil, faulttext.What("front matter: "+err.Error()).Want("YAML"))
			return
		}
		message := strings.ReplaceAll(syntax.GetMessage(), "\t", `\t`)
		m.fault(syntax.GetToken(), faulttext.What("front matter: "+message).Want("lines of key: value, with text that holds : or # in quotes"))
		return
	}
	for i, doc := range file.Docs {
		if i > 0 {
			m.fault(file.Docs[i-1].End, faulttext.What("front matter: a second document").Want("one"))
			return
		}
		m.pairs(doc.Body)
	}
	if len(file.Docs) == 0 {
		m.missing()
	}
}

func (m *mapping) pairs(body ast.Node) {
	switch body := body.(type) {
	case nil, *ast.CommentGroupNode:
	case *ast.MappingNode:
		for _, pair := range body.Values {
			m.pair(pair)
		}
	case *ast.MappingValueNode:
		m.pair(body)
	default:
		m.fault(body.GetToken(), faulttext.What("front matter is "+kindOf(body)).Want("lines of key: value"))
		return
	}
	m.missing()
}

func (m *mapping) pair(pair *ast.MappingValueNode) {
	at := pair.Key.GetToken()
	key := at.Value
	if m.seen[key] {
		m.fault(at, faulttext.What("key * twice", key).Want("each key once"))
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
			m.fault(list.GetToken(), faulttext.What("objectives without an entry").Want("at least one"))
		}
	case "minutes":
		l.Minutes = m.minutes(pair.Value)
	case "needs":
		l.Needs = m.list(key, pair.Value)
	default:
		m.fault(at, suggest(faulttext.What("unknown key *", key), key, frontMatterKeys))
	}
}

// missing notes the keys that every lesson has and this one lacks.
func (m *mapping) missing() {
	wanted := map[string]string{"title": "text", "summary": "text", "objectives": "a list of text", "minutes": "a whole number"}
	for _, key := range frontMatterKeys {
		if kind, required := wanted[key]; required && !m.seen[key] {
			m.reading.fault(0, faulttext.What("no key *", key).Want(key+": "+kind))
		}
	}
}
