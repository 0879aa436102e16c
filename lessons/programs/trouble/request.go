package trouble

import (
	"bytes"
	"fmt"
	"time"

	"twocups/lessons/play/rfc6455"
	"twocups/server/socket"
)

// cut makes the connection vanish: at once, or after the given number of further texts.
func cut(from *socket.Conn, c *client, after int) error {
	if err := checkRange("after", after, 0, MaxSaid); err != nil {
		return err
	}
	if after == 0 {
		from.Vanish()
	}
	c.cut = after
	return nil
}

// goDown makes the server vanish. Clients other than the one that asks are closed with 1012.
func (t *Trouble) goDown(from *socket.Conn, seconds int) error {
	if err := checkRange("seconds", seconds, 1, MaxDown); err != nil {
		return err
	}
	t.down = time.Now().Add(time.Duration(seconds) * time.Second)
	for other := range t.clients {
		if other != from {
			other.Close(rfc6455.ServiceRestart, "the server restarts")
		}
	}
	from.Vanish()
	return nil
}

// #region promise
// promise gives a client 1.5 times the time that it asks for, because of the network.
func (t *Trouble) promise(from *socket.Conn, c *client, seconds int) error {
	if err := checkRange("seconds", seconds, 1, MaxPromise); err != nil {
		return err
	}
	promised := c.promise > 0
	c.promise = time.Duration(seconds) * time.Second * 3 / 2
	if !promised {
		t.watch(from, c)
	}
	return nil
}

// watch closes the connection when nothing has come for too long. When something has
// come, watch looks again later.
func (t *Trouble) watch(conn *socket.Conn, c *client) {
	left := time.Until(c.heard.Add(c.promise))
	if left <= 0 {
		reason := fmt.Sprintf("silent: nothing came for %v", c.promise)
		conn.Close(rfc6455.TryAgainLater, reason)
		return
	}
	t.after(left, func() {
		if t.clients[conn] == c { // the client may have left
			t.watch(conn, c)
		}
	})
}

// #endregion

// piece is the message that pieces sends.
var piece = socket.Prepare(socket.Message{Opcode: rfc6455.Binary, Payload: bytes.Repeat([]byte("two cups"), PieceSize/8)})

// #region pieces
// pieces sends count pieces as fast as it can. Deliver waits for nobody: when too many
// pieces wait to be read, Deliver closes the connection instead.
func pieces(to *socket.Conn, count int) error {
	if err := checkRange("count", count, 1, MaxPieces); err != nil {
		return err
	}
	for range count {
		to.Deliver(piece)
	}
	return nil
}

// #endregion
