//go:build unix

package e2e

import (
	"bytes"
	"context"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"

	"twocups/server/e2e/browser"
	"twocups/server/socket/sockettest"
)

// The stages of the lesson about Socket.IO run in a browser, with the official client that
// their servers serve, and in Node, with the same client from npm. Each stage still does what
// the stages before it do.

// runInNode runs a program in Node, and returns its output. The program has npm's
// socket.io-client as io and the stage's address as address. Its standard input ends when
// meanwhile has returned.
func (p *runningProject) runInNode(t *testing.T, program string, meanwhile func()) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*sockettest.Timeout)
	defer cancel()
	node := exec.CommandContext(ctx, "node", "-e", "const { io } = require('socket.io-client'), address = process.argv[1];"+program, p.address)
	node.Env = append(os.Environ(), "NODE_PATH="+os.Getenv("SOCKET_IO_CLIENT"))
	var printed bytes.Buffer
	node.Stdout, node.Stderr = &printed, &printed
	input, err := node.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := node.Start(); err != nil {
		t.Fatal(err)
	}
	meanwhile()
	input.Close()
	if err := node.Wait(); err != nil {
		t.Errorf("a client in Node (make test sets where npm's socket.io-client is): %v\n%s", err, &printed)
	}
	return printed.String()
}

// page opens the page of the stage.
func (p *runningProject) page(t *testing.T) *browser.Tab {
	t.Helper()
	tab := browser.NewTab(t)
	tab.Complaints.Allow("favicon.ico")
	tab.Open(p.address)
	tab.WaitText("h1", "Sockets")
	return tab
}

func wantPage(t *testing.T, p *runningProject) {
	p.page(t)
	response, err := http.Get(p.address + "/sockets")
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode != http.StatusOK {
		t.Errorf("/sockets is answered %s", response.Status)
	}
}

func wantConnected(t *testing.T, p *runningProject) {
	wantPage(t, p)
	p.connectedPage(t)
}

// connectedPage opens the page, and waits until its socket is connected and upgraded from long
// polling to a WebSocket.
func (p *runningProject) connectedPage(t *testing.T) *browser.Tab {
	t.Helper()
	tab := p.page(t)
	tab.Poll("the socket to be connected by a WebSocket", func() (string, bool) {
		state := tab.EnterInDevTools("socket.connected") + " by " + tab.EnterInDevTools("socket.io.engine.transport.name")
		return state, state == "true by websocket"
	})
	return tab
}

func wantClientConnected(t *testing.T, p *runningProject) {
	wantConnected(t, p)
	p.printed.Await(t, "Client connected!\n")
}

func wantMessages(t *testing.T, p *runningProject) {
	wantClientConnected(t, p)
	tab := p.connectedPage(t)
	tab.EnterInDevTools(`socket.emit('message', "message"); ""`) // the value is "", since the socket that emit returns has no JSON
	p.printed.Await(t, `(?m)^message$`)
	tab.Close()
	p.printed.Await(t, "Client disconnected!\n")
	p.runInNode(t, `for (const transport of ['polling', 'websocket']) {
		const socket = io(address, { transports: [transport] });
		socket.on('connect', () => socket.emit('message', 'hello by ' + transport));
		process.stdin.on('end', () => socket.disconnect()).resume();
	}`, func() {
		p.printed.Await(t, `(?m)^hello by polling$`)
		p.printed.Await(t, `(?m)^hello by websocket$`)
	})
	p.printed.Await(t, `(?s)(Client disconnected!.*){3}`)
}

func wantBroadcast(t *testing.T, p *runningProject) {
	wantMessages(t, p)
	alice, bob := p.connectedPage(t), p.connectedPage(t)
	alice.Fill("input", "Hello <b>Bob</b>")
	alice.Press("form button")
	bob.WaitText("#messages", "Hello <b>Bob</b>")
	alice.WaitText("#messages", "Hello <b>Bob</b> (the server has it)")
	if got := browser.Evaluate[string](bob.Document, `document.querySelector("#messages").textContent`); got != "Hello <b>Bob</b>" {
		t.Errorf("Bob sees %q", got)
	}
	printed := p.runInNode(t, `const alice = io(address), bob = io(address);
	const heard = new Promise((resolve) => bob.on('message', resolve));
	bob.on('connect', async () => {
		console.log(await alice.emitWithAck('message', 'Hello from Node'));
		console.log(await heard);
		alice.disconnect();
		bob.disconnect();
	});`, func() {})
	for _, want := range []string{"Hello from Node\n", "the server has it\n"} {
		if !strings.Contains(printed, want) {
			t.Errorf("two clients in Node print %q, want %q", printed, want)
		}
	}
}
