package command

import (
	"strings"
	"time"

	"twocups/lessons/play/faulttext"
	"twocups/lessons/play/rfc6455"
	"twocups/lessons/play/wsblock"
	"twocups/server/sockets/commandtext"
)

// The limits of a request.
const (
	MaxText      = wsblock.MaxText  // bytes of a message: what a step of a lesson can send
	MaxFragments = 16               // frames of a message: more than a page shows at once
	MaxDelay     = 10 * time.Second // longer than anybody waits without asking what is wrong
)

// request is a request that was understood.
type request struct {
	verb    string
	payload []byte // what is to be sent; of close the reason
	frames  int
	delay   time.Duration
	code    rfc6455.CloseCode
}

// examples are of all that can be asked for.
var examples = []string{"a request such as ping hi", "text Hello", "binary 00 ff", "fragments 3 Hello there",
	"slowly 2 s Hello", "close 4000 enough", "vanish"}

// parse reads a request.
func parse(text string) (request, error) {
	line := commandtext.New(text)
	typed := line.Word()
	r := request{verb: strings.ToLower(typed)}
	switch r.verb {
	case "ping":
		if r.payload = line.Text(rfc6455.MaxControl); len(r.payload) == 0 {
			r.payload = []byte("are you there?")
		}
	case "text":
		r.payload = line.Text(MaxText)
	case "binary":
		r.payload = line.Hex(MaxText)
	case "fragments":
		r.frames = int(line.Number("number of frames", 1, MaxFragments))
		r.payload = line.Text(MaxText)
	case "slowly":
		r.delay = time.Duration(line.Seconds("delay", 1, uint64(MaxDelay/time.Second))) * time.Second
		r.payload = line.Text(MaxText)
	case "close":
		r.code = closeCode(line)
		r.payload = line.Text(rfc6455.MaxReason)
	case "vanish":
		line.End()
	case "":
		line.Fail("an empty message asks for nothing", examples...)
	default:
		line.Fail("unknown request "+faulttext.Quote(typed), examples...)
	}
	return r, line.Err()
}

// closeCode reads a code that may be sent, if there is one.
func closeCode(line *commandtext.Line) rfc6455.CloseCode {
	word := line.Peek()
	if word == "" {
		return rfc6455.NoCloseCode
	}
	code := rfc6455.CloseCode(line.Number("close code", 1000, 4999))
	if !code.MayBeSent() {
		line.Fail("close code "+faulttext.Quote(word)+" may not be sent", "1000 to 1003, 1007 to 1014", "3000 to 4999")
	}
	return code
}
