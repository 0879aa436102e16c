package browser

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"

	"twocups/server/socket/sockettest"
)

// Evaluate returns the value of a JavaScript expression in a document. It awaits a promise.
// If there are values, each %s of the expression is replaced by one of them, as JSON.
func Evaluate[T any](d Document, expression string, values ...any) T {
	d.T.Helper()
	value, err := tryEvaluate[T](d, script(d.T, expression, values))
	if err != nil {
		d.T.Fatalf("evaluating %s: %v", expression, err)
	}
	return value
}

func tryEvaluate[T any](d Document, source string) (T, error) {
	ctx, cancel := context.WithTimeout(d.Context, sockettest.Timeout)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate[T](source, chromedp.EvalAwaitPromise))
}

// CallDevTools calls a method of the Chrome DevTools Protocol and returns its result.
func CallDevTools[P, R any](d Document, method cdp.Command[P, R], params P) R {
	d.T.Helper()
	result, err := chromedp.Call(d.Context, method, params)
	if err != nil {
		d.T.Fatalf("%s: %v", method.Method, err)
	}
	return result
}

// script returns an expression with the values in place.
func script(t testing.TB, expression string, values []any) string {
	t.Helper()
	if len(values) == 0 {
		return expression // a % in it is JavaScript's
	}
	var literals []any
	for _, value := range values {
		text, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		literals = append(literals, string(text))
	}
	return fmt.Sprintf(expression, literals...)
}

// unquote returns a value as text: a JSON string without its quotes.
func unquote(value []byte) string { return strings.Trim(string(value), `"`) }
