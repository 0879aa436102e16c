// Package conformance plays some five hundred cases of RFC 6455 against an echo
// server: raw frames over a raw TCP connection, and the one strict answer to each.
//
// # What a case is
//
// A case has a number, a sentence, and a script. The script says what a client sends
// and what must come then:
//
//	says("a ping between two fragments is answered before the message is whole",
//		send(text("Hel").unfinished(), ping("now")), expect(pong("now")),
//		send(continuation("lo")), expect(text("Hello")))
//
// A send writes its frames in one TCP segment, split in two, drip byte by byte.
// A frame is good unless the case spoils it: with rsv a reserved bit is set, with bare it isn't
// masked, and holding(n) declares n bytes more than it sends. An expect waits for
// messages and pongs, fails and closes for a close frame with a code and then for the
// end of TCP. Nothing ever sleeps: a script waits for an answer, or for the end. That
// something is not answered shows in what comes next.
//
// # What strict means
//
// What came before a fault is answered first, and nothing after it. A breach of the
// protocol is answered with 1002, and a frame that is too big with 1009, as soon as
// its header is there: the case holds the payload back. Text that isn't UTF-8 is
// answered with 1007 at its first bad byte, in the middle of a frame: the case holds
// back the rest. Then the server ends TCP, without waiting for the client's close
// frame (RFC 6455 §7.1.7). Where the RFC allows two answers, the group says which one
// is taken for the strict one, and why. A [Verdict] tells an answer that is not strict
// from one that is wrong.
//
// # What is independent of what
//
// The suite's frames are written and read by its own code, in frame.go and
// arrival.go, which knows nothing of the server's. [Model] is the same RFC once more, as
// a machine that is fed bytes: a test holds each case against it, and the fuzz tests
// hold the server against it.
//
// The suite needs an echo that takes messages of up to 65,536 bytes at least. The
// command against plays it against any such server:
//
//	go run ./server/proof/conformance/against ws://127.0.0.1:9001/
package conformance
