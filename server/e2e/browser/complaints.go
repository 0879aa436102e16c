package browser

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Complaints are what the browser's console shows in red: errors that a page or the browser
// logs, uncaught exceptions, and violations of the Content-Security-Policy. A complaint that
// the test has not allowed fails the test at its end.
type Complaints struct {
	mu      sync.Mutex
	texts   []string
	allowed []*regexp.Regexp
}

// Allow allows the complaints that match a regular expression, those before the call included.
func (c *Complaints) Allow(pattern string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.allowed = append(c.allowed, regexp.MustCompile(pattern))
}

// Matching returns the complaints so far that match a regular expression.
func (c *Complaints) Matching(pattern string) []string {
	expression := regexp.MustCompile(pattern)
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(c.texts), func(text string) bool { return !expression.MatchString(text) })
}

// unexpected returns the complaints that the test has not allowed.
func (c *Complaints) unexpected() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(c.texts), func(text string) bool {
		return slices.ContainsFunc(c.allowed, func(pattern *regexp.Regexp) bool { return pattern.MatchString(text) })
	})
}

// listen adds the complaint in an event of a tab or an iframe, if there is one.
func (c *Complaints) listen(event any) {
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		if e.Type == "error" || e.Type == "assert" {
			c.add("console." + string(e.Type) + ": " + argumentsText(e.Args))
		}
	case *runtime.EventExceptionThrown:
		c.add("exception: " + (&chromedp.ExceptionError{ExceptionDetails: e.ExceptionDetails}).Error())
	case *log.EventEntryAdded:
		if e.Entry.Level == "error" || e.Entry.Source == "security" {
			c.add(fmt.Sprintf("%s: %s %s", e.Entry.Source, e.Entry.Text, e.Entry.URL))
		}
	}
}

func (c *Complaints) add(text string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.texts = append(c.texts, text)
}

// argumentsText returns the arguments of a call to the console as text.
func argumentsText(arguments []*runtime.RemoteObject) string {
	var words []string
	for _, a := range arguments {
		words = append(words, unquote(a.Value)+a.Description)
	}
	return strings.Join(words, " ")
}
