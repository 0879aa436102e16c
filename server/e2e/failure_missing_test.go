package e2e

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gorilla/websocket"

	"twocups/server/e2e/browser"
	"twocups/static"
)

// If something is missing, the block names it and offers the recorded run. The button "Try again"
// then presses the button that connects or that failed.

// filterTrouble is the beginning of the trouble that a proxy causes.
const filterTrouble = "Something between you and the server, such as a proxy or a filter, does not let WebSockets through: "

// lostHandshake is the trouble with a proxy that answers in the server's place.
const lostHandshake = "The server answers, but a WebSocket to it does not open, and the server has refused none. " + filterTrouble + "the opening handshake or its answer got lost."

func TestBrowserWithoutWebAssembly(t *testing.T) {
	t.Parallel()
	tab := browser.NewTab(t)
	tab.AddInitScript(`globalThis.savedWebAssembly = WebAssembly; delete globalThis.WebAssembly`)
	tab.Open(twocups.Start(t) + websocketsLesson)
	echo := tab.Block("first-echo")
	echo.PressStep(1)
	echo.WantTrouble("This browser does not run WebAssembly, which the steps need.\n\nUse a current browser, or allow WebAssembly in this one.")
	browser.Evaluate[bool](tab.Document, `globalThis.WebAssembly = globalThis.savedWebAssembly, true`)
	echo.WantRetry()
}

func TestBrowserWithoutWebSocket(t *testing.T) {
	t.Parallel()
	tab := browser.NewTab(t)
	tab.AddInitScript(`globalThis.savedWebSocket = WebSocket; delete globalThis.WebSocket`)
	tab.Open(twocups.Start(t) + websocketsLesson)
	echo := tab.Block("first-echo")
	echo.PressStep(1)
	echo.WantTrouble("This browser has no WebSocket.\n\nUse a current browser, or allow WebSockets in this one.")
	browser.Evaluate[bool](tab.Document, `globalThis.WebSocket = globalThis.savedWebSocket, true`)
	echo.WantRetry()
}

func TestBrowserWithAServerThatWasBuiltWithoutItsModule(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	if err := os.CopyFS(folder, static.FS()); err != nil {
		t.Fatal(err)
	}
	modules, err := filepath.Glob(filepath.Join(folder, "gen", "twocups.wasm*"))
	if err != nil || len(modules) == 0 {
		t.Fatalf("the module is not built (run make build): %v", err)
	}
	for _, name := range modules {
		if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
	}
	program := twocups.Launch(t, "-static", folder)
	tab := browser.Visit(t, program.Address+websocketsLesson)
	tab.Complaints.Allow("404")
	echo := tab.Block("first-echo")
	echo.PressStep(1)
	echo.WantTrouble("This server was built without its WebAssembly module.\n\nIf you run the server, build it with make, then start it again.")

	program.Relaunch(t) // with the built-in files, which have the module
	echo.WantRetry()
}

func TestBrowserBehindAProxyThatLetsNoWebSocketThrough(t *testing.T) {
	t.Parallel()
	isUpgrade := func(r *http.Request) bool { return r.Header.Get("Upgrade") != "" }
	isForSocket := func(r *http.Request) bool { return r.URL.Path == "/echo" || r.URL.Path == "/console" }
	for _, test := range []struct {
		name, want string
		proxy      func(w http.ResponseWriter, r *http.Request) bool
	}{
		{"that drops the handshake's headers", "The opening handshake came to the server without its fields Upgrade and Connection.\n\nThis is for the person who runs the server.", func(_ http.ResponseWriter, r *http.Request) bool {
			r.Header.Del("Upgrade")
			return false
		}},
		{"that passes on another Host", "and the server was asked for as http or https://internal.example.\n\nThis is for the person who runs the server.", func(_ http.ResponseWriter, r *http.Request) bool {
			if isForSocket(r) {
				r.Host = "internal.example"
			}
			return false
		}},
		{"that answers upgrades with 400", lostHandshake, func(w http.ResponseWriter, r *http.Request) bool {
			if isUpgrade(r) {
				http.Error(w, "what is that?", http.StatusBadRequest)
			}
			return isUpgrade(r)
		}},
		{"that answers every request for a socket with 400", filterTrouble + "it answers with HTTP status 400.", func(w http.ResponseWriter, r *http.Request) bool {
			if isForSocket(r) {
				http.Error(w, "what is that?", http.StatusBadRequest)
			}
			return isForSocket(r)
		}},
		{"that redirects to its login page", filterTrouble + "it answers with a redirect, as a login page does.", func(w http.ResponseWriter, r *http.Request) bool {
			if isForSocket(r) {
				http.Redirect(w, r, "/login", http.StatusFound)
			}
			return isForSocket(r)
		}},
		{"that closes at once", lostHandshake, func(w http.ResponseWriter, r *http.Request) bool {
			if isUpgrade(r) {
				panic(http.ErrAbortHandler)
			}
			return isUpgrade(r)
		}},
		{"that has no server behind it", "A proxy in front of the server, or the server itself, answers with an error (HTTP status 502).", func(w http.ResponseWriter, r *http.Request) bool {
			if isForSocket(r) {
				http.Error(w, "bad gateway", http.StatusBadGateway)
			}
			return isForSocket(r)
		}},
	} {
		t.Run(strings.ReplaceAll(test.name, " ", "-"), func(t *testing.T) {
			proxy := newProxy(t, twocups.Start(t))
			proxy.answerWith(test.proxy)
			tab := browser.Visit(t, proxy.address+websocketsLesson)
			tab.Complaints.Allow("WebSocket connection to .* failed|Failed to load resource")
			echo := tab.Block("first-echo")
			echo.PressStep(1)
			echo.WantTrouble(test.want)
			echo.WaitOutcome(1, "The connection did not open.")
			echo.WaitState("closed")

			proxy.answerWith(nil)
			echo.WantRetry()
			echo.WaitRow("server", "Client connected!")
		})
	}
}

func TestBrowserBehindAProxyThatClosesAfterTheHandshake(t *testing.T) {
	t.Parallel()
	proxy := newProxy(t, twocups.Start(t))
	proxy.answerWith(func(w http.ResponseWriter, r *http.Request) bool {
		if r.Header.Get("Upgrade") == "" {
			return false
		}
		accept := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
		if conn, err := accept.Upgrade(w, r, nil); err == nil {
			conn.NetConn().Close()
		}
		return true
	})
	tab := browser.Visit(t, proxy.address+websocketsLesson)
	echo := tab.Block("first-echo")
	echo.PressStep(1)
	echo.WantTrouble("The connection opened, and was cut before anything came over it.\n\nTry again. If it is cut each time, a proxy or a filter does not let WebSockets stay open")
	echo.WaitRows("client", "connecting to /echo", "open", "closed 1006 (no valid close frame came)")
	echo.PressStep(2)
	echo.WaitOutcome(2, "Not sent: the connection is closed. Connect first.")

	proxy.answerWith(nil) // "Try again" connects, and does not repeat the second step
	echo.WantRetry()
	echo.PressStep(2)
	echo.WaitDone(2)
}

func TestBrowserWithAServerThatIsGoneBeforeTheFirstPress(t *testing.T) {
	t.Parallel()
	program := twocups.Launch(t)
	tab := browser.Visit(t, program.Address+websocketsLesson)
	tab.Complaints.Allow("WebSocket connection to .* failed|Failed to load resource|ERR_CONNECTION_REFUSED")
	program.Stop()
	binary, echo := tab.Block("binary"), tab.Block("first-echo")
	binary.EnterInPrompt("socket.url")
	binary.WantTrouble("The server does not answer")
	echo.PressStep(1)
	echo.WantTrouble("The server does not answer")
	program.Relaunch(t)
	echo.WantRetry()
	echo.PressStep(2)
	echo.WaitDone(2)
	binary.PressRetry() // reads the line that waits in the prompt
	binary.WaitText(binary.Selector(".prompt .outcome"), "There is no socket yet. Connect first.")
	tab.WaitUntil("the trouble to be over", `document.querySelector("#binary .trouble").hidden`)
}

func TestBrowserWithAModuleThatHasStopped(t *testing.T) {
	t.Parallel()
	tab := browser.NewTab(t)
	tab.AddInitScript(`const instantiate = WebAssembly.instantiateStreaming;
		WebAssembly.instantiateStreaming = async (...module) => {
			const made = await instantiate.apply(WebAssembly, module);
			globalThis.exported = made.instance.exports;
			return made;
		}`)
	tab.Open(twocups.Start(t) + websocketsLesson)
	tab.Complaints.Allow("panic|goroutine|The module stopped")
	echo, binary := tab.Block("first-echo"), tab.Block("binary")
	echo.PressStep(1)
	echo.WaitState("open")
	binary.PressStep(1)
	binary.WaitState("open")
	browser.Evaluate[bool](tab.Document, `exported.press(99, 0), true`) // a block that the page does not have
	const stopped = "The module stopped: that is a fault of ours.\n\nReload the page."
	echo.WantTrouble(stopped)
	binary.WantTrouble(stopped)
	echo.PressStep(2)
	echo.WantTrouble(stopped)
}

func TestBrowserThePromptKnowsTheClientsWithoutAServerConsole(t *testing.T) {
	t.Parallel()
	proxy := newProxy(t, twocups.Start(t))
	proxy.answerWith(func(w http.ResponseWriter, r *http.Request) bool {
		if r.URL.Path == "/console" {
			http.Error(w, "not here", http.StatusForbidden)
		}
		return r.URL.Path == "/console"
	})
	tab := browser.Visit(t, proxy.address+closingLesson)
	tab.Complaints.Allow("WebSocket connection to .* failed|Failed to load resource")
	closes := tab.Block("server-closes")
	closes.PressStep(1)
	closes.WaitDone(1)
	closes.PressStep(2)
	closes.WaitDone(2)
	closes.EnterInPrompt(`alice.send("text for Alice")`)
	closes.WaitRow("client", "← for Alice [alice · to the client · text · 9 bytes]")
}

func TestBrowserAProgramWithAServerThatIsGone(t *testing.T) {
	t.Parallel()
	program := twocups.Launch(t)
	tab := browser.Visit(t, program.Address+eventsLesson)
	tab.Complaints.Allow("ERR_CONNECTION_REFUSED|Failed to load resource")
	tab.RunProgram("hello")
	program.Stop()
	tab.Press("#hello button[data-act=run]")
	tab.WaitText("#hello .printed", "The server does not answer. See whether it runs, then press Run again.")
	if n := tab.Count("#hello iframe"); n != 0 {
		t.Errorf("%d iframes are shown, each with an error page of the browser", n)
	}
	program.Relaunch(t)
	tab.RunProgram("hello").Press("#hello")
	tab.WaitText("#hello .printed", "The button was clicked.")
}

func TestBrowserWithAServerThatTakesTooLong(t *testing.T) {
	t.Parallel()
	proxy := newProxy(t, twocups.Start(t))
	done := make(chan bool)
	defer close(done)
	proxy.answerWith(func(w http.ResponseWriter, r *http.Request) bool {
		isModule := strings.HasSuffix(r.URL.Path, ".wasm")
		if isModule {
			w.Header().Set("Content-Type", "application/wasm")
			w.Write([]byte("\x00asm\x01\x00\x00\x00")) // the first bytes only
			http.NewResponseController(w).Flush()
		}
		isLate := isModule || r.Method == http.MethodHead
		if isLate {
			<-done
		}
		return isLate
	})
	tab := browser.NewTab(t)
	tab.AddInitScript(`const timeout = AbortSignal.timeout;
		globalThis.hurry = 20;
		AbortSignal.timeout = (ms) => timeout.call(AbortSignal, ms / hurry)`)
	tab.Open(proxy.address + websocketsLesson)
	echo := tab.Block("first-echo")
	echo.PressStep(1)
	tab.Press("#client button[data-act=run]")
	tab.WaitText("#client .printed", "The server does not answer. See whether it runs, then press Run again.")
	echo.WantTrouble("The module did not come within 60 seconds.\n\nSee whether the server runs and the network is there. Then try again.")

	proxy.answerWith(nil)
	browser.Evaluate[int](tab.Document, `globalThis.hurry = 1`)
	echo.WantRetry()
	tab.RunProgram("client")
}
