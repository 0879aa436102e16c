package browser

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/runtime"

	"twocups/server/socket/sockettest"
)

// Document is what a tab or an iframe shows. The zero value is not usable: a [Tab] and an
// [IFrame] have one, and a test makes one for a window that a page has opened.
type Document struct {
	T       testing.TB      // the test that methods report to
	Context context.Context // of chromedp: it names the tab or the iframe
}

// pollInterval is the time between two looks at a condition.
const pollInterval = 10 * time.Millisecond

// Poll calls look until look returns true. look also returns a description of the thing that it
// saw. If the test waits too long, the last description is in the message.
func (d Document) Poll(what string, look func() (saw string, found bool)) {
	d.T.Helper()
	ticker := time.NewTicker(pollInterval)
	defer ticker.Stop()
	late := time.After(sockettest.Timeout)
	for {
		saw, found := look()
		if found {
			return
		}
		select {
		case <-ticker.C:
		case <-late:
			d.T.Fatalf("waited %v for %s; there was %s", sockettest.Timeout, what, saw)
		case <-d.Context.Done():
			d.T.Fatalf("waiting for %s: %v", what, context.Cause(d.Context))
		}
	}
}

// WaitUntil waits until a JavaScript expression is true. A navigation may replace the page
// meanwhile. The values replace each %s of the expression, as in [Evaluate].
func (d Document) WaitUntil(what, condition string, values ...any) {
	d.T.Helper()
	source := script(d.T, "Boolean("+condition+")", values)
	d.Poll(what, func() (string, bool) {
		holds, err := tryEvaluate[bool](d, source)
		if err != nil {
			return err.Error(), false
		}
		return "", holds
	})
}

// texts is a JavaScript expression: the text of the elements that match, one element a line.
const texts = `[...document.querySelectorAll(%s)].map((e) => e.innerText).join("\n")`

// Text returns the text of the elements as a learner sees it, one element a line.
func (d Document) Text(selector string) string {
	d.T.Helper()
	return strings.TrimSpace(Evaluate[string](d, texts, selector))
}

// WaitText waits until the text of the elements contains a text.
func (d Document) WaitText(selector, want string) {
	d.T.Helper()
	d.Poll(fmt.Sprintf("%q in %s", want, selector), func() (string, bool) {
		text, err := tryEvaluate[string](d, script(d.T, texts, []any{selector}))
		if err != nil {
			return err.Error(), false
		}
		return fmt.Sprintf("%q", text), strings.Contains(text, want)
	})
}

// Count returns the number of elements that match.
func (d Document) Count(selector string) int {
	d.T.Helper()
	return Evaluate[int](d, `document.querySelectorAll(%s).length`, selector)
}

// CountVisible returns the number of visible elements that match. An element that is scrolled
// out of view is visible too.
func (d Document) CountVisible(selector string) int {
	d.T.Helper()
	return Evaluate[int](d, `[...document.querySelectorAll(%s)].filter((e) => e.checkVisibility({visibilityProperty: true})).length`, selector)
}

// Value returns the value of a form field.
func (d Document) Value(selector string) string {
	d.T.Helper()
	return Evaluate[string](d, `document.querySelector(%s).value`, selector)
}

// Address returns the URL of the page.
func (d Document) Address() string {
	d.T.Helper()
	return Evaluate[string](d, `location.href`)
}

// ChooseFile chooses a file of this computer in a file input.
func (d Document) ChooseFile(selector, path string) {
	d.T.Helper()
	CallDevTools(d, dom.SetFileInputFiles, dom.SetFileInputFilesParams{Files: []string{path}, ObjectID: d.object(selector)})
}

// object returns the DevTools protocol's name of the first element that matches.
func (d Document) object(selector string) runtime.RemoteObjectID {
	d.T.Helper()
	expression := script(d.T, `document.querySelector(%s)`, []any{selector})
	return CallDevTools(d, runtime.Evaluate, runtime.EvaluateParams{Expression: expression}).Result.ObjectID
}
