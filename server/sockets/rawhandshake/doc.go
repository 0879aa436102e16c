// Package rawhandshake is the socket that sends the opening handshakes that a learner asks for,
// valid or not. Lessons use it to show how a server answers each of them: a browser sends only
// valid ones, and hides the answer from the page.
//
// The learner's page opens a connection. Each message on it asks for one handshake. The
// handshake goes to the HTTP server through a pipe inside the program, and the server answers as
// it does over TCP. The pipe leads only to the server that [Handler] gets, and a request has no
// address. The pipe ends when the answer has come, so no frame follows. A learner has one
// handshake under way at a time.
//
// A binary message is sent byte for byte. Its answer comes back unchanged, in one text message. A
// text message says how the handshake differs from a valid one. The grammar is in the notation of
// RFC 5234, but the case of the letters in strings matters:
//
//	request = "handshake"                   ; a valid one
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
// The valid handshake has the key of the example in RFC 6455 §1.3, so that the same handshake
// always has the same answer. The answer comes back in several text messages: the status line,
// each field about WebSockets, the field Allow, and the body.
//
// A request with a fault is answered with the choices. If a handshake has no answer after
// [AnswerTimeout], its connection is closed, and the learner gets a message that says so.
package rawhandshake
