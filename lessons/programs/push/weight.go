package push

import (
	"net/http"
	"time"
)

// weight is how many bytes went over the wire.
type weight struct {
	Up   int `json:"up"`   // the request
	Down int `json:"down"` // the head of its answer, Content-Length aside
}

// weigh gives an answer of HTTP its header fields, so that any page may read it, and
// returns what the request weighs and what the head of the answer will.
func weigh(w http.ResponseWriter, r *http.Request) weight {
	header := w.Header()
	header.Set("Access-Control-Allow-Origin", "*")
	header.Set("Cache-Control", "no-store")
	if header.Get("Content-Type") == "" {
		header.Set("Content-Type", "application/json")
	}
	header.Set("Date", time.Now().UTC().Format(http.TimeFormat))
	return weight{requestWeight(r), len("HTTP/1.1 200 OK\r\n") + fields(header) + len("\r\n")}
}

// weighHandshake returns what an opening handshake weighs, with the server's answer.
func weighHandshake(r *http.Request) weight {
	const answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
		"Sec-WebSocket-Accept: 0123456789abcdefghijklmnopq=\r\n\r\n"
	return weight{requestWeight(r), len(answer)}
}

// requestWeight returns what a request weighs. The server has forgotten the white space
// in it, of which browsers write as little as they can.
func requestWeight(r *http.Request) int {
	return len(r.Method+" "+r.RequestURI+" "+r.Proto+"\r\n") + field("Host", r.Host) + fields(r.Header) + len("\r\n")
}

func fields(header http.Header) (bytes int) {
	for name, values := range header {
		for _, value := range values {
			bytes += field(name, value)
		}
	}
	return bytes
}

func field(name, value string) int { return len(name + ": " + value + "\r\n") }
