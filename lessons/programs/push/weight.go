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

// weigh sets the header fields of an HTTP answer, so that any page may read the answer. It returns
// the sizes of the request and of the head of the answer.
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

// weighHandshake returns the sizes of an opening handshake and of the server's answer.
func weighHandshake(r *http.Request) weight {
	const answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
		"Sec-WebSocket-Accept: 0123456789abcdefghijklmnopq=\r\n\r\n"
	return weight{requestWeight(r), len(answer)}
}

// requestWeight returns the size of a request. It counts the least white space that a request can
// have, because the server does not know the real one, and browsers write the least.
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
