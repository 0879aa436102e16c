package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"

	"twocups/server/socket/sockettest"
)

// document is what a tab or a frame shows. Its methods fail the test when they
// can't do what they say.
type document struct {
	t   testing.TB
	ctx context.Context
}

// lookEveryMoment is the time between two looks at a condition.
const lookEveryMoment = 10 * time.Millisecond

// evaluate returns what a JavaScript expression is in the document; a promise is
// awaited. Each %s of the expression stands for one of the values, written as JSON.
func evaluate[T any](d document, expression string, values ...any) T {
	d.t.Helper()
	value, err := tryEvaluate[T](d, script(d.t, expression, values))
	if err != nil {
		d.t.Fatalf("evaluating %s: %v", expression, err)
	}
	return value
}

func tryEvaluate[T any](d document, source string) (T, error) {
	ctx, cancel := context.WithTimeout(d.ctx, sockettest.Patience)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate[T](source, chromedp.EvalAwaitPromise))
}

// command has the browser carry out a command of the DevTools protocol.
func command[P, R any](d document, what cdp.Command[P, R], how P) R {
	d.t.Helper()
	result, err := chromedp.Call(d.ctx, what, how)
	if err != nil {
		d.t.Fatalf("%s: %v", what.Method, err)
	}
	return result
}

func script(t testing.TB, expression string, values []any) string {
	t.Helper()
	var written []any
	for _, value := range values {
		text, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		written = append(written, string(text))
	}
	if len(written) == 0 {
		return expression // it may hold a % of its own
	}
	return fmt.Sprintf(expression, written...)
}

// wait waits until a JavaScript expression is true in the document, which may
// be another document by then.
func (d document) wait(what, condition string, values ...any) {
	d.t.Helper()
	source := script(d.t, "Boolean("+condition+")", values)
	d.poll(what, func() (string, bool) {
		true, err := tryEvaluate[bool](d, source)
		if err != nil {
			return err.Error(), false
		}
		return "", true
	})
}

// poll looks again and again until what is looked for is there. look says what it
// saw instead.
func (d document) poll(what string, look func() (saw string, found bool)) {
	d.t.Helper()
	again := time.NewTicker(lookEveryMoment)
	defer again.Stop()
	late := time.After(sockettest.Patience)
	for {
		saw, found := look()
		if found {
			return
		}
		select {
		case <-again.C:
		case <-late:
			d.t.Fatalf("waited in vain for %s; there was %s", what, saw)
		case <-d.ctx.Done():
			d.t.Fatalf("waiting for %s: %v", what, context.Cause(d.ctx))
		}
	}
}

// text returns the text of the elements as a learner sees it, one a line.
func (d document) text(selector string) string {
	d.t.Helper()
	return strings.TrimSpace(evaluate[string](d, `[...document.querySelectorAll(%s)].map((e) => e.innerText).join("\n")`, selector))
}

// waitText waits until the text of the elements contains what is wanted.
func (d document) waitText(selector, want string) {
	d.t.Helper()
	d.poll(fmt.Sprintf("%q in %s", want, selector), func() (string, bool) {
		text, err := tryEvaluate[string](d, script(d.t,
			`[...document.querySelectorAll(%s)].map((e) => e.innerText).join("\n")`, []any{selector}))
		if err != nil {
			return err.Error(), false
		}
		return fmt.Sprintf("%q", text), strings.Contains(text, want)
	})
}

// count returns how many elements there are.
func (d document) count(selector string) int {
	d.t.Helper()
	return evaluate[int](d, `document.querySelectorAll(%s).length`, selector)
}

// seen returns how many of the elements a learner can see.
func (d document) seen(selector string) int {
	d.t.Helper()
	return evaluate[int](d, `[...document.querySelectorAll(%s)].filter((e) => e.checkVisibility({visibilityProperty: true})).length`, selector)
}
