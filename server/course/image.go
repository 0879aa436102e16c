package course

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"twocups/lessons/play/faulttext"
	"twocups/server/course/folder"
)

// ImageTypes are the extensions of image files. Package asset knows the media type of each
// extension; a test in package site checks this.
var ImageTypes = []string{".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif"}

// image replaces an image's destination by the address that the page needs. An image is a
// file of the lessons' folder, because a page loads nothing from another site. An image has
// a description for readers who don't see the image.
func (r *reader) image(n *ast.Image) {
	written := string(util.URLEscape(n.Destination, true))
	u, err := url.Parse(written)
	if r.guides != nil { // a site may show the guides with another lessons' folder, which lacks the image
		r.fault(n.Pos(), faulttext.What("image * in a guide", written).Want("words"))
		return
	}
	if err != nil || u.IsAbs() || u.Host != "" || u.RawQuery != "" || u.Fragment != "" ||
		!slices.Contains(ImageTypes, path.Ext(u.Path)) || !folder.IsPublic(u.Path) || !folder.IsFile(r.fsys, u.Path) {
		r.fault(n.Pos(), faulttext.What("image *", written).Want("a file of the lessons' folder that ends in "+strings.Join(ImageTypes, ", ")))
		return
	}
	description := r.plain(n)
	if description == "" {
		r.fault(n.Pos(), faulttext.What("image * without a description", written).Want("![what it shows]("+written+")"))
	}
	n.Destination = []byte((&url.URL{Path: runPath + u.Path}).String())
	n.SetAttributeString("alt", description)
}

func writeImage(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	n := node.(*ast.Image)
	alt, _ := n.AttributeString("alt")
	description, _ := alt.(string)
	_, _ = w.WriteString(`<img src="` + attribute(n.Destination) + `" alt="` + attribute([]byte(description)) + `"`)
	writeTitle(w, n.Title)
	return ast.WalkSkipChildren, w.WriteByte('>')
}
