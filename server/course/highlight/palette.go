package highlight

import (
	"slices"
	"strings"

	"github.com/alecthomas/chroma/v2"
)

// colour is the colour of one kind of token, on light and on dark pages. Its contrast with
// every background of code is at least 7:1 (WCAG 2.2, success criterion 1.4.6).
type colour struct {
	name         string // of the custom property, without its start "--code-"
	light, dark  string
	declarations string             // further CSS declarations
	types        []chroma.TokenType // and the types below them that have no colour of their own
}

// The colour of tokens that have no colour of their own, and the background colours of
// code.
var (
	ink            = colour{name: "ink", light: "#2b2620", dark: "#e4dfd3"}
	background     = colour{name: "background", light: "#f6f4ef", dark: "#15181e"}
	markBackground = colour{name: "mark-background", light: "#ece6d8", dark: "#232a36"}
	markEdge       = colour{name: "mark-edge", light: "#9a5b13", dark: "#d9a860"}
	insBackground  = colour{name: "ins-background", light: "#e2efd9", dark: "#17281d"}
	delBackground  = colour{name: "del-background", light: "#f8e4de", dark: "#321d1e"}
)

// backgrounds are the background colours of code, and edges are the colours at the edge of
// marked lines.
var (
	backgrounds = []colour{background, markBackground, insBackground, delBackground}
	edges       = []colour{markEdge}
)

// palette lists a few colours, each with a meaning. Names, operators and punctuation make
// up most of a program, and have the colour ink.
var palette = []colour{
	{name: "keyword", light: "#7d1a35", dark: "#f0a8b4", types: []chroma.TokenType{
		chroma.Keyword, chroma.OperatorWord, chroma.OperatorReserved, chroma.NameTag, chroma.CommentPreproc}},
	{name: "type", light: "#0b4c50", dark: "#86d0c6", types: []chroma.TokenType{
		chroma.KeywordType, chroma.NameClass, chroma.NameException, chroma.NameDecorator}},
	{name: "function", light: "#263f8f", dark: "#a7c5f2", types: []chroma.TokenType{
		chroma.NameFunction, chroma.NameFunctionMagic, chroma.NameBuiltin}},
	{name: "string", light: "#3b4c10", dark: "#bdd18f", types: []chroma.TokenType{
		chroma.LiteralString, chroma.CommentPreprocFile}},
	{name: "escape", light: "#6d3008", dark: "#e8b878", types: []chroma.TokenType{
		chroma.LiteralStringEscape, chroma.LiteralStringInterpol, chroma.LiteralStringRegex, chroma.NameEntity}},
	{name: "number", light: "#5d2c7a", dark: "#d0b4ee", types: []chroma.TokenType{
		chroma.LiteralNumber, chroma.LiteralDate, chroma.KeywordConstant, chroma.NameConstant}},
	{name: "attribute", light: "#6b3a06", dark: "#e8c48c", types: []chroma.TokenType{
		chroma.NameAttribute, chroma.NameProperty, chroma.NameLabel, chroma.NameVariable}},
	{name: "comment", light: "#514839", dark: "#c2b9a8", declarations: "font-style:italic", types: []chroma.TokenType{
		chroma.Comment, chroma.GenericPrompt}},
	{name: "deleted", light: "#8a1717", dark: "#f4a69c", types: []chroma.TokenType{
		chroma.GenericDeleted, chroma.GenericError}},
	{name: "inserted", light: "#1b4d1f", dark: "#9fd6a0", types: []chroma.TokenType{chroma.GenericInserted}},
	{name: "heading", light: ink.light, dark: ink.dark, declarations: "font-weight:bold", types: []chroma.TokenType{
		chroma.GenericHeading, chroma.GenericSubheading, chroma.GenericStrong}},
}

// classes are the classes of the tokens that have a colour.
var classes = func() map[chroma.TokenType]string {
	m := map[chroma.TokenType]string{}
	for _, c := range palette {
		for _, t := range c.types {
			m[t] = chroma.StandardTypes[t]
		}
	}
	return m
}()

// tokenClass returns the class of a token: the class of its type or, if the type has no
// colour, the class of the nearest type above with a colour. If there is none, it returns "".
func tokenClass(t chroma.TokenType) string {
	for _, kind := range []chroma.TokenType{t, t.SubCategory(), t.Category()} {
		if class, ok := classes[kind]; ok {
			return class
		}
	}
	return ""
}

// CSS returns the style sheet of code: chroma's classes of tokens, with light or dark
// colours by the page's color-scheme. The colours are custom properties, because several
// rules use the same colour.
func CSS() []byte {
	var b strings.Builder
	b.WriteString("/* The colours of code: made by server/course/highlight. */\n:root{\n")
	for _, c := range slices.Concat([]colour{ink}, backgrounds, edges, palette) {
		b.WriteString("--code-" + c.name + ":light-dark(" + c.light + "," + c.dark + ");\n")
	}
	b.WriteString("}\n" +
		".chroma{color:var(--code-ink);background-color:var(--code-background)}\n" +
		".chroma .hl{display:block;min-width:max-content;margin-inline:-1rem;padding-inline:1rem;color:inherit;background-color:var(--code-mark-background);box-shadow:inset 3px 0 var(--code-mark-edge)}\n" +
		".chroma :is(ins,del,.gap){display:block;min-width:max-content;margin-inline:-1rem;padding-inline:1rem;text-decoration:none}\n" +
		".chroma ins{background-color:var(--code-ins-background);box-shadow:inset 3px 0 var(--code-inserted)}\n" +
		".chroma del{background-color:var(--code-del-background);box-shadow:inset 3px 0 var(--code-deleted)}\n" +
		".chroma .gap{color:var(--code-comment);font-style:italic}\n" +
		".chroma .sign{user-select:none}\n") // so that a reader copies the code alone
	for _, c := range palette {
		b.WriteString(c.rule())
	}
	return []byte(b.String())
}

// rule returns the rule of a colour's classes.
func (c colour) rule() string {
	var selectors []string
	for _, t := range c.types {
		selectors = append(selectors, ".chroma ."+chroma.StandardTypes[t])
	}
	rule := strings.Join(selectors, ",") + "{color:var(--code-" + c.name + ")"
	if c.declarations != "" {
		rule += ";" + c.declarations
	}
	return rule + "}\n"
}
