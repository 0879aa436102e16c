package ask

import (
	"time"

	"twocups/lessons/play"
	"twocups/server/request"
)

// The limits of a request.
const (
	MaxText      = play.MaxText     // bytes of a message: what a step of a lesson can send
	MaxPing      = 125              // bytes in a ping (RFC 6455 §5.5)
	MaxFragments = 16               // frames of a message: more than a page shows at once
	MaxDelay     = 10 * time.Second // longer than anybody waits without asking what is wrong
)

// asked is a request that was understood.
type asked struct {
	verb    string
	payload []byte // what is to be sent; of close the reason
	frames  int
	delay   time.Duration
	code    play.CloseCode
}

// parse reads a request.
func parse(text string) (asked, error) {
	line := request.New(text)
	a := asked{verb: line.Word()}
	switch a.verb {
	case "ping":
		if a.payload = line.Text(MaxPing); len(a.payload) == 0 {
			a.payload = []byte("are you there?")
		}
	case "text":
		a.payload = line.Text(MaxText)
	case "binary":
		a.payload = line.Hex(MaxText)
	case "fragments":
		a.frames = int(line.Number("number of frames", 1, MaxFragments))
		a.payload = line.Text(MaxText)
	case "slowly":
		a.delay = delay(line)
		a.payload = line.Text(MaxText)
	case "close":
		a.code = closeCode(line)
		a.payload = line.Text(play.MaxReason)
	case "vanish":
		line.End()
	default:
		line.Fail("unknown request "+play.Quote(a.verb), "ping", "text", "binary", "fragments", "slowly", "close", "vanish")
	}
	return a, line.Err()
}

// delay reads "2 s".
func delay(line *request.Line) time.Duration {
	seconds := line.Number("delay", 1, uint64(MaxDelay/time.Second))
	if unit := line.Word(); unit != "s" {
		line.Fail("unit "+play.Quote(unit), "s, for seconds")
	}
	return time.Duration(seconds) * time.Second
}

// closeCode reads a code that may be sent, if there is one.
func closeCode(line *request.Line) play.CloseCode {
	word := line.Peek()
	if word == "" {
		return play.NoCloseCode
	}
	code := play.CloseCode(line.Number("close code", 1000, 4999))
	if !code.MayBeSent() {
		line.Fail("close code "+play.Quote(word)+" may not be sent", "1000 to 1003, 1007 to 1014", "3000 to 4999")
	}
	return code
}
