package player

import (
	"slices"

	"twocups/lessons/play"
	"twocups/lessons/play/digits"
	"twocups/lessons/play/rfc6455"
	"twocups/lessons/play/wsblock"
)

// The player's patience.
const (
	// ExpectWithin is how long an expectation waits: long enough for a slow
	// phone on a slow network, short enough that nobody thinks the page is stuck.
	ExpectTimeout play.Milliseconds = 5000
	// ConnectWithin is how long an opening handshake may take, from the same reasons.
	ConnectTimeout play.Milliseconds = 15000
	// DefaultPace is the pause between the steps of a run: time to see one
	// thing happen before the next.
	DefaultPace play.Milliseconds = 700
)

// Player runs the steps of one ws block.
type Player struct {
	page    Page
	name    string // the block's, in tags
	console string // the page's console, in tags; "" when there is none
	clock   clock  // the console's

	unwatched string // why there is no console, where one was asked for
	pace      play.Milliseconds

	steps           []step
	clients         []string      // in the order of their first steps
	connections     []*connection // the latest ones, oldest first
	connectionCount int           // connections so far, which gives them their numbers

	running  bool
	next     int               // the step that the run takes next
	nextAt   play.Milliseconds // when it may
	trouble  Trouble
	timeline timeline
	check    wsblock.Check
	changed  bool // since the last View
}

// New returns a player for the steps of the block that tags call by this name.
func New(page Page, name string, steps []wsblock.Step) *Player {
	p := &Player{page: page, name: name, pace: DefaultPace}
	p.setSteps(steps)
	return p
}

// write makes these the steps.
func (p *Player) setSteps(steps []wsblock.Step) {
	p.steps, p.clients = nil, nil
	for _, s := range steps {
		p.steps = append(p.steps, step{Step: s, original: s.Payload})
		if !slices.Contains(p.clients, s.Client) {
			p.clients = append(p.clients, s.Client)
		}
	}
}

// Rewrite puts the steps of a ws block in place of the player's, which then is as
// new. Where the block has faults it returns them, and nothing changes.
func (p *Player) Rewrite(block string) []wsblock.Fault {
	steps, faults := wsblock.Parse(block)
	if len(faults) == 0 {
		p.clear("new steps")
		p.setSteps(steps)
		p.advance()
	}
	return faults
}

// SetConsole names the console that the server's events are streamed to.
func (p *Player) SetConsole(name string) {
	if name != p.console {
		p.console, p.clock = name, clock{}
	}
	p.unwatched = ""
}

// Want adds a condition to what the player checks. What holds is in [View.Met].
func (p *Player) AddCondition(c wsblock.Condition) { p.check.Add(c) }

// Unwatched tells that there is no console, and why. The steps go on without.
func (p *Player) Unwatched(why string) { p.console, p.unwatched = "", why }

// SetPace sets the pause between the steps of a run.
func (p *Player) SetPace(pace play.Milliseconds) { p.pace = pace }

// Press takes the step with this index now, unless it is under way already: the
// second press of a double click changes nothing.
func (p *Player) Press(i int) {
	if i < 0 || i >= len(p.steps) || p.steps[i].Verb == wsblock.Expect || p.steps[i].status == Waiting {
		return
	}
	p.running = false
	p.start(i)
	p.advance()
}

// Run takes all steps in order, from the first, on connections of its own: those
// that are open are closed first. A run that is going goes on.
func (p *Player) Run() {
	if p.running {
		return
	}
	p.clear("run again")
	p.running, p.next, p.nextAt = true, 0, 0
	p.advance()
}

// Stop ends the run. Connections stay as they are, and what has been sent may
// still be answered.
func (p *Player) Stop() {
	p.running = false
	p.advance()
}

// Reset closes every connection and puts the block back to how it was written.
func (p *Player) Reset() {
	for i := range p.steps {
		p.steps[i].Payload = p.steps[i].original
	}
	p.clear("reset")
	p.advance()
}

// clear closes every connection, with the reason, and forgets all that happened.
func (p *Player) clear(reason string) {
	for i := range p.steps {
		p.steps[i].settle(Idle, "")
	}
	for _, c := range p.connections {
		if c.state != Closed {
			p.page.Close(c.number, rfc6455.NormalClosure, reason)
		}
	}
	p.connections = nil
	p.running = false
	p.trouble = Trouble{}
	p.timeline.clear()
	p.check.Reset()
}

// Edit changes the message of a step: a text as it is, binary as hexadecimal
// digits, an event with its arguments as a step has them. The error says what is wrong with it;
// the step is then as before.
// Steps that send no message have nothing to edit.
func (p *Player) Edit(i int, text string) error {
	if i < 0 || i >= len(p.steps) || p.steps[i].Verb != wsblock.Message {
		return nil
	}
	s := &p.steps[i]
	payload := []byte(text)
	var err error
	switch {
	case s.Emit || s.Ack:
		payload, err = wsblock.ParseEmit(text, s.Emit)
	case s.Opcode == rfc6455.Binary:
		payload, err = digits.ParseHex(text)
	}
	if err == nil {
		s.Payload = payload
	}
	return err
}

// Say sends a text of the learner's own, from the client with this index; over Socket.IO
// an event, as it stands behind emit. It returns why it was not sent, or "".
func (p *Player) SendOwn(client int, text string) (refused string) {
	if client < 0 || client >= len(p.clients) {
		return ""
	}
	c := p.connectionOf(p.clients[client])
	if c.state != Open {
		return notSent(c.state)
	}
	if c.namespace == "" {
		p.send(c, rfc6455.Text, []byte(text))
	} else if payload, err := wsblock.ParseEmit(text, true); err != nil {
		return "Not sent: " + err.Error()
	} else {
		p.emit(c, string(payload), false, false)
	}
	p.advance()
	return ""
}

// proceed lets the run go on, asks to be woken when time alone will move things,
// and tells the page what changed. Whatever happens ends with it.
func (p *Player) advance() {
	now := p.page.Now()
	p.expire(now)
	for p.running && p.allSettled() {
		switch {
		case p.anyFailed():
			p.running = false
		case p.next == len(p.steps):
			p.running = false
		case p.nextAt == 0 && p.next > 0 && p.pace > 0 && !p.sentTogether():
			p.nextAt = now + p.pace
		case now < p.nextAt:
			p.scheduleWake(now)
			return
		default:
			p.nextAt = 0
			p.next = p.start(p.next)
		}
	}
	p.scheduleWake(now)
}

// together says whether the next step is a message, and the one before it a message
// of another client, for which nobody waits: they speak at the same time.
func (p *Player) sentTogether() bool {
	before, next := p.steps[p.next-1], p.steps[p.next]
	return before.Verb == wsblock.Message && next.Verb == wsblock.Message && before.Client != next.Client
}

// wakeBy asks to be woken when the next thing is due.
func (p *Player) scheduleWake(now play.Milliseconds) {
	var due play.Milliseconds
	if p.running && p.allSettled() {
		due = p.nextAt
	}
	for i := range p.steps {
		if s := &p.steps[i]; s.status == Waiting && s.deadline > 0 && (due == 0 || s.deadline < due) {
			due = s.deadline
		}
	}
	if due > 0 {
		p.page.Wake(max(due-now, 1))
	}
	p.notifyChanged()
}

// Woken tells the player that the time it asked for has come.
func (p *Player) Woken() { p.advance() }

func (p *Player) notifyChanged() {
	if !p.changed {
		p.changed = true
		p.page.Changed()
	}
}
