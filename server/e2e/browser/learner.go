package browser

import "github.com/chromedp/chromedp/kb"

// Learner is a learner without a mouse, who presses Tab to move the focus and sees at each
// stop where the focus is.
type Learner struct{ *Tab }

// TabTo presses Tab until an element that matches has the focus. It fails the test if the
// focus can't be seen on the way.
func (l Learner) TabTo(selector string) {
	l.T.Helper()
	l.tabTo(selector, l.WaitFocusVisible)
}

// Press moves the focus to an element and presses Enter.
func (l Learner) Press(selector string) {
	l.T.Helper()
	l.TabTo(selector)
	l.PressKeys(kb.Enter)
}
