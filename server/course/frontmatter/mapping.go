package frontmatter

import (
	"errors"
	"strings"

	"github.com/goccy/go-yaml/ast"
	yaml "github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"twocups/lessons/play/faulttext"
	"twocups/server/course/spelling"
)

// keys are the keys of the front matter.
var keys = []string{"title", "summary", "objectives", "minutes", "needs"}

// requiredKeys are the keys that every lesson has, each with the kind of its value.
var requiredKeys = map[string]string{"title": "text", "summary": "text", "objectives": "a list of text", "minutes": "a whole number"}

// parse reads the YAML: https://yaml.org/spec/1.2.2.
func (p *parser) parse() {
	file, err := yaml.ParseBytes([]byte(strings.Join(p.lines, "")), 0, yaml.AllowDuplicateMapKey())
	if err != nil {
		p.syntaxFault(err)
		return
	}
	for i, doc := range file.Docs {
		if i > 0 {
			p.faultAt(file.Docs[i-1].End, faulttext.What("front matter: a second document").Want("one"))
			return
		}
		p.pairs(doc.Body)
	}
	if len(file.Docs) == 0 {
		p.checkRequired()
	}
}

func (p *parser) syntaxFault(err error) {
	var syntax interface {
		GetMessage() string
		GetToken() *token.Token
	}
	if !errors.As(err, &syntax) {
		p.faultOfAll(faulttext.What("front matter: " + err.Error()).Want("YAML"))
		return
	}
	message := strings.ReplaceAll(syntax.GetMessage(), "\t", `\t`)
	p.faultAt(syntax.GetToken(), faulttext.What("front matter: "+message).Want("lines of key: value, with text that holds : or # in quotes"))
}

// faultAt adds a fault at a token.
func (p *parser) faultAt(at *token.Token, what string) {
	if at == nil || at.Position == nil {
		p.faultOfAll(what)
		return
	}
	p.fault(at.Position.Line, at.Position.Column, what)
}

func (p *parser) pairs(body ast.Node) {
	switch body := body.(type) {
	case nil, *ast.CommentGroupNode:
	case *ast.MappingNode:
		for _, pair := range body.Values {
			p.pair(pair)
		}
	case *ast.MappingValueNode:
		p.pair(body)
	default:
		p.faultAt(body.GetToken(), faulttext.What("front matter is "+kindOf(body)).Want("lines of key: value"))
		return
	}
	p.checkRequired()
}

func (p *parser) pair(pair *ast.MappingValueNode) {
	at := pair.Key.GetToken()
	key := at.Value
	if p.seen[key] {
		p.faultAt(at, faulttext.What("key * twice", key).Want("each key once"))
		return
	}
	p.seen[key] = true
	switch front := p.front; key {
	case "title":
		front.Title = p.text(key, pair.Value)
	case "summary":
		front.Summary = p.text(key, pair.Value)
	case "objectives":
		front.Objectives = p.list(key, pair.Value)
		if list, ok := pair.Value.(*ast.SequenceNode); ok && len(list.Values) == 0 {
			p.faultAt(list.GetToken(), faulttext.What("objectives without an entry").Want("at least one"))
		}
	case "minutes":
		front.Minutes = p.minutes(pair.Value)
	case "needs":
		front.Needs = p.list(key, pair.Value)
	default:
		p.faultAt(at, spelling.Suggest(faulttext.What("unknown key *", key), key, keys))
	}
}

// checkRequired adds a fault for each required key that the lesson lacks.
func (p *parser) checkRequired() {
	for _, key := range keys {
		if kind, required := requiredKeys[key]; required && !p.seen[key] {
			p.faultOfAll(faulttext.What("no key *", key).Want(key + ": " + kind))
		}
	}
}
