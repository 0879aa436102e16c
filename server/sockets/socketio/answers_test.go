package socketio_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"twocups/lessons/play/jsontext"
	protocol "twocups/lessons/play/socketio"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/socketio"
)

// beyond are events that exceed a limit, each with the limit in words. The %s is the place of the
// id of an acknowledgement.
var beyond = map[string]string{
	`42%s["` + strings.Repeat("n", protocol.MaxEvent+1) + `"]`:                                                "an event’s name may have 128 bytes",
	`42%s["a"` + strings.Repeat(",1", protocol.MaxArguments) + `]`:                                            "an event or an acknowledgement may have 256 values",
	`42%s["a",` + strings.Repeat("[", jsontext.MaxDepth) + strings.Repeat("]", jsontext.MaxDepth) + `]`:       "arrays and objects may be nested 64 levels deep",
	`4511-%s["a"]` + strings.Repeat(protocol.Separator+"bAQID", 11):                                           "a packet may have 10 attachments",
	`451-%s["` + strings.Repeat("n", protocol.MaxEvent+1) + `",` + place + `]` + protocol.Separator + "bAQID": "an event’s name may have 128 bytes",
}

func TestALimitIsToldAndCostsOnlyTheEvent(t *testing.T) {
	url := serve(t, socketio.Config{})
	for event, limit := range beyond {
		for id, answer := range map[string]string{"": `42["problem","` + limit + `"]`, "7": `437[{"error":"` + limit + `"}]`} {
			payload := fmt.Sprintf(event, id)
			c := connected(t, url)
			c.post(payload + protocol.Separator + `42["echo","goes on"]`)
			c.expect(answer + protocol.Separator + `42["echo","goes on"]`)
			c.post("1")

			conn := dial(t, url, "")
			for packet := range strings.SplitSeq(payload, protocol.Separator) {
				write(t, conn, packet) // an attachment in base64, as with forceBase64
			}
			expect(t, conn, answer)
			write(t, conn, `42["echo","goes on"]`)
			expect(t, conn, `42["echo","goes on"]`)
			conn.Close()
		}
	}
}

func TestAnAcknowledgementBeyondALimitIsToldToo(t *testing.T) {
	conn := dial(t, serve(t, socketio.Config{}), "")
	write(t, conn, `430["a"`+strings.Repeat(",1", protocol.MaxArguments)+`]`)
	expect(t, conn, `42["problem","an event or an acknowledgement may have 256 values"]`)
}

func TestANamespaceBeyondALimitIsRefusedAndTheSessionGoesOn(t *testing.T) {
	conn := dial(t, serve(t, socketio.Config{}), "")
	long := "/" + strings.Repeat("n", protocol.MaxNamespace)
	write(t, conn, "40"+long+",")
	expect(t, conn, "44"+long+`,{"message":"a namespace may have 128 bytes"}`)
	write(t, conn, `40/chat,{"a":`+strings.Repeat("[", jsontext.MaxDepth)+strings.Repeat("]", jsontext.MaxDepth)+"}")
	expect(t, conn, `44/chat,{"message":"arrays and objects may be nested 64 levels deep"}`)
	write(t, conn, `42["echo"]`)
	expect(t, conn, `42["echo"]`)
}

func TestBinaryPacketsTravelInBase64WhereTheClientAsksForIt(t *testing.T) {
	for query, binary := range map[string]bool{"&b64=1": false, "&b64=true": false, "&b64=0": true, "": true} {
		conn := dial(t, serve(t, socketio.Config{}), query)
		write(t, conn, `451-["echo",`+place+`]`)
		write(t, conn, "bAQL/")
		expect(t, conn, `451-["echo",`+place+`]`)
		if binary {
			sockettest.Expect(t, conn, websocket.BinaryMessage, "\x01\x02\xff")
		} else {
			expect(t, conn, "bAQL/")
		}
	}
}

func TestAPacketWhoseAttachmentsDoNotComeEndsTheSession(t *testing.T) {
	inTime(t, func(t *testing.T, pipes *sockettest.Pipes, _ *socketio.Server) {
		for _, head := range []string{`451-["a",` + place + `]`, `4599-["a"]`} { // the second waits for attachments that are dropped
			conn := pipes.Dial(t, socketio.Path+"?EIO=4&transport=websocket")
			sockettest.Read(t, conn)
			write(t, conn, "40")
			sockettest.Read(t, conn)
			start := time.Now()
			write(t, conn, head)
			for time.Since(start) < 50*time.Second {
				expect(t, conn, "2")
				write(t, conn, "3")
			}
			code, reason := sockettest.ReadClose(t, conn)
			if code != 1013 || reason != "too slow: the attachments of a packet must come within 1m0s" || time.Since(start) != time.Minute {
				t.Errorf("closed with %d %s after %v", code, reason, time.Since(start))
			}
			conn.Close()
			synctest.Wait()
		}
	})
}

func TestTheTimeOfAPacketEndsWithItsLastAttachment(t *testing.T) {
	inTime(t, func(t *testing.T, pipes *sockettest.Pipes, _ *socketio.Server) {
		conn := pipes.Dial(t, socketio.Path+"?EIO=4&transport=websocket")
		sockettest.Read(t, conn)
		write(t, conn, "40")
		sockettest.Read(t, conn)
		write(t, conn, `451-["nothing",`+place+`]`)
		write(t, conn, "bAQID")
		for range 5 { // two minutes
			expect(t, conn, "2")
			write(t, conn, "3")
		}
		conn.Close()
		synctest.Wait()
	})
}
