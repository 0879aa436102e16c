package e2e

import (
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// complaints are what a browser's console shows in red: errors that a page or
// the browser logs, exceptions that nobody caught, and what the Content-Security-Policy
// refused.
type complaints struct {
	mu      sync.Mutex
	all     []string
	allowed []*regexp.Regexp
}

// take takes an event of a tab or of a frame.
func (c *complaints) take(event any) {
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		if e.Type == "error" || e.Type == "assert" {
			c.add("console." + string(e.Type) + ": " + printed(e.Args))
		}
	case *runtime.EventExceptionThrown:
		c.add("exception: " + (&chromedp.ExceptionError{ExceptionDetails: e.ExceptionDetails}).Error())
	case *log.EventEntryAdded:
		if e.Entry.Level == "error" || e.Entry.Source == "security" {
			c.add(fmt.Sprintf("%s: %s %s", e.Entry.Source, e.Entry.Text, e.Entry.URL))
		}
	}
}

func (c *complaints) add(text string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.all = append(c.all, text)
}

// allow says that complaints which match are part of the test.
func (c *complaints) allow(pattern string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.allowed = append(c.allowed, regexp.MustCompile(pattern))
}

// matching returns the complaints that match.
func (c *complaints) matching(pattern string) []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	var found []string
	for _, text := range c.all {
		if regexp.MustCompile(pattern).MatchString(text) {
			found = append(found, text)
		}
	}
	return found
}

// unexpected returns the complaints that nothing allows.
func (c *complaints) unexpected() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	var found []string
next:
	for _, text := range c.all {
		for _, pattern := range c.allowed {
			if pattern.MatchString(text) {
				continue next
			}
		}
		found = append(found, text)
	}
	return found
}

func printed(values []*runtime.RemoteObject) string {
	var words []string
	for _, v := range values {
		words = append(words, strings.Trim(string(v.Value), `"`)+v.Description)
	}
	return strings.Join(words, " ")
}
