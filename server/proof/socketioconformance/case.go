package socketioconformance

import "fmt"

// Case tests one thing that a server must do.
type Case struct {
	Number   string // "2.3": case 3 of group 2
	Sentence string // what the server does
	Section  string // of the document of the group's protocol

	play func(*player)
}

// String returns the number, the sentence and the section of the case.
func (c Case) String() string { return c.Number + " " + c.Sentence + " (" + c.Section + ")" }

// Group is the cases about one part of a protocol.
type Group struct {
	Name  string
	Cases []Case
}

// Groups returns the suite.
func Groups() []Group {
	groups := []Group{
		{"Engine.IO: opening a session", openingCases},
		{"Engine.IO: messages", messageCases},
		{"Engine.IO: what is no message", brokenCases},
		{"Engine.IO: ping and pong", pingCases},
		{"Engine.IO: closing", closingCases},
		{"Engine.IO: upgrade", upgradeCases},
		{"Socket.IO: namespaces", namespaceCases},
		{"Socket.IO: events", eventCases},
		{"Socket.IO: what is no packet", noPacketCases},
	}
	for g := range groups {
		for c := range groups[g].Cases {
			groups[g].Cases[c].Number = fmt.Sprintf("%d.%d", g+1, c+1)
		}
	}
	return groups
}
