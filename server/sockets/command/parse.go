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
	MaxText      = wsblock.MaxText  // bytes of a message: a step of a lesson can't send more
	MaxFragments = 16               // frames of a message: more than a page shows at once
	MaxDelay     = 10 * time.Second // after a longer wait, a learner looks for a fault
)

// request is a request that parse understood.
type request struct {
	verb    string
	payload []byte // the payload to send; of close the reason
	frames  int
	delay   time.Duration
	code    rfc6455.CloseCode
}

// examples has an example of each request.
var examples = []string{"a request such as ping hi", "text Hello", "binary 00 ff", "fragments 3 Hello there",
	"slowly 2 s Hello", "close 4000 enough", "vanish"}

// parse reads a request.
func parse(text string) (request, error) {
	words := commandtext.NewReader(text)
	typed := words.Word()
	r := request{verb: strings.ToLower(typed)}
	switch r.verb {
	case "ping":
		if r.payload = words.Text(rfc6455.MaxControl); len(r.payload) == 0 {
			r.payload = []byte("are you there?")
		}
	case "text":
		r.payload = words.Text(MaxText)
	case "binary":
		r.payload = words.Hex(MaxText)
	case "fragments":
		r.frames = int(words.Number("number of frames", 1, MaxFragments))
		r.payload = words.Text(MaxText)
	case "slowly":
		r.delay = time.Duration(words.Seconds("delay", 1, uint64(MaxDelay/time.Second))) * time.Second
		r.payload = words.Text(MaxText)
	case "close":
		r.code = closeCode(words)
		r.payload = words.Text(rfc6455.MaxReason)
	case "vanish":
		words.End()
	case "":
		words.Fail("an empty message asks for nothing", examples...)
	default:
		words.Fail("unknown request "+faulttext.Quote(typed), examples...)
	}
	return r, words.Err()
}

// closeCode reads a close code that may be sent, or NoCloseCode at the end of the line.
func closeCode(words *commandtext.Reader) rfc6455.CloseCode {
	word := words.Peek()
	if word == "" {
		return rfc6455.NoCloseCode
	}
	code := rfc6455.CloseCode(words.Number("close code", 1000, 4999))
	if !code.MayBeSent() {
		words.Fail("close code "+faulttext.Quote(word)+" may not be sent", "1000 to 1003, 1007 to 1014", "3000 to 4999")
	}
	return code
}
