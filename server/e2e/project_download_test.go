package e2e

import (
	"archive/zip"
	"path/filepath"
	"strings"
	"testing"

	"twocups/server/e2e/browser"
)

func TestBrowserAProjectIsDownloaded(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+serverLesson)
	folder := tab.SaveDownloads()
	tab.Press("#server-go .download")
	waitArchive(tab, filepath.Join(folder, "server-go.zip"))
	if at := tab.Address(); !strings.HasSuffix(at, serverLesson) {
		t.Errorf("the page is now %s", at)
	}
}

func TestBrowserAProjectIsDownloadedFromASandboxedIFrameThatMay(t *testing.T) {
	t.Parallel()
	embed := visitEmbed(t, twocups.Start(t), serverLesson, "allow-downloads")
	folder := embed.Tab.SaveDownloads()
	if hint := embed.Text("#server-node .hint"); !strings.Contains(hint, "forbids downloads") {
		t.Errorf("the project in the iframe says %q", hint)
	}
	embed.Press("#server-node .download")
	waitArchive(embed.Tab, filepath.Join(folder, "server-node.zip"))
}

// waitArchive waits until a zip archive is complete.
func waitArchive(tab *browser.Tab, name string) {
	tab.T.Helper()
	tab.Poll("the download of "+name, func() (string, bool) {
		archive, err := zip.OpenReader(name)
		if err != nil {
			return err.Error(), false
		}
		defer archive.Close()
		return "", len(archive.File) > 0
	})
}
