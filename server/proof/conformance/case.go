package conformance

import "fmt"

// Case tests one thing that a server must do.
type Case struct {
	Number      string // "6.2.7": case 7 of subject 2 of group 6
	Description string // a sentence: the client's act and the answer that must come
	Script      []Step

	IncludesHandshake bool // the script does the opening handshake itself
}

// String returns the number and the description of the case.
func (c Case) String() string { return c.Number + " " + c.Description }

// fullScript returns the script with the opening handshake.
func (c Case) fullScript() []Step {
	if c.IncludesHandshake {
		return c.Script
	}
	return append([]Step{sendRequest(validRequest()), expectAccepted()}, c.Script...)
}

// Group is the cases about one part of the protocol.
type Group struct {
	Name  string
	Cases []Case
}

// subject is the cases of a group that test the same rule.
type subject []Case

// newCase returns a case whose script starts after the opening handshake.
func newCase(description string, script ...Step) Case {
	return Case{Description: description, Script: script}
}

// newHandshakeCase returns a case whose script starts before the opening handshake.
func newHandshakeCase(description string, script ...Step) Case {
	return Case{Description: description, Script: script, IncludesHandshake: true}
}

// MinLimit is the number of bytes that a server must accept in a message, so that the suite
// can test it. It is the smallest length that a frame writes in 64 bits.
const MinLimit = 65536

// MaxLimit is the greatest limit of a server, in bytes of a message, that the suite can test.
// The suite reads no longer message from a server.
const MaxLimit = 1 << 20

// Groups returns the suite for a server that accepts messages of at most maxMessage bytes.
// maxMessage must be between MinLimit and MaxLimit.
func Groups(maxMessage int) []Group {
	return []Group{
		group(1, "framing", lengths(), longerThanNeeded(), segments(), masking()),
		group(2, "ping and pong", pings(), pongs()),
		group(3, "reserved bits", reservedBits()),
		group(4, "opcodes", reservedOpcodes()),
		group(5, "fragmentation", fragments(), controlsBetween(), misplacedFrames(), fragmentedControls()),
		group(6, "UTF-8", validWhole(), validByteByByte(), validFragmented(), splitText(),
			invalidWhole(), invalidWithinFrame(), invalidWithinFragments(), truncated(), aroundText()),
		group(7, "closing handshake", closeFrames(), validCloseCodes(), invalidCloseCodes(), badCloseFrames(), afterCloseFrame()),
		group(8, "opening handshake", acceptedHandshakes(), refusedHandshakes(), versions(), keys(), negotiation()),
		group(9, "limits", limits(maxMessage), fragmentLimits(maxMessage)),
	}
}

func group(number int, name string, subjects ...subject) Group {
	g := Group{Name: name}
	for i, s := range subjects {
		for j, c := range s {
			c.Number = fmt.Sprintf("%d.%d.%d", number, i+1, j+1)
			g.Cases = append(g.Cases, c)
		}
	}
	return g
}
