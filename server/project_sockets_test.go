//go:build unix

package main

import (
	"net/http"
	"testing"
)

// The stages of lesson 8, in a browser with the official client, which their servers
// serve. Each stage does what those before it did.

// page opens the stage's page.
func (p *running) page(t *testing.T) *tab {
	t.Helper()
	tab := newTab(t)
	tab.complaints.allow("favicon.ico")
	tab.open(p.address)
	tab.waitText("h1", "Sockets")
	return tab
}

func wantPage(t *testing.T, p *running) {
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

func wantConnected(t *testing.T, p *running) {
	wantPage(t, p)
	p.connectedPage(t)
}

// connectedPage opens the page, and waits until its socket is connected and has moved
// from long polling to a WebSocket.
func (p *running) connectedPage(t *testing.T) *tab {
	t.Helper()
	tab := p.page(t)
	tab.poll("the socket to be connected by a WebSocket", func() (string, bool) {
		state := tab.enter("socket.connected") + " by " + tab.enter("socket.io.engine.transport.name")
		return state, state == "true by websocket"
	})
	return tab
}

func wantClientConnected(t *testing.T, p *running) {
	wantConnected(t, p)
	p.printed.await(t, "Client connected!\n")
}

func wantMessages(t *testing.T, p *running) {
	wantClientConnected(t, p)
	tab := p.connectedPage(t)
	tab.enter(`socket.emit('message', "message"); ""`) // its value, the socket, is more than a test can be told
	p.printed.await(t, `(?m)^message$`)
	tab.close()
	p.printed.await(t, "Client disconnected!\n")
}

func wantBroadcast(t *testing.T, p *running) {
	wantMessages(t, p)
	alice, bob := p.connectedPage(t), p.connectedPage(t)
	alice.write("input", "Hello <b>Bob</b>")
	alice.press("form button")
	bob.waitText("#messages", "Hello <b>Bob</b>")
	alice.waitText("#messages", "Hello <b>Bob</b> (the server has it)")
	if got := evaluate[string](bob.document, `document.querySelector("#messages").textContent`); got != "Hello <b>Bob</b>" {
		t.Errorf("Bob sees %q", got)
	}
}
