package course

import (
	"net/url"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"

	"twocups/lessons/play/faulttext"
	"twocups/server/course/folder"
	"twocups/server/course/spelling"
)

// runPath is the path at which the site serves the files of the lessons' folder, relative to
// a lesson's page or its embed.
const runPath = "../run/"

// fragment is a link to a heading of the same file.
type fragment struct {
	offset int
	id     string
}

// link replaces a link's destination by the address that the page needs.
func (r *reader) link(n *ast.Link) {
	written := string(util.URLEscape(n.Destination, true))
	if r.guides != nil {
		r.guideLink(n, written)
		return
	}
	if target, ok := r.target(n.Pos(), written); ok {
		n.Destination = []byte(target)
		return
	}
	r.fault(n.Pos(), faulttext.What("link *", written).Want("a lesson such as 02-name.md", "a file of the lessons' folder", "#heading", "https://…", "mailto:…"))
}

// autoLink checks a link in angle brackets.
func (r *reader) autoLink(n *ast.AutoLink) {
	written := string(n.URL(r.text))
	if n.AutoLinkType == ast.AutoLinkURL && !isSafe(written) {
		r.fault(n.Pos(), faulttext.What("link *", written).Want("https://…", "mailto:…"))
	}
}

// isSafe reports whether an address leads to another site and can't run a script on ours.
func isSafe(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	return (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" || u.Scheme == "mailto"
}

// target returns the address that the page needs in place of the address that an author
// wrote. It returns false for an address that leads nowhere. The pages of a lesson are at
// /lessons/{slug} and at /embed/{slug}. On both pages, a relative address of one level
// leads to a page of the same kind.
func (r *reader) target(offset int, written string) (string, bool) {
	u, err := url.Parse(written)
	switch {
	case err != nil:
		return "", false
	case isSafe(written):
		return written, true
	case u.Scheme != "" || u.Host != "" || u.RawQuery != "":
		return "", false
	case u.Path == "" && u.Fragment != "":
		r.fragments = append(r.fragments, fragment{offset, u.Fragment})
		return "#" + u.EscapedFragment(), true
	}
	if slug, isLesson := r.slugs[u.Path]; isLesson {
		return (&url.URL{Path: slug, Fragment: u.Fragment}).String(), true
	}
	if !folder.IsPublic(u.Path) || !folder.IsFile(r.fsys, u.Path) {
		return "", false
	}
	return (&url.URL{Path: runPath + u.Path, Fragment: u.Fragment}).String(), true
}

// checkFragments adds a fault for each link to an unknown heading, once all headings are
// known.
func (r *reader) checkFragments() {
	for _, l := range r.fragments {
		if r.linkTargets[l.id] {
			continue
		}
		r.fault(l.offset, spelling.Suggest(faulttext.What("link to the unknown heading *", l.id), l.id, r.headingIDs()))
	}
}

// headingIDs returns the ids of the outline.
func (r *reader) headingIDs() []string {
	var ids []string
	for _, h := range r.lesson.Outline {
		ids = append(ids, h.ID)
	}
	return ids
}

func writeLink(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		_, err := w.WriteString("</a>")
		return ast.WalkContinue, err
	}
	n := node.(*ast.Link)
	_, _ = w.WriteString(`<a href="` + attribute(n.Destination) + `"`)
	writeTitle(w, n.Title)
	return ast.WalkContinue, w.WriteByte('>')
}

// writeTitle writes the title of a link or an image, if it has one. The writer keeps its
// first error, and Flush returns it.
func writeTitle(w util.BufWriter, title []byte) {
	if title != nil {
		_, _ = w.WriteString(` title="`)
		html.DefaultWriter.Write(w, title)
		_ = w.WriteByte('"')
	}
}

// attribute escapes the value of an attribute in double quotes.
func attribute(value []byte) string { return string(util.EscapeHTML(value)) }
