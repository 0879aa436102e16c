package e2e

import (
	"testing"

	"twocups/server/app/apptest"

	"github.com/chromedp/cdproto/security"
)

func TestBrowserALessonIsLiveOverTLS(t *testing.T) {
	t.Parallel()
	tab := newTab(t)
	command(tab.document, security.SetIgnoreCertificateErrors, security.SetIgnoreCertificateErrorsParams{Ignore: true}) // the test's certificate is vouched for by nobody
	tab.open(program.Start(t, apptest.NewIssuer(t).Flags()...) + lesson2)
	echo := tab.block("first-echo")
	echo.take(1)
	echo.waitState("open")
	echo.take(2)
	echo.waitDone(1, 2)
	echo.waitRows("server", "Client connected!",
		"→ Hello [to the server · text · 5 bytes]", "← Hello [to the client · text · 5 bytes]")
	echo.take(3)
	echo.waitDone(3)
	if protocol := evaluate[string](tab.document, `performance.getEntriesByType("navigation")[0].nextHopProtocol`); protocol != "h2" {
		t.Errorf("the page came over %s", protocol)
	}
}
