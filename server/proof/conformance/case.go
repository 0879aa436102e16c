package conformance

import "fmt"

// Case tests one thing that a server must do.
type Case struct {
	Number string // "6.2.7": case 7 of subject 2 of group 6
	Says   string // a sentence: the client's act and the answer that must come
	Script []Step

	ByHand bool // the script does the opening handshake itself
}

// String returns the number and the sentence of the case.
func (c Case) String() string { return c.Number + " " + c.Says }

// whole returns the script with the opening handshake.
func (c Case) whole() []Step {
	if c.ByHand {
		return c.Script
	}
	return append([]Step{ask(usual()), accepted()}, c.Script...)
}

// Group is the cases about one part of the protocol.
type Group struct {
	Name  string
	Cases []Case
}

// subject is the cases of a group that test the same rule.
type subject []Case

// says makes a case.
func says(sentence string, script ...Step) Case { return Case{Says: sentence, Script: script} }

// byHand makes a case whose script starts before the opening handshake.
func byHand(sentence string, script ...Step) Case {
	return Case{Says: sentence, Script: script, ByHand: true}
}

// MinLimit is the number of bytes that a server must accept in a message, so that the suite
// can test it. It is the smallest length that a frame writes in 64 bits.
const MinLimit = 65536

// Groups returns the suite for a server that accepts messages of at most maxMessage bytes.
// maxMessage must be at least MinLimit.
func Groups(maxMessage int) []Group {
	return []Group{
		group(1, "framing", lengths(), longerThanNeeded(), segments(), masking()),
		group(2, "ping and pong", pings(), pongs()),
		group(3, "reserved bits", reservedBits()),
		group(4, "opcodes", reservedOpcodes()),
		group(5, "fragmentation", fragments(), controlsBetween(), misplaced(), fragmentedControls()),
		group(6, "UTF-8", validWhole(), validDripped(), validFragmented(), splitAnywhere(),
			invalidWhole(), invalidWithinFrame(), invalidWithinFragments(), truncated(), aroundText()),
		group(7, "closing handshake", closeFrames(), codesThatTravel(), codesThatDoNot(), badCloseFrames(), afterTheEnd()),
		group(8, "opening handshake", accepts(), refusals(), versions(), keys(), negotiation()),
		group(9, "limits", limits(maxMessage), sums(maxMessage)),
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
