package bytecount

import "sync"

// Counts are the counts for a page. Up counts bytes to the server, and down bytes to the
// client.
type Counts struct {
	HTTP      HTTPCounts      `json:"http"`
	WebSocket WebSocketCounts `json:"webSocket"`
}

// HTTPCounts count requests. A request counts when its answer has been sent to the last byte.
type HTTPCounts struct {
	Requests    int   `json:"requests"`
	Shared      int   `json:"shared"`      // the requests among them in HTTP/2, whose bytes are not counted
	Connections int   `json:"connections"` // the connections of the requests in HTTP/1.1
	Up          int64 `json:"up"`
	Down        int64 `json:"down"`
}

// WebSocketCounts count WebSockets, also those that are open.
type WebSocketCounts struct {
	Connections   int   `json:"connections"`
	Ended         int   `json:"ended"` // the connections among them that have ended
	HandshakeUp   int64 `json:"handshakeUp"`
	HandshakeDown int64 `json:"handshakeDown"`
	Up            int64 `json:"up"` // bytes of frames, as Down
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

// addHTTP1 adds a request of HTTP/1.1 with its answer. First says whether the request is the
// first on its connection.
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

// counts returns the counts so far.
func (c *counter) counts() Counts {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.all
}
