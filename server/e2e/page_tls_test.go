package e2e

import (
	"testing"

	"github.com/chromedp/cdproto/security"

	"twocups/server/app/apptest"
	"twocups/server/e2e/browser"
)

func TestBrowserALessonIsLiveOverTLS(t *testing.T) {
	t.Parallel()
	tab := browser.NewTab(t)
	browser.CallDevTools(tab.Document, security.SetIgnoreCertificateErrors, security.SetIgnoreCertificateErrorsParams{Ignore: true}) // nobody has signed the test's certificate
	tab.Open(twocups.Start(t, apptest.NewIssuer(t).Flags()...) + websocketsLesson)
	echo := tab.Block("first-echo")
	echo.PressStep(1)
	echo.WaitState("open")
	echo.PressStep(2)
	echo.WaitDone(1, 2)
	echo.WaitRows("server", "Client connected!",
		"→ Hello [to the server · text · 5 bytes]", "← Hello [to the client · text · 5 bytes]")
	echo.PressStep(3)
	echo.WaitDone(3)
	if protocol := browser.Evaluate[string](tab.Document, `performance.getEntriesByType("navigation")[0].nextHopProtocol`); protocol != "h2" {
		t.Errorf("the page came over %s", protocol)
	}
}
