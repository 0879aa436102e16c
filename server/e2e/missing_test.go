package e2e

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gorilla/websocket"

	"twocups/static"
)

// What is missing says so in a sentence of its own; the recorded run is there to
// read on with; and once the cause is gone, "Try again" does what was asked for.

// between is how sentences about something in between begin.
const between = "Something between you and the server, such as a proxy or a filter, does not let WebSockets through: "

// wantTrouble waits until the block says what is wrong, and shows its recorded
// run when that is asked for.
func (b block) wantTrouble(what string) {
	b.t.Helper()
	b.waitText(b.at(".trouble:not([hidden])"), what)
	b.hand.press(b.at(".trouble button[data-act=recorded]"))
	if b.seen(b.at(".recorded .rows li")) == 0 {
		b.t.Error("the recorded run is not shown")
	}
	b.hand.press(b.at(".trouble button[data-act=recorded]"))
	if b.seen(b.at(".recorded")) != 0 {
		b.t.Error("the recorded run does not go away again")
	}
}

// wantRetry presses "Try again" and waits until the first step is done and
// nothing is wrong any more.
func (b block) wantRetry() {
	b.t.Helper()
	b.hand.press(b.at(".trouble button[data-act=retry]"))
	b.waitDone(1)
	b.waitState("open")
	if trouble := b.trouble(); trouble != "" {
		b.t.Errorf("after the retry the block says %q", trouble)
	}
}

func TestBrowserWithoutWebAssembly(t *testing.T) {
	t.Parallel()
	tab := newTab(t)
	tab.before(`globalThis.kept = WebAssembly; delete globalThis.WebAssembly`)
	tab.open(program.Start(t) + lesson2)
	echo := tab.block("first-echo")
	echo.take(1)
	echo.wantTrouble("This browser does not run WebAssembly, which the steps need.\n\nUse a current browser, or allow WebAssembly in this one.")
	evaluate[bool](tab.document, `globalThis.WebAssembly = globalThis.kept, true`)
	echo.wantRetry()
}

func TestBrowserWithoutWebSocket(t *testing.T) {
	t.Parallel()
	tab := newTab(t)
	tab.before(`globalThis.kept = WebSocket; delete globalThis.WebSocket`)
	tab.open(program.Start(t) + lesson2)
	echo := tab.block("first-echo")
	echo.take(1)
	echo.wantTrouble("This browser has no WebSocket.\n\nUse a current browser, or allow WebSockets in this one.")
	evaluate[bool](tab.document, `globalThis.WebSocket = globalThis.kept, true`)
	echo.wantRetry()
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
	program := program.Launch(t, "-static", folder)
	tab := visit(t, program.Address+lesson2)
	tab.complaints.allow("404")
	echo := tab.block("first-echo")
	echo.take(1)
	echo.wantTrouble("This server was built without its WebAssembly module.\n\nWhoever runs it: build it with make, then start it again.")

	program.Relaunch(t) // as it was built: with the module
	echo.wantRetry()
}

func TestBrowserBehindAProxyThatLetsNoWebSocketThrough(t *testing.T) {
	t.Parallel()
	upgrade := func(r *http.Request) bool { return r.Header.Get("Upgrade") != "" }
	toASocket := func(r *http.Request) bool { return r.URL.Path == "/echo" || r.URL.Path == "/console" }
	for _, test := range []struct {
		name, want string
		proxy      func(w http.ResponseWriter, r *http.Request) bool
	}{
		{"that drops the handshake's headers", between + "the opening handshake got lost.", func(_ http.ResponseWriter, r *http.Request) bool {
			r.Header.Del("Upgrade")
			return false
		}},
		{"that answers upgrades with 400", between + "the opening handshake got lost.", func(w http.ResponseWriter, r *http.Request) bool {
			if upgrade(r) {
				http.Error(w, "what is that?", http.StatusBadRequest)
			}
			return upgrade(r)
		}},
		{"that answers everything of the kind with 400", between + "it answers with HTTP status 400.", func(w http.ResponseWriter, r *http.Request) bool {
			if toASocket(r) {
				http.Error(w, "what is that?", http.StatusBadRequest)
			}
			return toASocket(r)
		}},
		{"that sends to its login page", between + "it answers with a redirect, as a login page does.", func(w http.ResponseWriter, r *http.Request) bool {
			if toASocket(r) {
				http.Redirect(w, r, "/login", http.StatusFound)
			}
			return toASocket(r)
		}},
		{"that closes at once", between + "the opening handshake got lost.", func(w http.ResponseWriter, r *http.Request) bool {
			if upgrade(r) {
				panic(http.ErrAbortHandler)
			}
			return upgrade(r)
		}},
		{"that has nobody behind it", "The server answers with an error (HTTP status 502).", func(w http.ResponseWriter, r *http.Request) bool {
			if toASocket(r) {
				http.Error(w, "bad gateway", http.StatusBadGateway)
			}
			return toASocket(r)
		}},
	} {
		t.Run(strings.ReplaceAll(test.name, " ", "-"), func(t *testing.T) {
			proxy := newProxy(t, program.Start(t))
			proxy.answers(test.proxy)
			tab := visit(t, proxy.address+lesson2)
			tab.complaints.allow("WebSocket connection to .* failed|Failed to load resource")
			echo := tab.block("first-echo")
			echo.take(1)
			echo.wantTrouble(test.want)
			echo.waitOutcome(1, "The connection did not open.")
			echo.waitState("closed")

			proxy.answers(nil)
			echo.wantRetry()
			echo.waitRow("server", "Client connected!")
		})
	}
}

func TestBrowserBehindAProxyThatClosesAfterTheHandshake(t *testing.T) {
	t.Parallel()
	proxy := newProxy(t, program.Start(t))
	proxy.answers(func(w http.ResponseWriter, r *http.Request) bool {
		if r.Header.Get("Upgrade") == "" {
			return false
		}
		accept := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
		if conn, err := accept.Upgrade(w, r, nil); err == nil {
			conn.NetConn().Close()
		}
		return true
	})
	tab := visit(t, proxy.address+lesson2)
	echo := tab.block("first-echo")
	echo.take(1)
	echo.wantTrouble("The connection opened, and was cut before anything came over it.\n\nTry again. If it is cut each time, a proxy or a filter lets no WebSocket live")
	echo.waitRows("client", "connecting to /echo", "open", "closed 1006 (no valid close frame came)")
	echo.take(2)
	echo.waitOutcome(2, "Not sent: the connection is closed. Connect first.")

	proxy.answers(nil) // and "Try again" is about the connection, not about that step
	echo.wantRetry()
	echo.take(2)
	echo.waitDone(2)
}

func TestBrowserWithAServerThatIsGoneBeforeTheFirstPress(t *testing.T) {
	t.Parallel()
	program := program.Launch(t)
	tab := visit(t, program.Address+lesson2)
	tab.complaints.allow("WebSocket connection to .* failed|Failed to load resource|ERR_CONNECTION_REFUSED")
	program.Stop()
	binary, echo := tab.block("binary"), tab.block("first-echo")
	tab.enterInto(binary, "socket.url")
	binary.wantTrouble("The server does not answer")
	echo.take(1)
	echo.wantTrouble("The server does not answer")
	program.Relaunch(t)
	echo.wantRetry()
	echo.take(2)
	echo.waitDone(2)
	binary.hand.press(binary.at(".trouble button[data-act=retry]")) // whatever it was that had to wait
	binary.waitText(binary.at(".prompt .outcome"), "There is no socket yet. Connect first.")
	tab.wait("the trouble to be over", `document.querySelector("#binary .trouble").hidden`)
}

func TestBrowserWithAModuleThatHasStopped(t *testing.T) {
	t.Parallel()
	tab := newTab(t)
	tab.before(`const instantiate = WebAssembly.instantiateStreaming;
		WebAssembly.instantiateStreaming = async (...module) => {
			const made = await instantiate.apply(WebAssembly, module);
			globalThis.exported = made.instance.exports;
			return made;
		}`)
	tab.open(program.Start(t) + lesson2)
	tab.complaints.allow("panic|goroutine|The module stopped")
	echo, binary := tab.block("first-echo"), tab.block("binary")
	echo.take(1)
	echo.waitState("open")
	binary.take(1)
	binary.waitState("open")
	evaluate[bool](tab.document, `exported.press(99, 0), true`) // no page has so many blocks
	const stopped = "The module stopped: that is a fault of ours.\n\nReload the page."
	echo.wantTrouble(stopped)
	binary.wantTrouble(stopped)
	echo.take(2)
	echo.wantTrouble(stopped)
}

func TestBrowserTheLineKnowsTheClientsWithoutAServerConsole(t *testing.T) {
	t.Parallel()
	proxy := newProxy(t, program.Start(t))
	proxy.answers(func(w http.ResponseWriter, r *http.Request) bool {
		if r.URL.Path == "/console" {
			http.Error(w, "not here", http.StatusForbidden)
		}
		return r.URL.Path == "/console"
	})
	tab := visit(t, proxy.address+lesson6)
	tab.complaints.allow("WebSocket connection to .* failed|Failed to load resource")
	closes := tab.block("server-closes")
	closes.take(1)
	closes.waitDone(1)
	closes.take(2)
	closes.waitDone(2)
	tab.enterInto(closes, `alice.send("text for Alice")`)
	closes.waitRow("client", "← for Alice [alice · to the client · text · 9 bytes]")
}

func TestBrowserAProgramWithAServerThatIsGone(t *testing.T) {
	t.Parallel()
	program := program.Launch(t)
	tab := visit(t, program.Address+lesson1)
	tab.complaints.allow("ERR_CONNECTION_REFUSED|Failed to load resource")
	tab.runProgram("hello")
	program.Stop()
	tab.press("#hello button[data-act=run]")
	tab.waitText("#hello .printed", "The server does not answer. See whether it runs, then press Run again.")
	if n := tab.count("#hello iframe"); n != 0 {
		t.Errorf("%d frames are shown, of which the browser makes an error page", n)
	}
	program.Relaunch(t)
	tab.runProgram("hello").press("#hello")
	tab.waitText("#hello .printed", "The button was clicked.")
}

func TestBrowserWithAServerThatTakesTooLong(t *testing.T) {
	t.Parallel()
	proxy := newProxy(t, program.Start(t))
	done := make(chan bool)
	defer close(done)
	proxy.answers(func(w http.ResponseWriter, r *http.Request) bool {
		isModule := strings.HasSuffix(r.URL.Path, ".wasm")
		if isModule {
			w.Header().Set("Content-Type", "application/wasm")
			w.Write([]byte("\x00asm\x01\x00\x00\x00")) // and no more of it
			http.NewResponseController(w).Flush()
		}
		isLate := isModule || r.Method == http.MethodHead
		if isLate {
			<-done
		}
		return isLate
	})
	tab := newTab(t)
	tab.before(`const timeout = AbortSignal.timeout; AbortSignal.timeout = (ms) => timeout.call(AbortSignal, ms / 20)`)
	tab.open(proxy.address + lesson2)
	echo := tab.block("first-echo")
	echo.take(1)
	tab.press("#client button[data-act=run]")
	tab.waitText("#client .printed", "The server does not answer. See whether it runs, then press Run again.")
	echo.wantTrouble("The module did not come within 60 seconds.\n\nSee whether the server runs and the network is there. Then try again.")

	proxy.answers(nil)
	echo.wantRetry()
	tab.runProgram("client")
}
