package wsblock

import (
	"fmt"
	"strings"
	"testing"

	"twocups/lessons/play/rfc6455"
	"twocups/lessons/play/socketio"
)

// faultsOf returns the faults of a block, a line each.
func faultsOf(src string) string {
	var b strings.Builder
	_, faults := Parse(src)
	for _, f := range faults {
		fmt.Fprintln(&b, f)
	}
	return b.String()
}

func TestParseReadsAWholeBlock(t *testing.T) {
	steps, faults := Parse("# a comment\r\n\r\n" +
		"alice: connect /room?x=1 chat.v2 chat.v1\r\n" +
		"> First *line*\r\n" +
		"\tbob: connect /room\n" +
		"alice:message   Hello, Bob: hi  \n" +
		"bob: expect message Hello, Bob: hi\n" +
		">   Of the message,\n" +
		"> in two lines\n" +
		"bob: disconnect 3000 \"so\\tlong\"\n" +
		"bob: expect close\n")
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	want := []string{
		`3 alice: connect /room?x=1 chat.v2 chat.v1 | First *line*`,
		`5 bob: connect /room | `,
		"6 alice: message Hello, Bob: hi | Of the message,\nin two lines",
		`7 bob: expect message Hello, Bob: hi | `,
		`10 bob: disconnect 3000 "so\tlong" | `,
		`11 bob: expect close | `,
	}
	for i, s := range steps {
		if got := fmt.Sprintf("%d %s | %s", s.Line, s, s.Note); i >= len(want) || got != want[i] {
			t.Errorf("step %d: %q, want %q", i, got, want[min(i, len(want)-1)])
		}
	}
	if len(steps) != len(want) {
		t.Errorf("%d steps, want %d", len(steps), len(want))
	}
}

func TestParseNamesEachFaultAtItsPlace(t *testing.T) {
	connect, socketIO := "connect /echo\n", "connect socket.io\n"
	for _, c := range []struct{ src, want string }{
		{"", "1:1: no steps (want connect, message, binary, emit, emitWithAck, ack, disconnect or expect)\n"},
		{"# only a comment\n\n", "1:1: no steps (want connect, message, binary, emit, emitWithAck, ack, disconnect or expect)\n"},
		{"> early\n" + connect, "1:1: note \"> early\" before the first step (want a step above it)\n"},
		{"expect echo\n> early\n" + connect, "2:1: note \"> early\" before the first step (want a step above it)\n"},
		{"  conect /echo\n\n", "1:3: unknown verb \"conect\" (want connect, message, binary, emit, emitWithAck, ack, disconnect or expect)\n"},
		{"Connect /echo", "1:1: unknown verb \"Connect\" (want connect, message, binary, emit, emitWithAck, ack, disconnect or expect)\n"},
		{"connect", "1:8: path \"\" (want a path of this server such as /echo or socket.io)\n"},
		{"connect echo\nconnect //evil.org/x\nconnect /a#b\nconnect /ä", "" +
			"1:9: path \"echo\" (want a path of this server such as /echo or socket.io)\n" +
			"2:9: path \"//evil.org/x\" (want a path of this server such as /echo or socket.io)\n" +
			"3:9: path \"/a#b\" (want a path of this server such as /echo or socket.io)\n" +
			"4:9: path \"/ä\" (want a path of this server such as /echo or socket.io)\n"},
		{"connect /echo a,b x x", "" +
			"1:15: subprotocol \"a,b\" (want a token such as chat.v2)\n" +
			"1:21: subprotocol \"x\" twice (want each once)\n"},
		{connect + "message", "2:8: message without a text (want a text or \"\" for an empty message)\n"},
		{connect + "message \u00a0\nbinary \u00a0", "" +
			"2:9: message without a text (want a text or \"\" for an empty message)\n" +
			"3:8: binary without bytes (want pairs of hexadecimal digits such as 48 69)\n"},
		{connect + "message \"open", "2:9: text \"\\\"open\" (want a closing quote at the end and the escapes of JSON, such as \\\" and \\n)\n"},
		{connect + "message \"a\" b", "2:9: text \"\\\"a\\\" b\" (want a closing quote at the end and the escapes of JSON, such as \\\" and \\n)\n"},
		{connect + "message \"\\xff\"", "2:9: text \"\\\"\\\\xff\\\"\" (want a closing quote at the end and the escapes of JSON, such as \\\" and \\n)\n"},
		{"connect socket.io chat\nconnect socket.io /a,b\nconnect socket.io /a b", "" +
			"1:19: namespace \"chat\" (want a name such as /chat)\n" +
			"2:19: namespace \"/a,b\" (want a name such as /chat)\n" +
			"3:22: unexpected \"b\" (want the end of the line)\n"},
		{socketIO + "emit\nemit say, 1\nemit a 'b'\nemit a 1,\nemit ä \"ä\", x", "" +
			"2:5: event \"\" (want a name such as message or one in double quotes)\n" +
			"3:6: event \"say,\" (want a name such as message or one in double quotes)\n" +
			"4:8: arguments \"'b'\" (want a JSON value such as \"text\", 1 or true)\n" +
			"5:10: arguments \"\" (want something behind the comma)\n" +
			"6:13: arguments \"x\" (want a JSON value such as \"text\", 1 or true)\n"},
		{socketIO + "emit disconnect\nemit \"" + strings.Repeat("a", socketio.MaxEvent+1) + "\"", "" +
			"2:6: event \"disconnect\" is a name that Socket.IO keeps for itself (want another)\n" +
			"3:6: event \"" + strings.Repeat("a", 40) + "…\" (want a name of at most 128 bytes)\n"},
		{socketIO + "emit a 1" + strings.Repeat(",1", socketio.MaxArguments-1), "2:6: 257 values (want at most 256)\n"},
		{socketIO + "ack \"" + strings.Repeat("a", MaxText-3) + "\"", "2:4100: message of 4097 bytes (want at most 4096)\n"},
		{socketIO + "message hi\nexpect echo\nexpect binary 00\ndisconnect 1000", "" +
			"2:1: step \"message hi\" over Socket.IO (want emit, emitWithAck or ack)\n" +
			"3:1: step \"expect echo\" over Socket.IO (want expect event, expect ack or expect close)\n" +
			"4:1: step \"expect binary 00\" over Socket.IO (want expect event, expect ack or expect close)\n" +
			"5:1: step \"disconnect 1000\" over Socket.IO, which sends no code of yours (want disconnect)\n"},
		{connect + "emit a\nexpect ack\nconnect socket.io\nemit a", "" +
			"2:1: step \"emit a\" on a plain WebSocket (want steps such as message or connect socket.io)\n" +
			"3:1: step \"expect ack\" on a plain WebSocket (want steps such as message or connect socket.io)\n"},
		{"emit a\nmessage b\n" + connect + socketIO, "1:1: step \"emit a\" on a plain WebSocket (want steps such as message or connect socket.io)\n"},
		{"a: connect /echo\nb: connect socket.io\na: message hi\nb: emit hi\nb: disconnect\nb: expect close 1000", ""},
		{connect + "binary", "2:7: binary without bytes (want pairs of hexadecimal digits such as 48 69)\n"},
		{connect + "binary 48 6 0x zz4", "" +
			"2:11: bytes \"6\" (want pairs of hexadecimal digits such as 48 69)\n" +
			"2:13: bytes \"0x\" (want pairs of hexadecimal digits such as 48 69)\n" +
			"2:16: bytes \"zz4\" (want pairs of hexadecimal digits such as 48 69)\n"},
		{connect + "disconnect 1001\ndisconnect x\ndisconnect 01000\ndisconnect 5000\ndisconnect 99999", "" +
			"2:12: close code \"1001\" (want 1000 or 3000 to 4999)\n" +
			"3:12: close code \"x\" (want 1000 or 3000 to 4999)\n" +
			"4:12: close code \"01000\" (want 1000 or 3000 to 4999)\n" +
			"5:12: close code \"5000\" (want 1000 or 3000 to 4999)\n" +
			"6:12: close code \"99999\" (want 1000 or 3000 to 4999)\n"},
		{connect + "expect\nexpect pong\nexpect echo x\nexpect close 999\nexpect message\nexpect binary 4", "" +
			"2:7: unknown expectation \"\" (want echo, message, binary, event, ack or close)\n" +
			"3:8: unknown expectation \"pong\" (want echo, message, binary, event, ack or close)\n" +
			"4:13: unexpected \"x\" (want the end of the line)\n" +
			"5:14: close code \"999\" (want 1000 to 4999)\n" +
			"6:15: message without a text (want a text or \"\" for an empty message)\n" +
			"7:15: bytes \"4\" (want pairs of hexadecimal digits such as 48 69)\n"},
		{"Alice: connect /\n1a: connect /\n: connect /\nmessage: connect /\nä: connect /", "" +
			"1:1: client \"Alice\" (want a lower-case letter, then letters, digits or -)\n" +
			"2:1: client \"1a\" (want a lower-case letter, then letters, digits or -)\n" +
			"3:1: client \"\" (want a lower-case letter, then letters, digits or -)\n" +
			"4:1: client \"message\" has the name of a verb (want another name or no colon)\n" +
			"5:1: client \"ä\" (want a lower-case letter, then letters, digits or -)\n"},
		{"ä: ö", "" +
			"1:1: client \"ä\" (want a lower-case letter, then letters, digits or -)\n" +
			"1:4: unknown verb \"ö\" (want connect, message, binary, emit, emitWithAck, ack, disconnect or expect)\n"},
		{"message hi", "1:1: step \"message hi\" of a client that never connects (want a connect step)\n"},
		{"a: connect /\nmessage hi", "2:1: step \"message hi\" names no client, but the first step does (want \"a: message hi\")\n"},
		{connect + "b: message hi", "2:1: client \"b\", but the first step names none (want a client in every step or in none)\n"},
		{"expect echo\n" + connect, "1:1: expect before the first step (want a connect step above it)\n"},
		{"a: connect /\nb: expect message hi\nb: expect close\nb: connect /", "2:1: expect before the first step of client \"b\" (want a connect step above it)\n"},
		{"a: connect /\nb: message hi\nb: message ho", "2:1: step \"b: message hi\" of a client that never connects (want a connect step)\n"},
	} {
		if got := faultsOf(c.src); got != c.want {
			t.Errorf("%q:\ngot\n%swant\n%s", c.src, got, c.want)
		}
	}
}

func TestParseEnforcesItsLimits(t *testing.T) {
	connect := "connect /echo\n"
	for _, c := range []struct{ name, within, beyond, want string }{
		{"steps", connect + strings.Repeat("message x\n", MaxSteps-1), connect + strings.Repeat("message x\n", MaxSteps+2),
			"65:1: step 65 of a block that holds 64 (want a second block)\n"},
		{"steps and a fault below", connect, strings.Repeat("message x\n", MaxSteps+1) + "x\n",
			"65:1: step 65 of a block that holds 64 (want a second block)\n" +
				"66:1: unknown verb \"x\" (want connect, message, binary, emit, emitWithAck, ack, disconnect or expect)\n"},
		{"clients", "a: connect /\nb: connect /\nc: connect /\nd: connect /", "a: connect /\nb: connect /\nc: connect /\nd: connect /\ne: connect /",
			"5:1: client \"e\" is one too many (want at most 4)\n"},
		{"name", strings.Repeat("a", MaxName) + ": connect /", strings.Repeat("a", MaxName+1) + ": connect /",
			"1:1: client \"aaaaaaaaaaaaaaaaa\" is too long (want at most 16 characters)\n"},
		{"text", connect + "message " + strings.Repeat("a", MaxText), connect + "message " + strings.Repeat("a", MaxText+1),
			"2:9: text of 4097 bytes (want at most 4096)\n"},
		{"bytes", connect + "binary " + strings.Repeat("aa", MaxText), connect + "binary " + strings.Repeat("aa", MaxText+1),
			"2:8202: message of 4097 bytes (want at most 4096)\n"},
		{"reason", connect + "disconnect 1000 " + strings.Repeat("a", rfc6455.MaxReason), connect + "disconnect 1000 " + strings.Repeat("a", rfc6455.MaxReason+1),
			"2:17: text of 124 bytes (want at most 123)\n"},
	} {
		if got := faultsOf(c.within); got != "" {
			t.Errorf("%s within the limit: %s", c.name, got)
		}
		if got := faultsOf(c.beyond); got != c.want {
			t.Errorf("%s beyond the limit: got\n%swant\n%s", c.name, got, c.want)
		}
	}
}

func TestALongTextIsCutInAFault(t *testing.T) {
	_, err := ParseStep("connect " + strings.Repeat("ä", 50))
	want := `1:9: path "` + strings.Repeat("ä", 40) + `…" (want a path of this server such as /echo or socket.io)`
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
