package bytecount

import "sync"

// Counts are what was counted for a page. Bytes to the server are up, bytes to the client
// down.
type Counts struct {
	HTTP      HTTPCounts      `json:"http"`
	WebSocket WebSocketCounts `json:"webSocket"`
}

// HTTPCounts are of requests that have been answered, to the last byte.
type HTTPCounts struct {
	Requests    int   `json:"requests"`
	Shared      int   `json:"shared"`      // of them: in HTTP/2, so their bytes are not counted
	Connections int   `json:"connections"` // that they came on
	Up          int64 `json:"up"`
	Down        int64 `json:"down"`
}

// WebSocketCounts are of WebSockets, those that are open included.
type WebSocketCounts struct {
	Connections   int   `json:"connections"`
	Ended         int   `json:"ended"` // of them
	HandshakeUp   int64 `json:"handshakeUp"`
	HandshakeDown int64 `json:"handshakeDown"`
	Up            int64 `json:"up"` // frames
	Down          int64 `json:"down"`
}

// counter counts for one page.
type counter struct {
	mu  sync.Mutex
	all Counts
}

func (c *counter) add(change func(all *Counts)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	change(&c.all)
}

// addHTTP1 adds a request of HTTP/1.1 with its answer. It may be the first on its
// connection.
func (c *counter) addHTTP1(first bool, up, down int64) {
	c.add(func(all *Counts) {
		all.HTTP.Requests++
		all.HTTP.Up += up
		all.HTTP.Down += down
		if first {
			all.HTTP.Connections++
		}
	})
}

// addShared adds a request that shares its connection with others.
func (c *counter) addShared() {
	c.add(func(all *Counts) {
		all.HTTP.Requests++
		all.HTTP.Shared++
	})
}

// counts returns what was counted so far.
func (c *counter) counts() Counts {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.all
}
