package socket

import (
	"fmt"

	"twocups/lessons/play/rfc6455"
)

// tooFast returns the close frame for a client that sends more frames than it may.
func tooFast(c *Config) *closeFrame {
	return &closeFrame{
		code:   rfc6455.PolicyViolation,
		reason: fmt.Sprintf("too fast: the server takes %d frames a second, and %d in a burst", c.FrameRate, c.FrameBurst),
		remark: fmt.Sprintf("too fast: more than %d frames a second, after a burst of %d", c.FrameRate, c.FrameBurst),
		fails:  true,
		readOn: true,
	}
}
