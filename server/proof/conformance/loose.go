package conformance

import (
	"context"
	"net/http"
	"slices"
)

// playLoosely sends all that a case sends, without waiting, then what the case holds
// back, and when a close frame comes it answers. It reports whether the server found the fault in the end.
// What a server has to refuse must be refused somehow, and nothing that it must not answer
// may be answered; when, in which words and with which code no longer counts. What
// a server has to take can't be taken loosely.
func (s Server) playLoosely(ctx context.Context, c Case) bool {
	d, err := s.dial(ctx)
	if err != nil {
		return false
	}
	defer d.leave()
	defer context.AfterFunc(ctx, func() { d.conn.Close() })()

	var wanted []Frame
	var sent []byte
	bad := false
	for _, step := range c.whole() {
		switch step := step.(type) {
		case asking:
			step.take(d)
		case refusing:
			answer, err := d.answer()
			return err == nil && answer.StatusCode != http.StatusSwitchingProtocols
		case accepting:
			if step.take(d) != nil {
				return false
			}
		case sending:
			step.take(d)
			sent = append(sent, slices.Concat(step...)...)
		case expecting:
			wanted = append(wanted, step...)
		case ending:
			bad = true
			d.write(rest(sent))
		case hangingUp:
			bad = d.hangUp() == nil
		}
	}
	return bad && d.endsLoosely(newTally(wanted))
}

// rest returns what would make whole the last frame of a stream, and its message. A
// frame that is too long to be sent stays as it is.
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
		if length > maxArrival {
			return nil
		}
		have := min(int(length), len(sent))
		out = make([]byte, int(length)-have) // more than nothing for the last frame alone
		sent = sent[have:]
	}
	if open {
		out = append(out, continuation("").bytes()...)
	}
	return out
}

// endsLoosely reads to the end, and reports whether it came, and nothing before
// it that was not wanted.
func (d *dialogue) endsLoosely(wanted *tally) bool {
	for {
		f, err := d.next()
		switch {
		case err != nil:
			return d.judgeEnd(err) == nil
		case f.Opcode == opClose:
			d.write(closing(f.code(), "").bytes())
		case wanted.count(f) != nil:
			return false
		}
	}
}
