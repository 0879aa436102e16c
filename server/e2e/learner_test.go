package e2e

import (
	"fmt"
	"strings"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// learner is somebody without a mouse: they press Tab and Shift+Tab until what they want
// has the focus, and see all the way where they are.
type learner struct{ *tab }

// maxStops is more than any page has from its beginning to its end: who has pressed Tab
// so often is trapped.
const maxStops = 500

// shift presses a key with Shift.
func (l learner) shift(key string) {
	l.t.Helper()
	l.do(chromedp.KeyEvent(key, chromedp.KeyModifiers(kb.ModifierShift)))
}

// reach presses Tab until something that matches has the focus.
func (l learner) reach(selector string) {
	l.t.Helper()
	for range maxStops {
		l.key(kb.Tab)
		l.wantSeen(l.document)
		if evaluate[bool](l.document, `document.activeElement.matches(%s)`, selector) {
			return
		}
	}
	l.t.Fatalf("Tab does not reach %s, but %s", selector, l.focused())
}

// press is done by keyboard alone: go there, and press Enter.
func (l learner) press(selector string) {
	l.t.Helper()
	l.reach(selector)
	l.key(kb.Enter)
}

// wantSeen waits until what has the focus in the document is in view, with a ring around
// it (WCAG 2.2 §2.4.7 and §2.4.11). What is in a frame is looked at there.
func (l learner) wantSeen(d document) {
	l.t.Helper()
	d.poll("the focus to be seen", func() (string, bool) {
		hidden := evaluate[string](d, `(() => {
			const element = document.activeElement;
			if (!element || element === document.body || element.localName === "iframe") return "";
			const {outlineStyle, outlineWidth} = getComputedStyle(element);
			if (outlineStyle === "none" || outlineStyle !== "auto" && parseFloat(outlineWidth) < 2) return "no ring around " + element.outerHTML.slice(0, 200);
			const {x, y, width, height} = element.getBoundingClientRect();
			const seen = [0.1, 0.5, 0.9].some((part) => {
				const there = document.elementFromPoint(x + Math.min(width, innerWidth) * part, y + Math.min(height, innerHeight) * part);
				return there && (element.contains(there) || there.contains(element) && there.localName !== "body" && there.localName !== "html");
			});
			return seen ? "" : "out of view " + element.outerHTML.slice(0, 200);
		})()`)
		return hidden, hidden == ""
	})
}

// stage is where a program runs: a figure, with a frame for each of its clients.
type figure struct {
	learner
	name   string // its id
	frames map[string]*frame
}

// stage runs a program and returns where it runs.
func (l learner) stage(name string, clients []string) figure {
	l.t.Helper()
	l.press("#" + name + " button[data-act=run]")
	f := figure{l, name, map[string]*frame{}}
	l.wait("the frame to tell its height", `document.querySelector(%s)?.height > 0`, "#"+name+" iframe")
	for _, client := range append([]string{""}, clients...) {
		f.frames[client] = l.frame("#" + name + " iframe" + named(client))
	}
	return f
}

// reachIn presses Tab, and beyond the program's end Shift+Tab, until something in the
// frame has the focus.
func (f figure) reachIn(frame *frame, selector string) {
	f.t.Helper()
	frame.wait(selector+" to be there", `document.querySelector(%s)`, selector)
	for _, press := range []func(){func() { f.key(kb.Tab) }, func() { f.shift(kb.Tab) }} {
		for range maxStops {
			if evaluate[bool](frame.document, `document.hasFocus() && document.activeElement.matches(%s)`, selector) {
				f.wantSeen(frame.document)
				f.wantShown(frame)
				return
			}
			press()
			if !f.settled() {
				break
			}
		}
	}
	f.t.Fatalf("neither Tab nor Shift+Tab reaches %s in %s, but %s", selector, frame.selector, f.focused())
}

// settled waits until the focus has come to where it is on its way to: a frame has a
// process of its own. It says whether that is in the program.
func (f figure) settled() bool {
	f.t.Helper()
	var at string
	f.poll("the focus to arrive", func() (string, bool) {
		at = evaluate[string](f.document, `(() => {
			const element = document.activeElement;
			if (element === document.body) return "nowhere"; // it has left, and has not come yet
			if (!element.closest("#" + %s)) return "elsewhere";
			return element.localName === "iframe" ? "in " + element.name : "here";
		})()`, f.name)
		name, inside := strings.CutPrefix(at, "in ")
		return at, at != "nowhere" && (!inside || evaluate[bool](f.frames[name].document, `document.hasFocus() && document.activeElement !== document.body`))
	})
	return at != "elsewhere"
}

// rest waits until the frames are as high as what is in them.
func (f figure) rest() {
	f.t.Helper()
	for _, frame := range f.frames {
		f.poll("the frame to be as high as its page", func() (string, bool) {
			inside := evaluate[int](frame.document, `Math.ceil(document.documentElement.offsetHeight)`)
			height := evaluate[int](f.document, `Number(document.querySelector(%s).height)`, frame.selector)
			return fmt.Sprint(height, " of ", inside), height >= inside
		})
	}
}

// wantShown waits until what has the focus in a frame is in view in the tab. A program
// that grows above the focus may push it away; who then goes one back and comes again must
// see it.
func (f figure) wantShown(frame *frame) {
	f.t.Helper()
	f.poll("the frame to be scrolled to the focus", func() (string, bool) {
		inside := evaluate[point](frame.document, `(() => {
			const {x, y, width, height} = document.activeElement.getBoundingClientRect();
			return {X: x + width / 2, Y: y + height / 2};
		})()`)
		edge := frame.edge()
		at := evaluate[string](f.document, `document.elementFromPoint(%s, %s)?.outerHTML.slice(0, 200) ?? "nothing"`, inside.X+edge.X, inside.Y+edge.Y)
		shown := strings.HasPrefix(at, "<iframe")
		if !shown {
			f.shift(kb.Tab)
			f.settled()
			f.key(kb.Tab)
			f.settled()
		}
		return at, shown
	})
}
