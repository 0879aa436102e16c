package browser

import (
	"fmt"
	"slices"
	"strings"
)

// History has the texts of an element since [Document.Record], and so also those that the page has
// shown for a moment only.
type History struct {
	document Document
	selector string
}

// Record begins to record the texts of an element. The first is the text that it has now.
func (d Document) Record(selector string) History {
	d.T.Helper()
	Evaluate[bool](d, `((selector) => {
		const element = document.querySelector(selector);
		const texts = ((globalThis.recorded ??= {})[selector] = [element.textContent]);
		new MutationObserver(() => texts.push(element.textContent)).observe(element, {childList: true, characterData: true, subtree: true});
		return true;
	})(%s)`, selector)
	return History{d, selector}
}

// WaitText waits until one of the element's texts contains a text. It removes this text and those
// before it, so that the next call looks at later texts.
func (h History) WaitText(want string) {
	h.document.T.Helper()
	h.document.Poll(fmt.Sprintf("%q among the texts of %s", want, h.selector), func() (string, bool) {
		texts := Evaluate[[]string](h.document, `recorded[%s]`, h.selector)
		at := slices.IndexFunc(texts, func(text string) bool { return strings.Contains(text, want) })
		Evaluate[bool](h.document, `recorded[%s].splice(0, %s), true`, h.selector, at+1)
		return fmt.Sprintf("%q", texts), at >= 0
	})
}
