package course

import (
	"net/url"
	"path"

	"github.com/yuin/goldmark/ast"

	"twocups/lessons/play/faulttext"
	"twocups/server/course/spelling"
)

// guideFragment is a link to a heading of another guide.
type guideFragment struct {
	fragment
	file string
}

// guideLink replaces the destination of a link in a guide by the address that the guide's
// page needs. A link to a lesson that the site doesn't show becomes plain text.
func (r *reader) guideLink(n *ast.Link, written string) {
	u, err := url.Parse(written)
	address, isLink := written, isSafe(written)
	if err == nil && !isLink {
		address, isLink = r.guideTarget(n.Pos(), u)
	}
	switch {
	case !isLink:
		r.fault(n.Pos(), faulttext.What("link *", written).Want("a guide such as teacher.md", "a lesson such as ../02-name.md", "#heading", "https://…", "mailto:…"))
	case address == "":
		unwrap(n)
	default:
		n.Destination = []byte(address)
	}
}

// guideTarget returns the address that the page of a guide needs in place of the address
// that an author wrote. It returns false for an address that leads nowhere. Guides are at
// /guides/{slug}, lessons at /lessons/{slug}. The address of a lesson that the site doesn't
// show is "".
func (r *reader) guideTarget(offset int, u *url.URL) (address string, ok bool) {
	switch {
	case u.Scheme != "" || u.Host != "" || u.RawQuery != "":
		return "", false
	case u.Path == "" && u.Fragment != "":
		r.fragments = append(r.fragments, fragment{offset, u.Fragment})
		return "#" + u.EscapedFragment(), true
	}
	file := path.Join(guidesFolder, u.Path)
	if other := r.guides.readers[file]; other != nil {
		if u.Fragment != "" {
			r.guideFragments = append(r.guideFragments, guideFragment{fragment{offset, u.Fragment}, file})
		}
		return (&url.URL{Path: other.lesson.Slug, Fragment: u.Fragment}).String(), true
	}
	slug, isLesson := r.slugs[file]
	if !isLesson {
		return "", false
	}
	if r.guides.course.Lesson(slug) == nil {
		return "", true
	}
	return (&url.URL{Path: "../lessons/" + slug, Fragment: u.Fragment}).String(), true
}

// checkGuideFragments adds a fault for each link to an unknown heading of another guide,
// once all guides are read.
func (r *reader) checkGuideFragments() {
	for _, l := range r.guideFragments {
		if other := r.guides.readers[l.file]; !other.linkTargets[l.id] {
			r.fault(l.offset, spelling.Suggest(faulttext.What("link to the unknown heading * of *", l.id, l.file), l.id, other.headingIDs()))
		}
	}
}

// unwrap replaces a node by its children.
func unwrap(n ast.Node) {
	parent := n.Parent()
	for child := n.FirstChild(); child != nil; child = n.FirstChild() {
		parent.InsertBefore(parent, n, child)
	}
	parent.RemoveChild(parent, n)
}
