package course

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"twocups/lessons/play/faulttext"
)

var imageTypes = []string{".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif"}

// image makes an image's destination what stands in the page. A picture is a
// file of the lessons' folder: nothing comes from another site. It has a
// description, for whoever doesn't see it.
func (r *reading) image(n *ast.Image) {
	written := string(util.URLEscape(n.Destination, true))
	u, err := url.Parse(written)
	if r.guides != nil { // its page is also served where another folder's files are
		r.fault(n.Pos(), faulttext.What("image * in a guide", written).Want("words"))
		return
	}
	if err != nil || u.IsAbs() || u.Host != "" || u.RawQuery != "" || u.Fragment != "" ||
		!slices.Contains(imageTypes, path.Ext(u.Path)) || !IsPublic(u.Path) || !isFile(r.fsys, u.Path) {
		r.fault(n.Pos(), faulttext.What("image *", written).Want("a file of the lessons' folder that ends in "+strings.Join(imageTypes, ", ")))
		return
	}
	description := r.plain(n)
	if description == "" {
		r.fault(n.Pos(), faulttext.What("image * without a description", written).Want("![what it shows]("+written+")"))
	}
	n.Destination = []byte((&url.URL{Path: programs + u.Path}).String())
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
