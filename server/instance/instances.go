package instance

import (
	"fmt"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"twocups/server/socket"
)

// After calls do after the time, while no other call of the program runs. If the instance has
// ended by then, After does not call do.
type After func(wait time.Duration, do func())

// Program is the program that the members of an instance share. The calls of its methods come
// one after the other, for all members together.
type Program interface {
	// Joined is called when a client has become a member, just before the client knows that
	// its connection is open ([socket.Join]). If Joined panics, Left is called, and the
	// connection ends.
	Joined(c *socket.Conn)

	// Message is called for each whole message of a member. The payload is valid only until
	// Message returns.
	Message(from *socket.Conn, m socket.Message)

	// Left is called when no more messages of the member can come.
	Left(c *socket.Conn)
}

// Start makes a program, for a new instance.
type Start func(after After, hold Hold) Program

// Registrar is a program whose members register: they send a first message, such as one with
// their name, before they take part. A member that has not registered after a few seconds gives way
// to a newcomer if the instance is full. The members of any other program need not register.
type Registrar interface {
	// IsRegistered is called after Joined and after each message of the member.
	IsRegistered(c *socket.Conn) bool
}

// Greeter is a program that reads the opening handshake of each client. Greet is called after
// Joined. It must not keep the request.
type Greeter interface {
	Greet(c *socket.Conn, r *http.Request)
}

// Instances are the running instances of one program.
type Instances struct {
	config Config
	start  Start

	mu         sync.Mutex
	running    map[key]*instance
	perAddress map[netip.Prefix]int // how many of them clients of the address began
	refused    int64
}

// New returns the instances of a program. None runs yet: the first client starts one.
func New(config Config, start Start) *Instances {
	return &Instances{
		config: config.withDefaults(), start: start,
		running: make(map[key]*instance), perAddress: make(map[netip.Prefix]int),
	}
}

// Handler returns a handler whose connections join the instances.
func (is *Instances) Handler(sockets *socket.Sockets) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		sockets.Handler(func(c *socket.Conn) socket.Behaviour { return is.join(c, r) }).ServeHTTP(w, r)
	})
}

// With calls do with the program of the instance that an HTTP request names, while no other call
// of the program runs. It reports whether there is an instance: a request never begins one.
func (is *Instances) With(r *http.Request, do func(program Program)) bool {
	k, err := keyOf(r.URL.Query())
	if err != nil {
		return false
	}
	is.mu.Lock()
	in := is.running[k]
	is.mu.Unlock()
	if in == nil {
		return false
	}
	in.mu.Lock()
	defer in.mu.Unlock()
	do(in.program)
	return true
}

// refusal is why a client gets no place, and is closed with 1013. The label is for the log, and the
// reason is for the client.
type refusal struct{ label, reason string }

// admit makes a client a member of the instance with the key. It begins the instance if there is
// none. The refusal is nil if there was a place.
func (is *Instances) admit(m *membership, k key, from netip.Prefix) *refusal {
	is.mu.Lock()
	defer is.mu.Unlock()
	in, refused := is.running[k], (*refusal)(nil)
	if in == nil {
		in, refused = is.beginFor(k, from)
	} else if len(in.members) >= is.config.MaxMembers && !in.dismissUnregistered() {
		refused = &refusal{"members", fmt.Sprintf("this instance is full: it takes %d members", is.config.MaxMembers)}
	}
	if refused != nil {
		is.refused++
		return refused
	}
	m.in = in
	in.members[m.conn] = m
	return nil
}

// beginFor begins an instance for a client of the address, if a place is free or another instance
// can give up its place. The caller holds the mutex.
func (is *Instances) beginFor(k key, from netip.Prefix) (*instance, *refusal) {
	full, addressFull := len(is.running) >= is.config.MaxInstances, is.perAddress[from] >= is.mostPerAddress()
	switch {
	case !full && !addressFull || is.freePlace(from, addressFull):
	case full:
		return nil, &refusal{"full", fmt.Sprintf("the server is full: all its %d instances of this program are in use", is.config.MaxInstances)}
	default:
		return nil, &refusal{"address", fmt.Sprintf("your address has %d instances of this program, and the server takes no more from one", is.mostPerAddress())}
	}
	in := is.begin(k, from)
	if in == nil && is.freePlace(from, true) {
		in = is.begin(k, from)
	}
	if in == nil {
		return nil, &refusal{"memory", "the server is short of memory: try again later"}
	}
	return in, nil
}

// dismiss ends a membership. When the last member has left, the instance of a ws block ends, so
// that the block can run again from the beginning. Any other instance waits for Config.Idle.
func (is *Instances) dismiss(in *instance, c *socket.Conn) {
	is.mu.Lock()
	defer is.mu.Unlock()
	delete(in.members, c)
	if len(in.members) > 0 || in.ended.Load() {
		return
	}
	if in.key.instance == "" {
		is.end(in)
		return
	}
	in.empty = time.Now()
	in.idle.Reset(is.config.Idle)
}

// Figures are the counts of [Instances].
type Figures struct {
	Running int   // instances now, those that wait for members included
	Members int   // in all of them
	Refused int64 // clients that were closed with 1013, since New
}

// Figures returns the current counts.
func (is *Instances) Figures() Figures {
	is.mu.Lock()
	defer is.mu.Unlock()
	f := Figures{Running: len(is.running), Refused: is.refused}
	for _, in := range is.running {
		f.Members += len(in.members)
	}
	return f
}
