package conformance

import (
	"context"
	"net/http"
	"slices"
)

// playNonStrict sends all bytes of a case without waiting, and then the bytes that the case holds
// back. It answers a close frame. It reports whether the server found the fault in the end.
//
// The server must find the fault, and must answer nothing that no server may answer. The time,
// the reason and the code of its close frame no longer count. For a case without a fault,
// playNonStrict returns false.
func (s Server) playNonStrict(ctx context.Context, c Case) bool {
	cc, err := s.dial(ctx)
	if err != nil {
		return false
	}
	defer cc.close()
	defer context.AfterFunc(ctx, func() { cc.conn.Close() })()

	var wanted []Frame
	var sent []byte
	bad := false
	for _, step := range c.fullScript() {
		switch step := step.(type) {
		case requestStep:
			step.run(cc)
		case refusedStep:
			answer, err := cc.answer()
			return err == nil && answer.StatusCode != http.StatusSwitchingProtocols
		case acceptedStep:
			if step.run(cc) != nil {
				return false
			}
		case sendStep:
			step.run(cc)
			sent = append(sent, slices.Concat(step...)...)
		case expectStep:
			wanted = append(wanted, step...)
		case closeStep:
			bad = true
			cc.write(rest(sent))
		case endTCPStep:
			bad = cc.closeWrite() == nil
		}
	}
	return bad && cc.endsNonStrict(newPendingAnswers(wanted))
}

// rest returns the bytes that complete the last frame of a stream, and the message of this
// frame. It returns nothing for a frame that is too long to be sent.
func rest(sent []byte) []byte {
	var out []byte
	open := false
	for len(sent) > 0 {
		n := headerLength(sent)
		if n > len(sent) {
			return nil
		}
		f, length, _ := parseHeader(sent[:n])
		sent = sent[n:]
		if f.Opcode < opClose {
			open = f.Unfinished
		}
		if length > MaxLimit {
			return nil
		}
		have := min(int(length), len(sent))
		out = make([]byte, int(length)-have) // empty, except for the last frame
		sent = sent[have:]
	}
	if open {
		out = append(out, continuation("").bytes()...)
	}
	return out
}

// endsNonStrict reads answers until TCP ends. It reports whether TCP ended, and whether all answers before
// the end were wanted.
func (cc *clientConn) endsNonStrict(wanted *pendingAnswers) bool {
	for {
		f, err := cc.next()
		switch {
		case err != nil:
			return cc.checkEnd(err) == nil
		case f.Opcode == opClose:
			cc.write(closing(f.code(), "").bytes())
		case wanted.remove(f) != nil:
			return false
		}
	}
}
