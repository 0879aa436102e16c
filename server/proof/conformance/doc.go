// Package conformance tests an echo server with about five hundred cases of RFC 6455. The
// end-to-end tests play the cases against this program, and the command against plays them
// against any server. Each case sends raw frames over TCP and waits for one strict answer.
//
// # What a case is
//
// A case has a number, a description, and a script. The script has the frames that a client
// sends and the answers that must come:
//
//	newCase("a ping between two fragments is answered before the message is whole",
//		send(text("Hel").unfinished(), ping("now")), expect(pong("now")),
//		send(continuation("lo")), expect(text("Hello")))
//
// The function send writes its frames in one TCP segment, split writes them in two segments,
// and sendByteByByte writes them byte by byte. A frame is valid unless the case changes it: rsv
// sets a reserved bit, unmasked leaves out the mask, and missing(n) declares n bytes more than
// the frame sends. The function expect waits for messages and pongs. The functions
// expectFailure and expectClose wait for a close frame with a code, and then for the end of
// TCP. A script never sleeps: it waits for an answer or for the end. To show that a frame gets
// no answer, a script expects the answer to a later frame.
//
// # What strict means
//
// A strict server answers the frames before a fault first, and ignores everything after the
// fault. It answers a breach of the protocol with 1002 and a frame that is too big with 1009,
// as soon as the header has arrived: the case holds the payload back. It answers text that
// isn't UTF-8 with 1007 at the first bad byte, in the middle of a frame: the case holds the
// rest back. Then the server ends TCP, without waiting for the client's close frame (RFC 6455
// §7.1.7). If the RFC allows two answers, a comment at the cases explains which of them is the
// strict one. A [Verdict] distinguishes an answer that is not strict from a wrong answer.
//
// # Independent code
//
// The suite writes and reads frames with its own code, in frame.go and messagereader.go. This
// code uses none of the server's code. [Model] is a second implementation of the same rules: a
// state machine that reads bytes. A test compares each case with the model, and the fuzz tests
// compare the server with the model.
//
// The suite needs an echo server whose limit for a message is between [MinLimit] and
// [MaxLimit]:
//
//	go run ./server/proof/conformance/against ws://127.0.0.1:9001/
package conformance
