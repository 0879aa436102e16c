package tap

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/lessons/play/socketio"
)

// overSocketIO returns a recording of a connection to a path, and the page that follows it.
func overSocketIO(path string) (*Recording, *page) {
	p := newPage()
	r := NewRecording(p.add, nil)
	r.Handshake(httptest.NewRequest(http.MethodGet, path+"?EIO=4&transport=websocket", nil))
	r.Sent([]byte(answerText))
	return r, p
}

// maxPieceOfWire is the largest number of bytes that a piece of the wire takes in JSON; see
// maxReported.
const maxPieceOfWire = 60 << 10

const (
	twoAttachments = `452-["photo",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]`
	oneAttachment  = `461-7[{"_placeholder":true,"num":0}]`
)

func TestAFrameOverSocketIOIsReportedWithItsPacket(t *testing.T) {
	r, p := overSocketIO(play.SocketIOPath)
	r.Received(frame(rfc6455.Client, 0x81, `42["message","hello"]`))
	r.Sent(frame(rfc6455.Server, 0x81, "nonsense"))
	r.Sent(frame(rfc6455.Server, 0x89, "2"))
	if packet := p.frames[1].Packet; packet == nil || len(packet.Pieces) != 7 || packet.Pieces[1].Says != "EVENT" || packet.Fault != "" {
		t.Errorf("the event is read as %+v", packet)
	}
	if packet := p.frames[2].Packet; packet == nil || !strings.Contains(packet.Fault, "want a type from 0 to 6") {
		t.Errorf("nonsense is read as %+v", packet)
	}
	if packet := p.frames[3].Packet; packet != nil {
		t.Errorf("a ping frame is read as %+v", packet)
	}

	r, p = overSocketIO(play.EchoPath)
	r.Received(frame(rfc6455.Client, 0x81, `451-["message",{}]`))
	r.Received(frame(rfc6455.Client, 0x82, `x`))
	if f := p.frames[1]; f.Packet != nil || p.frames[2].Attachment.Count != 0 {
		t.Errorf("what goes to the echo is read as %+v", f.Packet)
	}
}

func TestTextFramesInBase64AreAttachmentsToo(t *testing.T) {
	r, p := overSocketIO(play.SocketIOPath)
	r.Received(frame(rfc6455.Client, 0x81, twoAttachments)) // 1
	r.Received(frame(rfc6455.Client, 0x81, "bAQID"))
	r.Received(frame(rfc6455.Client, 0x01, "bA")) // 3: in fragments
	r.Received(frame(rfc6455.Client, 0x80, "QID"))
	first, second := socketio.Attachment{Number: 1, Count: 2, Packet: 1}, socketio.Attachment{Number: 2, Count: 2, Packet: 1}
	for number, want := range map[int]socketio.Attachment{1: {}, 2: first, 3: second, 4: second} {
		if got := p.frames[number].Attachment; got != want {
			t.Errorf("frame %d is attachment %+v, want %+v", number, got, want)
		}
	}
	if packet := p.frames[2].Packet; packet == nil || packet.Fault != "" {
		t.Errorf("the attachment is read as %+v", packet)
	}
}

func TestAnAttachmentInBase64MayBeginWithAnEmptyFrame(t *testing.T) {
	r, p := overSocketIO(play.SocketIOPath)
	r.Received(frame(rfc6455.Client, 0x81, twoAttachments)) // 1
	r.Received(frame(rfc6455.Client, 0x01, ""))             // 2
	r.Received(frame(rfc6455.Client, 0x00, "bA"))
	r.Received(frame(rfc6455.Client, 0x80, "QID"))
	want := socketio.Attachment{Number: 1, Count: 2, Packet: 1}
	for number := 3; number <= 4; number++ {
		if got := p.frames[number].Attachment; got != want {
			t.Errorf("frame %d is attachment %+v, want %+v", number, got, want)
		}
	}
}

func TestBinaryFramesAreTheAttachmentsOfTheirPacket(t *testing.T) {
	r, p := overSocketIO(play.SocketIOPath)
	r.Received(frame(rfc6455.Client, 0x82, "of nothing"))   // 1
	r.Received(frame(rfc6455.Client, 0x81, twoAttachments)) // 2
	r.Sent(frame(rfc6455.Server, 0x82, "of nothing either"))
	r.Received(frame(rfc6455.Client, 0x82, "first"))
	r.Received(frame(rfc6455.Client, 0x81, "3"))            // 5: a pong may come between
	r.Received(frame(rfc6455.Client, 0x02, "sec"))          // in fragments
	r.Received(frame(rfc6455.Client, 0x89, ""))             // 7
	r.Received(frame(rfc6455.Client, 0x80, "ond"))          // 8
	r.Received(frame(rfc6455.Client, 0x82, "one too many")) // 9
	r.Received(frame(rfc6455.Client, 0x81, twoAttachments)) // 10
	r.Received(frame(rfc6455.Client, 0x82, "first"))
	r.Received(frame(rfc6455.Client, 0x01, oneAttachment[:3])) // 12: another packet, in fragments
	r.Received(frame(rfc6455.Client, 0x80, oneAttachment[3:]))
	r.Received(frame(rfc6455.Client, 0x82, ""))
	none := socketio.Attachment{}
	for number, want := range map[int]socketio.Attachment{
		1: none, 2: none, 3: none, 4: {Number: 1, Count: 2, Packet: 2}, 5: none, 6: {Number: 2, Count: 2, Packet: 2}, 7: none,
		8: {Number: 2, Count: 2, Packet: 2}, 9: none, 11: {Number: 1, Count: 2, Packet: 10}, 14: {Number: 1, Count: 1, Packet: 12},
	} {
		if got := p.frames[number].Attachment; got != want {
			t.Errorf("frame %d is attachment %+v, want %+v", number, got, want)
		}
	}
	if first, rest := p.frames[12].Packet, p.frames[13].Packet; first == nil || first.Fault != "" || rest != nil {
		t.Errorf("the fragments are read as %+v and %+v", first, rest)
	}
}

func TestAnAttachmentIsKnownAsSoonAsItsFrameBegins(t *testing.T) {
	r, p := overSocketIO(play.SocketIOPath)
	r.Received(frame(rfc6455.Client, 0x81, oneAttachment))
	raw := frame(rfc6455.Client, 0x82, "the bytes")
	r.Received(raw[:len(raw)-3])
	if a := p.frames[2].Attachment; a.Number != 1 {
		t.Errorf("half of the frame is attachment %+v", a)
	}
	r.Received(raw[len(raw)-3:])
	r.End()
	if a := p.frames[2].Attachment; a.Number != 1 {
		t.Errorf("the whole frame is attachment %+v", a)
	}
}

func TestALongPacketIsReadAsFarAsItIsRecorded(t *testing.T) {
	r, p := overSocketIO(play.SocketIOPath)
	r.Received(frame(rfc6455.Client, 0x81, `42["message","`+strings.Repeat("é", 500)+`"]`))
	packet := p.frames[1].Packet
	if packet == nil || packet.Fault != "" || packet.Pieces[len(packet.Pieces)-1].Part != socketio.ArgumentPart {
		t.Errorf("the packet is read as %+v", packet)
	}
}

func TestAPieceOfTheWireIsBounded(t *testing.T) {
	r := NewRecording(nil, nil)
	r.Handshake(httptest.NewRequest(http.MethodGet, play.SocketIOPath, nil))
	r.Sent([]byte(answerText))
	for range maxReported {
		r.Received(frame(rfc6455.Client, 0x81, `42[`+strings.Repeat("<,", 126)))
	}
	p := newPage()
	r.Follow(p.add)
	for _, wire := range p.wires {
		text, err := json.Marshal(wire)
		if err != nil || len(text) > maxPieceOfWire {
			t.Errorf("a piece takes %d bytes, want at most %d; %v", len(text), maxPieceOfWire, err)
		}
	}
}

// FuzzPackets checks that the packets of a connection for Socket.IO agree with its frames,
// for any bytes.
func FuzzPackets(f *testing.F) {
	f.Add(string(frame(rfc6455.Server, 0x81, twoAttachments))+string(frame(rfc6455.Server, 0x82, "x")), 3)
	f.Add(string(frame(rfc6455.Server, 0x01, "4"))+string(frame(rfc6455.Server, 0x80, "51-[]"))+string(frame(rfc6455.Server, 0x02, "x")), 7)
	f.Fuzz(func(t *testing.T, raw string, cut int) {
		raw = raw[:min(len(raw), maxFuzzInput)]
		cut = max(0, min(cut, len(raw)))
		r, p := overSocketIO(play.SocketIOPath)
		r.Sent([]byte(raw[:cut]))
		r.Sent([]byte(raw[cut:]))
		r.End()
		for _, f := range p.frames {
			if a := f.Attachment; a.Number > a.Count || a.Count > 10 || a.Count > 0 && a.Packet >= f.Number || a.Count > 0 && f.Carries != rfc6455.Binary {
				t.Errorf("frame %d is attachment %+v", f.Number, a)
			}
			if f.Packet != nil && f.Carries != rfc6455.Text {
				t.Errorf("frame %+v has a packet", f)
			}
		}
	})
}
