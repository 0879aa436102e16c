package e2e

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"

	"twocups/static"
)

// theBrowser is the one Chromium of all tests that need one. The first of them
// starts it; TestMain closes it.
var theBrowser browser

// browser is a Chromium with a profile of its own, which is gone after it.
type browser struct {
	starts sync.Once
	ctx    context.Context
	failed error
}

// chromiums are the names that Chromium goes by.
var chromiums = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"}

// chromiumFlags make Chromium run without a window, ask nobody on the internet
// for anything, and treat a tab that lies behind another like one in front. The
// sandbox is off because it does not work for root, whom containers run as; no page
// here is a stranger's.
var chromiumFlags = []chromedp.ExecAllocatorOption{
	chromedp.Flag("headless", "new"),
	chromedp.Flag("no-sandbox", true),
	chromedp.Flag("disable-gpu", true),
	chromedp.Flag("disable-quic", true),
	chromedp.Flag("no-first-run", true),
	chromedp.Flag("no-default-browser-check", true),
	chromedp.Flag("disable-background-networking", true),
	chromedp.Flag("disable-component-update", true),
	chromedp.Flag("disable-sync", true),
	chromedp.Flag("disable-features", "WebUIOmniboxPopup,WebUIOmniboxAimPopup"), // two processes a window for an address bar that nobody sees
	chromedp.Flag("disable-dev-shm-usage", true),                                // 64 MB in a container, which is too little
	chromedp.Flag("disable-background-timer-throttling", true),
	chromedp.Flag("disable-backgrounding-occluded-windows", true),
	chromedp.Flag("disable-renderer-backgrounding", true),
}

// open returns the browser's context, in which tabs are opened.
func (b *browser) open(t testing.TB) context.Context {
	t.Helper()
	b.starts.Do(func() { b.failed = b.start() })
	if b.failed != nil {
		t.Fatal(b.failed)
	}
	return b.ctx
}

func (b *browser) start() error {
	if _, err := fs.Stat(static.FS(), "gen/twocups.wasm"); err != nil {
		return fmt.Errorf("the module is not built (run make build): %w", err)
	}
	path, err := findChromium()
	if err != nil {
		return err
	}
	allocator, _ := chromedp.NewExecAllocator(context.Background(), append(chromiumFlags, chromedp.ExecPath(path))...)
	b.ctx, _ = chromedp.NewContext(allocator)
	if err := chromedp.Do(b.ctx); err != nil {
		return fmt.Errorf("starting %s: %w", path, err)
	}
	return nil
}

func findChromium() (string, error) {
	if path := os.Getenv("CHROMIUM"); path != "" {
		return path, nil
	}
	for _, name := range chromiums {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("no Chromium: run make test, which installs it, or name one in CHROMIUM=/path/to/chromium")
}

// close ends the browser, if one was started, and waits for it.
func (b *browser) close() {
	if b.ctx == nil {
		return
	}
	if err := chromedp.Cancel(b.ctx); err != nil {
		fmt.Fprintln(os.Stderr, "closing the browser:", err)
	}
}
