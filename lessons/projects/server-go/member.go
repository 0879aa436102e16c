package main

import (
	"log"
	"time"

	"github.com/gorilla/websocket"
)

const (
	maxWaiting = 64               // messages: a member that is further behind is too slow
	pingEvery  = 20 * time.Second // often enough for the proxies on the way
	patience   = 50 * time.Second // two pings without an answer, and a little
)

// #region read
// read passes on each message, until the connection ends. Each pong of the client
// gives the client more time.
func (m *member) read(each func(message)) error {
	m.conn.SetReadLimit(maxMessage)
	later := func(string) error { return m.conn.SetReadDeadline(time.Now().Add(patience)) }
	m.conn.SetPongHandler(later)
	later("")
	for {
		kind, payload, err := m.conn.ReadMessage()
		if err != nil {
			return err
		}
		log.Printf("message: %q", payload)
		each(message{kind, payload})
	}
}

// #endregion

// #region write
// write is the only one that writes to the connection. It ends with the queue,
// or with the first error.
func (m *member) write() {
	defer m.conn.Close() // then read ends as well
	pings := time.NewTicker(pingEvery)
	defer pings.Stop()
	for {
		var err error
		select {
		case message, more := <-m.queue:
			if !more {
				return
			}
			m.conn.SetWriteDeadline(time.Now().Add(writeTime))
			err = m.conn.WriteMessage(message.kind, message.payload)
		case <-pings.C:
			err = m.conn.WriteControl(websocket.PingMessage, nil, time.Now().Add(writeTime))
		}
		if err != nil {
			return
		}
	}
}

// #endregion
