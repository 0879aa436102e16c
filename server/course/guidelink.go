package course

import (
	"net/url"
	"path"

	"github.com/yuin/goldmark/ast"

	"twocups/lessons/play/faulttext"
)

// guideFragment is a link to a heading of another guide.
type guideFragment struct {
	fragment
	file string
}

// guideLink makes a link's destination in a guide what it is in the guide's page. A link to
// a lesson that is not shown becomes its own text.
func (r *reading) guideLink(n *ast.Link, written string) {
	u, err := url.Parse(written)
	address, isLink := written, isSafe(written)
	if err == nil && !isLink {
		address, isLink = r.guideTarget(n.Pos(), u)
	}
	switch {
	case !isLink:
		r.fault(n.Pos(), "link "+faulttext.Quote(written)+" "+faulttext.Want("a guide such as teacher.md", "a lesson such as ../02-name.md", "#heading", "https://…", "mailto:…"))
	case address == "":
		unwrap(n)
	default:
		n.Destination = []byte(address)
	}
}

// guideTarget returns the address in the page of a guide for one that an author wrote.
// Guides are at /guides/{slug}, lessons at /lessons/{slug}. The address is "" where the
// shown course does not have the lesson.
func (r *reading) guideTarget(offset int, u *url.URL) (address string, ok bool) {
	switch {
	case u.Scheme != "" || u.Host != "" || u.RawQuery != "":
		return "", false
	case u.Path == "" && u.Fragment != "":
		r.links = append(r.links, fragment{offset, u.Fragment})
		return "#" + u.EscapedFragment(), true
	}
	file := path.Join(guides, u.Path)
	if other := r.guides.read[file]; other != nil {
		if u.Fragment != "" {
			r.acrossGuides = append(r.acrossGuides, guideFragment{fragment{offset, u.Fragment}, file})
		}
		return (&url.URL{Path: other.lesson.Slug, Fragment: u.Fragment}).String(), true
	}
	slug, isLesson := r.slugs[file]
	if !isLesson {
		return "", false
	}
	if r.guides.shown.Lesson(slug) == nil {
		return "", true
	}
	return (&url.URL{Path: "../lessons/" + slug, Fragment: u.Fragment}).String(), true
}

// fragmentsOfGuides checks the links to headings of other guides, once all guides are read.
func (r *reading) fragmentsOfGuides() {
	for _, l := range r.acrossGuides {
		if other := r.guides.read[l.file]; !other.ids[l.id] {
			r.fault(l.offset, "link to the unknown heading "+faulttext.Quote(l.id)+" of "+faulttext.Quote(l.file)+" "+meant(l.id, other.headingIDs()))
		}
	}
}

// unwrap puts a node's children in its place.
func unwrap(n ast.Node) {
	parent := n.Parent()
	for child := n.FirstChild(); child != nil; child = n.FirstChild() {
		parent.InsertBefore(parent, n, child)
	}
	parent.RemoveChild(parent, n)
}
