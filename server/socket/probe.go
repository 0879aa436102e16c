package socket

import (
	"net/http"

	"twocups/lessons/play"
)

// answerProbe answers the request that a page sends when its WebSocket didn't open. A browser
// doesn't tell its page why. The request is a POST without a body, because a browser sends the
// origin of the page with every POST, as it does with an opening handshake. The page may be in a
// sandboxed iframe, so any page may read the answer. The answer has two lines: what is wrong, and
// what to do.
func (s *Sockets) answerProbe(w http.ResponseWriter, r *http.Request) {
	no := s.diagnose(r)
	if no.status == http.StatusUpgradeRequired {
		askToUpgrade(w, r)
	}
	next := "Reload this page, and try again."
	switch {
	case no.remedy != "":
		next = "This is for the person who runs the server. " + no.remedy
	case no.status == http.StatusServiceUnavailable:
		next = "Wait a little, then try again."
	case no.label == "":
		next = "Try another network, or a secure address (https), which most proxies leave alone. If you run the server, see whether your proxy passes on the answer to a request with \"Upgrade: websocket\"."
	}
	Answer(w, no.status, play.ProbePrefix+no.cause+"\n"+next)
}

// diagnose returns why the WebSocket of a page didn't open.
func (s *Sockets) diagnose(r *http.Request) *refusal {
	if s.isFull() {
		return full()
	}
	if no := s.checkOrigin(r); no != nil {
		return no
	}
	if no := s.recent.find(r); no != nil {
		return no
	}
	if !r.ProtoAtLeast(1, 1) {
		return oldProtocol()
	}
	return &refusal{status: http.StatusUpgradeRequired, cause: "The server answers, but a WebSocket to it does not open, and the server has refused none. " +
		"Something between you and the server, such as a proxy or a filter, does not let WebSockets through: the opening handshake or its answer got lost."}
}
