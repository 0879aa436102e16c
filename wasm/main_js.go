// Command wasm is the WebAssembly module that runs the steps of a lesson in the page. It
// exports package player to JavaScript, which calls it from static/live/module.js.
//
// The functions below are the module's exports. Package wsjs has the imports, which call
// the page. The file static/types.d.ts is the contract of both.
//
// The page loads each ws block once, and refers to it by its number from then on.
// JavaScript writes a text or a message to the address that [reserve] returns, and passes
// its length in bytes to the export that it calls next. No export blocks.
//
// # Debugging
//
// Nearly all of the module is package player, which builds for every system. To debug the
// player natively, write a test like those of the player and run it in a debugger. The page
// of these tests (player/page_test.go) records the player's calls.
//
// To see the calls between JavaScript and the module in the browser, set breakpoints in
// static/live/module.js, or a logpoint at the export or the import in question.
//
// The println builtin writes to the browser's console, and hardly makes the module larger;
// package fmt would add 122 KB. A panic stops the module: Go writes its message and the stack
// of the goroutines to the browser's console, with function names and lines, and
// the page tells the learner that the module has stopped.
//
// The browser's debugger shows Go's function names in the module if the Makefile's
// MODULE_BUILD has no -s in its -ldflags.
package main

import (
	"strings"
	"unsafe"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/lessons/play/wsblock"
	"twocups/wasm/player"
	"twocups/wasm/wsjs"
)

// main never returns, because JavaScript can call the exports only while main runs.
func main() { select {} }

var (
	players    []*player.Player
	resultText []byte // see result
)

// playerOf returns the player of a block, and reads the clock for it.
func playerOf(block int32) *player.Player {
	wsjs.ReadClock()
	return players[block]
}

// reserve returns the address of n bytes to write a text to.
//
//go:wasmexport reserve
func reserve(n int32) unsafe.Pointer { return wsjs.Reserve(int(n)) }

// result returns the address of the text whose length the latest export has returned.
//
//go:wasmexport result
func result() unsafe.Pointer { return unsafe.Pointer(unsafe.SliceData(resultText)) }

// load makes a player for a block. The text is the block's name, a line feed, and the
// steps, one a line. load returns the block's number, or -1 for faulty steps.
//
//go:wasmexport load
func load(n int32) int32 {
	name, lines, _ := strings.Cut(wsjs.String(n), "\n")
	number := int32(len(players))
	p := player.New(wsjs.Page(number), name, nil)
	if len(p.Rewrite(lines)) > 0 {
		return -1
	}
	players = append(players, p)
	return number
}

// view returns the length of the block's view as JSON.
//
//go:wasmexport view
func view(block int32) int32 {
	resultText = playerOf(block).View().AppendJSON(resultText[:0])
	return int32(len(resultText))
}

// The exports that report what the learner does.

//go:wasmexport press
func press(block, step int32) { playerOf(block).Press(int(step)) }

//go:wasmexport runAll
func runAll(block int32) { playerOf(block).Run() }

//go:wasmexport stop
func stop(block int32) { playerOf(block).Stop() }

//go:wasmexport reset
func reset(block int32) { playerOf(block).Reset() }

// edit changes the message of a step. It returns the length of the fault's text, or 0.
//
//go:wasmexport edit
func edit(block, step, n int32) int32 {
	resultText = resultText[:0]
	if err := playerOf(block).Edit(int(step), wsjs.String(n)); err != nil {
		resultText = append(resultText, err.Error()...)
	}
	return int32(len(resultText))
}

// sendOwn sends a learner's own message. It returns the length of the reason why it was
// not sent, or 0.
//
//go:wasmexport sendOwn
func sendOwn(block, client, n int32) int32 {
	resultText = append(resultText[:0], playerOf(block).SendOwn(int(client), wsjs.String(n))...)
	return int32(len(resultText))
}

// emit sends an event of Socket.IO, a JSON array, from the browser's console. It returns
// the number of the acknowledgement that the event asks for, or minus the length of the
// reason why the event was not sent.
//
//go:wasmexport emit
func emit(block, conn, asks, n int32) int32 {
	id, refused := playerOf(block).Emit(int(conn), wsjs.String(n), asks != 0)
	if resultText = append(resultText[:0], refused...); refused != "" {
		return -int32(len(resultText))
	}
	return int32(id)
}

//go:wasmexport disconnect
func disconnect(block, conn int32) { playerOf(block).Disconnect(int(conn)) }

// rewrite replaces the steps of a block by the learner's own. It returns the length of the
// faults' text, one fault a line, or 0.
//
//go:wasmexport rewrite
func rewrite(block, n int32) int32 {
	resultText = resultText[:0]
	for _, fault := range playerOf(block).Rewrite(wsjs.String(n)) {
		resultText = append(append(resultText, fault.Error()...), '\n')
	}
	return int32(len(resultText))
}

// addCondition adds a condition to the block's check. The text is the client's name, the
// reason, and the event's text.
//
//go:wasmexport addCondition
func addCondition(block, side, kind, opcode, code, least, most, emitted, then, times, clientLength, reasonLength, n int32) {
	client, reason, text := splitText(wsjs.String(n), clientLength, reasonLength)
	playerOf(block).AddCondition(wsblock.Condition{
		Event: play.Event{
			Side: rfc6455.Side(side), Kind: play.Kind(kind), Opcode: rfc6455.Opcode(opcode), Code: rfc6455.CloseCode(code),
			Client: client, Reason: reason, Text: text,
		},
		Least: int(least), Most: int(most), Emitted: emitted != 0, Then: then != 0, Times: int(times),
	})
}

// The exports that report what the sockets do.

//go:wasmexport opened
func opened(block, conn, n int32) { playerOf(block).Opened(int(conn), wsjs.String(n)) }

//go:wasmexport received
func received(block, conn, binary, n int32) {
	playerOf(block).Received(int(conn), dataOpcode(binary), wsjs.Bytes(n))
}

//go:wasmexport errored
func errored(block, conn int32) { playerOf(block).Errored(int(conn)) }

//go:wasmexport closed
func closed(block, conn, code, clean, n int32) {
	playerOf(block).Closed(int(conn), rfc6455.CloseCode(code), wsjs.String(n), clean != 0)
}

//go:wasmexport typed
func typed(block, conn, binary, n int32) {
	playerOf(block).Typed(int(conn), dataOpcode(binary), wsjs.Bytes(n))
}

//go:wasmexport dropped
func dropped(block, conn, size int32) { playerOf(block).Dropped(int(conn), int(size)) }

//go:wasmexport typedClose
func typedClose(block, conn, code, n int32) {
	playerOf(block).TypedClose(int(conn), rfc6455.CloseCode(code), wsjs.String(n))
}

func dataOpcode(binary int32) rfc6455.Opcode {
	if binary != 0 {
		return rfc6455.Binary
	}
	return rfc6455.Text
}

// The exports that report what the page learns.

//go:wasmexport setConsole
func setConsole(block, n int32) { playerOf(block).SetConsole(wsjs.String(n)) }

//go:wasmexport unwatched
func unwatched(block, n int32) { playerOf(block).Unwatched(wsjs.String(n)) }

//go:wasmexport consoleLost
func consoleLost(block, n int32) { playerOf(block).ConsoleLost(wsjs.String(n)) }

//go:wasmexport networkLost
func networkLost(block int32) { playerOf(block).NetworkLost() }

//go:wasmexport networkBack
func networkBack(block int32) { playerOf(block).NetworkBack() }

//go:wasmexport probed
func probed(block, conn, answer, status, n int32) {
	playerOf(block).Probed(int(conn), player.Answer(answer), int(status), wsjs.String(n))
}

//go:wasmexport woken
func woken(block int32) { playerOf(block).Woken() }

// kind and opcode return the number of a word in a notice, or -1 for a word that only a
// server of another version knows. The page asks once for each word, because JavaScript
// passes a number to Go in a hundredth of the time that a word takes.
//
//go:wasmexport kind
func kind(n int32) int32 {
	var k play.Kind
	if k.UnmarshalText(wsjs.Bytes(n)) != nil {
		return -1
	}
	return int32(k)
}

//go:wasmexport opcode
func opcode(n int32) int32 {
	var o rfc6455.Opcode
	if o.UnmarshalText(wsjs.Bytes(n)) != nil {
		return -1
	}
	return int32(o)
}

// notice adds an event of the server console. The text is the client's name, the reason,
// and the event's text.
//
//go:wasmexport notice
func notice(block, attempt, missed int32, time float64, kind, opcode, size, code, clean, clientLength, reasonLength, raw, n int32) {
	client, reason, text := splitText(wsjs.String(n), clientLength, reasonLength)
	playerOf(block).Notice(play.Notice{
		Tag:    play.Tag{Attempt: int(attempt), Client: client, Raw: raw != 0},
		Missed: int(missed),
		Event: play.Event{
			At: play.Milliseconds(time), Side: rfc6455.Server, Kind: play.Kind(kind), Opcode: rfc6455.Opcode(opcode),
			Size: int(size), Code: rfc6455.CloseCode(code), Clean: clean != 0,
			Reason: reason, Text: text,
		},
	})
}

// splitText splits a text after two parts of the given lengths.
func splitText(text string, first, second int32) (string, string, string) {
	return text[:first], text[first : first+second], text[first+second:]
}
