package e2e

import (
	"archive/zip"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	cdpbrowser "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"
)

const (
	lesson7 = "/lessons/a-server-of-your-own"
	lesson8 = "/lessons/socket-io"
)

func TestBrowserAProjectIsDownloaded(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson7)
	folder := tab.downloads()
	tab.press("#server-go .download")
	tab.wantDownload(filepath.Join(folder, "server-go.zip"))
	if at := tab.address(); !strings.HasSuffix(at, lesson7) {
		t.Errorf("the page has gone to %s", at)
	}
}

func TestBrowserAProjectIsDownloadedFromASandboxedFrameThatMay(t *testing.T) {
	t.Parallel()
	embed := program.Start(t) + "/embed/a-server-of-your-own"
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write([]byte(`<!doctype html><html lang=en><title>A course</title><link rel=icon href=data:,>` +
			`<iframe id="e0" title="Lesson" width="800" height="900" sandbox="allow-scripts allow-downloads" src="` + embed + `"></iframe>`))
	}))
	t.Cleanup(site.Close)
	tab := visit(t, strings.Replace(site.URL, "127.0.0.1", "localhost", 1))
	folder := tab.downloads()
	frame := tab.frame("#e0")
	if hint := evaluate[string](frame.document, `document.querySelector("#server-node .hint").textContent`); !strings.Contains(hint, "forbids downloads") {
		t.Errorf("the frame's project says %q", hint)
	}
	frame.press("#server-node .download")
	tab.wantDownload(filepath.Join(folder, "server-node.zip"))
}

// downloads has the browser save what the tab downloads in a folder, which it returns.
func (tab *tab) downloads() string {
	tab.t.Helper()
	folder := tab.t.TempDir()
	command(tab.document, cdpbrowser.SetDownloadBehavior, cdpbrowser.SetDownloadBehaviorParams{
		Behavior:         cdpbrowser.SetDownloadBehaviorBehaviorAllow,
		BrowserContextID: chromedp.FromContext(tab.ctx).BrowserContextID,
		DownloadPath:     folder,
	})
	return folder
}

// wantDownload waits until the file is there, whole.
func (tab *tab) wantDownload(name string) {
	tab.t.Helper()
	tab.poll("the download of "+name, func() (string, bool) {
		archive, err := zip.OpenReader(name)
		if err != nil {
			return err.Error(), false
		}
		defer archive.Close()
		return "", len(archive.File) > 0
	})
}
