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
	tab := p.page(t)
	tab.poll("the socket to be connected", func() (string, bool) {
		connected := tab.enter("socket.connected")
		return connected, connected == "true"
	})
	tab.poll("the upgrade to a WebSocket", func() (string, bool) {
		transport := tab.enter("socket.io.engine.transport.name")
		return transport, transport == "websocket"
	})
}

func wantClientConnected(t *testing.T, p *running) {
	wantConnected(t, p)
	p.printed.await(t, "Client connected!\n")
}

func wantMessages(t *testing.T, p *running) {
	wantClientConnected(t, p)
	tab := p.page(t)
	tab.enter(`socket.emit('message', "message"); ""`) // its value, the socket, is more than a test can be told
	p.printed.await(t, `(?m)^message$`)
	tab.close()
	p.printed.await(t, "Client disconnected!\n")
}

func wantBroadcast(t *testing.T, p *running) {
	wantMessages(t, p)
	alice, bob := p.page(t), p.page(t)
	bob.poll("Bob to be connected", func() (string, bool) {
		connected := bob.enter("socket.connected")
		return connected, connected == "true"
	})
	alice.write("input", "Hello <b>Bob</b>")
	alice.press("form button")
	bob.waitText("#messages", "Hello <b>Bob</b>")
	alice.waitText("#messages", "Hello <b>Bob</b> (the server has it)")
	if got := evaluate[string](bob.document, `document.querySelector("#messages").textContent`); got != "Hello <b>Bob</b>" {
		t.Errorf("Bob sees %q", got)
	}
}
