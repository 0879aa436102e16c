package files

import (
	"errors"
	"fmt"
	"slices"

	"twocups/server/instance"
	"twocups/server/instance/printable"
	"twocups/server/socket"
)

// event is what the server sends as text.
type event struct {
	Type   string `json:"type"` // "end", "ended" or "sorry"
	File   int    `json:"file,omitempty"`
	SHA256 string `json:"sha256,omitempty"` // end
	Whole  bool   `json:"whole,omitempty"`  // ended: the receiver has all of it
	Why    string `json:"why,omitempty"`    // ended, sorry
}

// state has the members and the files. The server sends it whole after a change.
type state struct {
	Type  string   `json:"type"` // "state"
	Here  []string `json:"here"`
	Files []file   `json:"files"`
}

// file has what all members may know about a file.
type file struct {
	File int    `json:"file"`
	Name string `json:"name"`
	Kind string `json:"kind"`
	Size int    `json:"size"`
	From string `json:"from"`
	To   string `json:"to,omitempty"`   // the member who has taken it
	Away string `json:"away,omitempty"` // the one of the two who has lost the connection
}

// grant is the message to a sender after each change.
type grant struct {
	Type      string `json:"type"` // "go"
	File      int    `json:"file"`
	Until     int    `json:"until"`     // how many bytes of the file may be sent
	Arrived   int    `json:"arrived"`   // how many have come to the server
	Confirmed int    `json:"confirmed"` // how many the receiver has confirmed
}

// coming is the message to a receiver before the pieces.
type coming struct {
	Type  string `json:"type"` // "coming"
	File  int    `json:"file"`
	Bytes int    `json:"bytes"` // the place in the file at which they begin
}

// The limits of the texts that a client sends.
const (
	maxName = 24  // characters
	maxKind = 100 // characters
	maxKey  = 64  // bytes
	maxWhy  = 100 // characters
)

// The reasons why a request can't be done.
var (
	errName    = errors.New(`say who you are first: {"type":"join","name":"Alice"}`)
	errType    = errors.New(`the type is "offer", "end" or "cancel" from the sender of a file, "take", "have", "done" or "cancel" from its receiver, or "resume"`)
	errOver    = errors.New("you neither send nor get a file with this number")
	errOffers  = errors.New("you send a file already: cancel that one, or wait until it is there")
	errTakes   = errors.New("you are getting a file already: cancel that one, or wait until it is there")
	errFull    = errors.New("there are too many files here: wait until one has arrived")
	errTaken   = errors.New("this file can't be taken: it is gone, or taken, or your own")
	errSize    = fmt.Errorf("a file has 0 to %d bytes", MaxFile)
	errPiece   = fmt.Errorf("a piece has 1 to %d bytes, and a file has at most %d pieces", MaxPiece, MaxPieces)
	errKind    = fmt.Errorf("the kind of a file has at most %d characters, which can be seen", maxKind)
	errKey     = fmt.Errorf("a key has 1 to %d characters", maxKey)
	errWhy     = fmt.Errorf("a reason has at most %d characters, which can be seen", maxWhy)
	errMember  = fmt.Errorf("a name has 1 to %d characters, which can be seen", maxName)
	errHave    = errors.New("the bytes that you have are whole pieces that were sent to you, and no fewer than before")
	errMissing = errors.New("some of the file is still missing")
	errMemory  = errors.New("the server has no memory left for this file: take it later")
	errDigest  = errors.New("a digest of SHA-256 has 64 hexadecimal digits")
)

// whyLost is the answer to a client that comes back to a file that is gone.
const whyLost = "nobody waits for this file any more"

// broadcast sends the state to all members: now, or later if [StateRate] allows no message now. So a
// member that changes the state without a pause doesn't cause a message to everybody for each change.
func (f *Files) broadcast() {
	if f.stateDue {
		return // the call that waits sends the state as it is then
	}
	wait := f.states.Reserve().Delay()
	if wait == 0 {
		f.sendState()
		return
	}
	f.stateDue = true
	f.after(wait, func() {
		f.stateDue = false
		f.sendState()
	})
}

func (f *Files) sendState() {
	s := state{Type: "state", Here: []string{}, Files: []file{}}
	for _, m := range f.members {
		s.Here = append(s.Here, m.name)
	}
	slices.Sort(s.Here)
	for _, t := range f.transfers {
		s.Files = append(s.Files, t.public())
	}
	message := instance.JSON(s)
	for c := range f.members {
		c.Deliver(message)
	}
}

// join makes a client a member, which may offer files and take them. Two members may have the same
// name.
func (f *Files) join(from *socket.Conn, name string) error {
	name, ok := printable.Text(name, 1, maxName)
	if !ok {
		return errMember
	}
	f.members[from] = &member{name: name}
	f.broadcast()
	return nil
}
