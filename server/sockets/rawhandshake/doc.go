// Package rawhandshake is the socket that sends the opening handshakes that a learner asks
// for, right or wrong. Lessons show with it how a server answers each of them: a browser
// sends only right ones, and hides the answer from the page.
//
// The learner's page opens a connection to it. Each message on it is one handshake. It
// goes to the HTTP server through a pipe inside the program, and is answered as any that
// comes over TCP. The pipe leads to the sockets that New is given and nowhere else:
// there is no address to give. Once the answer has come the pipe ends, so that no frame
// follows, and a learner has one handshake under way at a time.
//
// A binary message is sent byte for byte, right or wrong. The answer comes back in one text
// message, as it is. A text message says in what the handshake differs from a good
// one, in the notation of RFC 5234, but that its strings stand for just these letters:
//
//	request = "handshake"                   ; a good one
//	        / change *( SP "and" SP change )
//
//	change  = "without" SP name             ; leave this field out
//	        / name ":" [ SP value ]         ; this value, of a field that is there or a new one
//	        / "another" SP name ":" [ SP value ]  ; the field once more
//	        / method                        ; such as POST, instead of GET
//	        / path                          ; such as /nowhere, instead of /echo
//	        / "HTTP/" *char                 ; instead of HTTP/1.1
//
//	name    = token                         ; the case of its letters is not important
//	method  = 1*UPALPHA
//	path    = "/" *char                     ; to the next space
//	value   = quoted / *char                ; to the next SP "and" SP; quoted as in Go
//
// The good one has the key of the example in RFC 6455 §1.3, so that the same handshake
// has the same answer each time. The answer comes back in several text messages: its
// status line; each field about WebSockets, and Allow; and what its body says.
//
// A request that can't be understood is answered with what was expected. A handshake
// that has had no answer for [Patience] is given up.
package rawhandshake
