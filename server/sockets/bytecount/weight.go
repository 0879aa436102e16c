package bytecount

import "sync"

// Weight is what lies on a page's scales. Bytes to the server are up, bytes to the
// client down.
type Weight struct {
	HTTP      HTTPWeight      `json:"http"`
	WebSocket WebSocketWeight `json:"webSocket"`
}

// HTTPWeight is of requests that have been answered, to the last byte.
type HTTPWeight struct {
	Requests    int   `json:"requests"`
	Shared      int   `json:"shared"`      // of them: in HTTP/2, so not weighed
	Connections int   `json:"connections"` // that they came on
	Up          int64 `json:"up"`
	Down        int64 `json:"down"`
}

// WebSocketWeight is of WebSockets, those that are open included.
type WebSocketWeight struct {
	Connections   int   `json:"connections"`
	Ended         int   `json:"ended"` // of them
	HandshakeUp   int64 `json:"handshakeUp"`
	HandshakeDown int64 `json:"handshakeDown"`
	Up            int64 `json:"up"` // frames
	Down          int64 `json:"down"`
}

// run is a page's scales.
type run struct {
	mu     sync.Mutex
	weight Weight
}

func (r *run) add(change func(w *Weight)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	change(&r.weight)
}

// answered adds a request of HTTP/1.1 with its answer.
func (r *run) answered(another bool, up, down int64) {
	r.add(func(w *Weight) {
		w.HTTP.Requests++
		w.HTTP.Up += up
		w.HTTP.Down += down
		if another {
			w.HTTP.Connections++
		}
	})
}

// shared adds a request that shares its connection.
func (r *run) shared() {
	r.add(func(w *Weight) {
		w.HTTP.Requests++
		w.HTTP.Shared++
	})
}

// now returns what there is now.
func (r *run) now() Weight {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.weight
}
