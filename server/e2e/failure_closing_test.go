package e2e

import (
	"testing"

	"twocups/server/e2e/browser"
)

// A connection that closes is open no more, and its close event is still to come. A page that sends
// then fails the test, since Chromium complains about the message that it drops.

// startClosing is JavaScript that starts to close a WebSocket. The page isn't told.
const startClosing = "WebSocket.prototype.close.call"

func TestBrowserAStepSendsNothingOnAConnectionThatCloses(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+websocketsLesson)
	echo := tab.Block("first-echo")
	echo.PressStep(1)
	echo.WaitState("open")
	browser.Evaluate[bool](tab.Document, startClosing+`(socket), document.querySelector(%s).click(), true`, echo.StepSelector(2)+" button")
	echo.WaitRow("client", "The browser dropped 5 bytes: the connection is closing.")
	echo.WaitState("closed")
}

func TestBrowserThePageSendsNothingOnAServerConsoleThatCloses(t *testing.T) {
	t.Parallel()
	tab := browser.NewTab(t)
	tab.AddInitScript(`globalThis.sockets = [];
		globalThis.WebSocket = class extends WebSocket {
			constructor(...details) {
				super(...details);
				sockets.push(this);
			}
		}`)
	tab.Open(twocups.Start(t) + websocketsLesson)
	echo := tab.Block("first-echo")
	echo.ToggleWire()
	echo.PressStep(1)
	echo.WaitWireRows(requestRow("/echo"), responseRow)
	browser.Evaluate[bool](tab.Document, `(() => {
		`+startClosing+`(sockets.find(({ url }) => url.endsWith("/console")));
		const wire = document.querySelector(%s);
		wire.open = false;
		wire.dispatchEvent(new Event("toggle"));
		return true;
	})()`, echo.Selector(".wire"))
	echo.WaitText(echo.Selector(".ends .console.server"), "The server console went silent")
}

func TestBrowserAByteCounterThatIsGoneIsNotWaitedFor(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+"/run/programs/http/compare.html")
	got := browser.Evaluate[[]string](tab.Document, `import("/run/programs/http/bytecounter.js").then(async ({ openByteCounter }) => {
		const counter = await openByteCounter();
		const weigh = () => counter.weigh(() => true).then(() => "weighed", ({ message }) => message);
		counter.close();
		return [await weigh(), await weigh()]; // while it closes, and when it is closed
	})`)
	for _, words := range got {
		if words != "the connection is closed" {
			t.Errorf("a counter that is closed: %q", words)
		}
	}
}
