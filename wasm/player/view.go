package player

import "twocups/lessons/play"

// View is what the page shows of a block: its state, and the rows that the timeline has
// gained since the last View.
type View struct {
	Running bool
	Trouble Trouble
	Clients []ClientView
	Steps   []StepView
	Met     []bool // which conditions of the check are met
	Cleared bool   // whether the page must remove the rows drawn so far
	Skipped [3]int // how many rows were left out before these, by side
	Rows    []RowView
}

// ClientView is a client's name and connection.
type ClientView struct {
	Name  string
	State State
}

// StepView is the state of a step.
type StepView struct {
	Status  Status
	Outcome string
}

// RowView is a row of one of the consoles: an event on the timeline.
type RowView struct {
	Event play.Event
	When  play.Milliseconds // orders the rows of both consoles; in JSON in microseconds
}

// View returns the view, and removes its rows from the player.
func (p *Player) View() View {
	v := View{Running: p.running, Trouble: p.trouble, Cleared: p.timeline.cleared}
	for _, name := range p.clients {
		v.Clients = append(v.Clients, ClientView{Name: name, State: p.connectionOf(name).state})
	}
	for i := range p.steps {
		v.Steps = append(v.Steps, StepView{Status: p.steps[i].status, Outcome: p.steps[i].outcome})
	}
	v.Met = p.check.Met()
	v.Rows = p.timeline.drain()
	v.Skipped = p.timeline.skipped
	p.timeline.skipped, p.timeline.cleared, p.changed = [3]int{}, false, false
	return v
}
