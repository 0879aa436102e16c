package browser

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

// sharedChromium is the Chromium process that all tabs of a test binary share.
var sharedChromium chromium

// chromium is a Chromium process with a temporary profile.
type chromium struct {
	once sync.Once
	ctx  context.Context
	err  error // of the start
}

// commands are the names under which systems install Chromium.
var commands = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"}

// options make Chromium run without a window and send no requests of its own to the internet.
// A tab in the background runs at the same speed as a tab in front. The sandbox is off, because
// it doesn't work for root, and containers run as root. All pages here are our own.
var options = []chromedp.ExecAllocatorOption{
	chromedp.Flag("headless", "new"),
	chromedp.Flag("no-sandbox", true),
	chromedp.Flag("disable-gpu", true),
	chromedp.Flag("disable-quic", true),
	chromedp.Flag("no-first-run", true),
	chromedp.Flag("no-default-browser-check", true),
	chromedp.Flag("disable-background-networking", true),
	chromedp.Flag("disable-component-update", true),
	chromedp.Flag("disable-sync", true),
	chromedp.Flag("disable-features", "WebUIOmniboxPopup,WebUIOmniboxAimPopup"), // each window would run two processes for its address bar
	chromedp.Flag("disable-dev-shm-usage", true),                                // /dev/shm has only 64 MB in a container
	chromedp.Flag("disable-background-timer-throttling", true),
	chromedp.Flag("disable-backgrounding-occluded-windows", true),
	chromedp.Flag("disable-renderer-backgrounding", true),
}

// Close ends the shared Chromium, if a test has started it, and waits for the process.
// TestMain calls it after the last test.
func Close() {
	if sharedChromium.ctx == nil {
		return
	}
	if err := chromedp.Cancel(sharedChromium.ctx); err != nil {
		fmt.Fprintln(os.Stderr, "closing the browser:", err)
	}
}

// open starts Chromium if it does not run yet, and returns the context to open tabs in.
func (c *chromium) open(t testing.TB) context.Context {
	t.Helper()
	c.once.Do(func() { c.err = c.start() })
	if c.err != nil {
		t.Fatal(c.err)
	}
	return c.ctx
}

func (c *chromium) start() error {
	if _, err := fs.Stat(static.FS(), "gen/twocups.wasm"); err != nil {
		return fmt.Errorf("the module is not built (run make build): %w", err)
	}
	path, err := findChromium()
	if err != nil {
		return err
	}
	allocator, _ := chromedp.NewExecAllocator(context.Background(), append(options, chromedp.ExecPath(path))...)
	c.ctx, _ = chromedp.NewContext(allocator)
	if err := chromedp.Do(c.ctx); err != nil {
		return fmt.Errorf("starting %s: %w", path, err)
	}
	return nil
}

func findChromium() (string, error) {
	if path := os.Getenv("CHROMIUM"); path != "" {
		return path, nil
	}
	for _, name := range commands {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("no Chromium: run make test, which installs it, or set CHROMIUM=/path/to/chromium")
}
