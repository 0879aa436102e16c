package player

import (
	"slices"

	"twocups/lessons/play"
	"twocups/lessons/play/digits"
	"twocups/lessons/play/rfc6455"
	"twocups/lessons/play/wsblock"
)

// The player's times.
const (
	// ExpectTimeout is how long an expectation waits: long enough for a slow phone on a
	// slow network, and too short for the page to seem stuck.
	ExpectTimeout play.Milliseconds = 5000
	// ConnectTimeout is how long an opening handshake may take, for the same reasons as
	// ExpectTimeout.
	ConnectTimeout play.Milliseconds = 15000
	// DefaultPace is the pause between the steps of a run. It lets the learner see the
	// effect of one step before the next begins.
	DefaultPace play.Milliseconds = 700
)

// Player runs the steps of one ws block.
type Player struct {
	page    Page
	name    string // the block's name, for tags
	console string // the name of the page's console, for tags; "" when there is none
	clock   clock  // converts the times of the console's events

	unwatched string // why there is no console; "" when there is one, or none was asked for
	pace      play.Milliseconds

	steps           []step
	clients         []string      // in the order of their first steps
	connections     []*connection // the latest ones, oldest first
	connectionCount int           // how many connections there have been; also the number of the latest connection

	running  bool
	next     int               // the index of the step that the run starts next
	nextAt   play.Milliseconds // when the run may start it; 0 for no pause
	trouble  Trouble
	timeline timeline
	check    wsblock.Check
	changed  bool // whether there is more to show than the last View had
}

// New returns a player for the steps of a block. The name identifies the block in tags.
func New(page Page, name string, steps []wsblock.Step) *Player {
	p := &Player{page: page, name: name, pace: DefaultPace}
	p.setSteps(steps)
	return p
}

// setSteps replaces the steps, and finds their clients.
func (p *Player) setSteps(steps []wsblock.Step) {
	p.steps, p.clients = nil, nil
	for _, s := range steps {
		p.steps = append(p.steps, step{Step: s, original: s.Payload})
		if !slices.Contains(p.clients, s.Client) {
			p.clients = append(p.clients, s.Client)
		}
	}
}

// Rewrite replaces the steps by those of a ws block, and forgets all events. If the block
// has faults, Rewrite returns them and changes nothing.
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

// AddCondition adds a condition to the block's check. [View.Met] reports which conditions
// are met.
func (p *Player) AddCondition(c wsblock.Condition) { p.check.Add(c) }

// Unwatched reports that there is no console, and why. The steps run without one.
func (p *Player) Unwatched(why string) { p.console, p.unwatched = "", why }

// SetPace sets the pause between the steps of a run.
func (p *Player) SetPace(pace play.Milliseconds) { p.pace = pace }

// Press starts the step with this index now, unless the step is waiting already: the
// second press of a double click changes nothing.
func (p *Player) Press(i int) {
	if i < 0 || i >= len(p.steps) || p.steps[i].Verb == wsblock.Expect || p.steps[i].status == Waiting {
		return
	}
	p.running = false
	p.start(i)
	p.advance()
}

// Run starts all steps in order on new connections. It closes the open connections first.
// While a run is under way, Run changes nothing.
func (p *Player) Run() {
	if p.running {
		return
	}
	p.clear("run again")
	p.running, p.next, p.nextAt = true, 0, 0
	p.advance()
}

// Stop ends the run. Connections stay open, and answers may still come.
func (p *Player) Stop() {
	p.running = false
	p.advance()
}

// Reset closes every connection, forgets all events, and undoes the learner's changes of
// messages.
func (p *Player) Reset() {
	for i := range p.steps {
		p.steps[i].Payload = p.steps[i].original
	}
	p.clear("reset")
	p.advance()
}

// clear closes every connection with the reason, and forgets all events.
func (p *Player) clear(reason string) {
	for i := range p.steps {
		p.steps[i].setStatus(Idle, "")
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

// Edit changes the message of a step. The text is a text message itself, the hexadecimal
// digits of a binary message, or an event with its arguments as in a step. For a
// wrong text, Edit returns an error and leaves the step as it was. For a step that sends no
// message, Edit does nothing.
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

// SendOwn sends a message of the learner's own from the client with this index. Over
// Socket.IO the text is an event with its arguments, as in an emit step. SendOwn returns
// the reason why the message was not sent, or "".
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

// advance fails the steps that have waited too long, continues the run, sets the timer, and
// tells the page that there is more to show. Every method that changes the state calls
// advance at its end.
func (p *Player) advance() {
	now := p.page.Now()
	p.failExpired(now)
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

// sentTogether reports whether the next step and the step before it are messages of
// different clients, which are sent without a pause.
func (p *Player) sentTogether() bool {
	before, next := p.steps[p.next-1], p.steps[p.next]
	return before.Verb == wsblock.Message && next.Verb == wsblock.Message && before.Client != next.Client
}

// scheduleWake sets the timer for the next deadline, if there is one.
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

// Woken reports that the timer has run out.
func (p *Player) Woken() { p.advance() }

// notifyChanged tells the page once that there is a new view.
func (p *Player) notifyChanged() {
	if !p.changed {
		p.changed = true
		p.page.Changed()
	}
}
