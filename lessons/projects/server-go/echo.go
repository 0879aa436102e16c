package main

import (
	"log"
	"net/http"
	"time"

	"github.com/gorilla/websocket"
)

// #region limits
// upgrader does the opening handshake. Its CheckOrigin is left as it is: it turns
// away pages that come from another host than this one.
var upgrader = websocket.Upgrader{HandshakeTimeout: 5 * time.Second}

const (
	maxMessage = 64 << 10         // bytes: by itself, gorilla has no limit
	writeTime  = 10 * time.Second // for a client that does not take what we send
)

// #endregion

// #region echo
func echo(w http.ResponseWriter, r *http.Request) {
	conn, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return // Upgrade has answered already, with the HTTP error
	}
	defer conn.Close()
	conn.SetReadLimit(maxMessage)
	log.Print("Client connected!")
	for {
		kind, message, err := conn.ReadMessage()
		if err != nil {
			log.Print("Client disconnected! ", err)
			return
		}
		log.Printf("message: %q", message)
		conn.SetWriteDeadline(time.Now().Add(writeTime))
		if err := conn.WriteMessage(kind, message); err != nil {
			return
		}
	}
}

// #endregion
