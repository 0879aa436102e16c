package wsjs

import (
	"strings"
	"unsafe"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
)

//go:wasmimport twocups open
func open(block, conn int32, client unsafe.Pointer, clientLen int32, path unsafe.Pointer, pathLen int32, subprotocols unsafe.Pointer, subprotocolsLen int32)

//go:wasmimport twocups send
func send(block, conn, binary int32, payload unsafe.Pointer, payloadLen int32)

//go:wasmimport twocups close
func closeSocket(block, conn, code int32, reason unsafe.Pointer, reasonLen int32)

//go:wasmimport twocups probe
func probe(block, conn int32, path unsafe.Pointer, pathLen int32)

//go:wasmimport twocups named
func named(block, conn int32, sid unsafe.Pointer, sidLen int32)

//go:wasmimport twocups acked
func acked(block, conn, id int32, payload unsafe.Pointer, payloadLen int32)

//go:wasmimport twocups wake
func wake(block int32, after float64)

//go:wasmimport twocups changed
func changed(block int32)

//go:wasmimport twocups now
func now() float64

// callTime is the time at which JavaScript called the export that runs now. An export runs
// so briefly that it needs no newer time.
var callTime play.Milliseconds

// ReadClock reads performance.now(). Every export that needs the time calls ReadClock
// first.
func ReadClock() { callTime = play.Milliseconds(now()) }

// Page is the page of one ws block, and implements [twocups/wasm/player.Page]. Its value
// is the block's number.
type Page int32

// Open opens a WebSocket of the client to the path (WHATWG WebSockets §3.1).
func (p Page) Open(conn int, client, path string, subprotocols []string) {
	list := strings.Join(subprotocols, " ") // tokens contain no space
	open(int32(p), int32(conn), unsafe.Pointer(unsafe.StringData(client)), int32(len(client)),
		unsafe.Pointer(unsafe.StringData(path)), int32(len(path)),
		unsafe.Pointer(unsafe.StringData(list)), int32(len(list)))
}

// Send calls WebSocket.send.
func (p Page) Send(conn int, opcode rfc6455.Opcode, payload []byte) {
	var binary int32
	if opcode == rfc6455.Binary {
		binary = 1
	}
	send(int32(p), int32(conn), binary, unsafe.Pointer(unsafe.SliceData(payload)), int32(len(payload)))
}

// Close calls WebSocket.close, without arguments for code 0.
func (p Page) Close(conn int, code rfc6455.CloseCode, reason string) {
	closeSocket(int32(p), int32(conn), int32(code), unsafe.Pointer(unsafe.StringData(reason)), int32(len(reason)))
}

// Probe sends a POST to the path. The page reports the answer by the export probed.
func (p Page) Probe(conn int, path string) {
	probe(int32(p), int32(conn), unsafe.Pointer(unsafe.StringData(path)), int32(len(path)))
}

// Named reports the name that the server has given to a connection over Socket.IO (sid).
func (p Page) Named(conn int, sid string) {
	named(int32(p), int32(conn), unsafe.Pointer(unsafe.StringData(sid)), int32(len(sid)))
}

// Acked reports an acknowledgement that the page has asked for.
func (p Page) Acked(conn, id int, payload string) {
	acked(int32(p), int32(conn), int32(id), unsafe.Pointer(unsafe.StringData(payload)), int32(len(payload)))
}

// Wake sets the block's one timer.
func (p Page) Wake(after play.Milliseconds) { wake(int32(p), float64(after)) }

// Changed makes the page draw the block in its next animation frame.
func (p Page) Changed() { changed(int32(p)) }

// Now returns the time that [ReadClock] has read.
func (p Page) Now() play.Milliseconds { return callTime }
