package instance

import (
	"fmt"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"twocups/lessons/play/rfc6455"
	"twocups/server/socket"
)

// instance is one running copy of the program.
type instance struct {
	all *Instances
	key key

	members map[*socket.Conn]struct{} // guarded by the Instances' mutex
	empty   time.Time                 // the time at which its last member left; guarded by the same mutex
	idle    *time.Timer               // ends an empty instance
	life    *time.Timer               // ends the instance after Config.Life
	ended   atomic.Bool

	mu      sync.Mutex // puts the calls of the program one after the other
	program Program
}

// begin starts an instance. The caller holds the mutex.
func (is *Instances) begin(k key) *instance {
	in := &instance{all: is, key: k, members: make(map[*socket.Conn]struct{})}
	in.program = is.start(in.after)
	in.idle = time.AfterFunc(is.config.Idle, in.endIfEmpty)
	in.life = time.AfterFunc(is.config.Life, in.endOfLife)
	is.running[k] = in
	return in
}

// end ends an instance. The caller holds the mutex.
func (is *Instances) end(in *instance) {
	in.ended.Store(true)
	in.idle.Stop()
	in.life.Stop()
	delete(is.running, in.key)
}

// endIfEmpty ends an instance that has had no members for Config.Idle.
func (in *instance) endIfEmpty() {
	in.all.mu.Lock()
	defer in.all.mu.Unlock()
	if len(in.members) == 0 && !in.ended.Load() && time.Since(in.empty) >= in.all.config.Idle {
		in.all.end(in)
	}
}

// endOfLife ends an instance that has run for Config.Life.
func (in *instance) endOfLife() {
	in.close(rfc6455.GoingAway, fmt.Sprintf("the program has run for %v, the longest that it may: run it again", in.all.config.Life))
}

// close ends the instance and closes its members' connections.
func (in *instance) close(code rfc6455.CloseCode, reason string) {
	in.all.mu.Lock()
	defer in.all.mu.Unlock()
	if in.ended.Load() {
		return
	}
	in.all.end(in)
	for c := range in.members {
		c.Close(code, reason)
	}
}

// after is the program's [After].
func (in *instance) after(wait time.Duration, do func()) {
	time.AfterFunc(wait, func() {
		defer in.recoverPanic()
		in.mu.Lock()
		defer in.mu.Unlock()
		if !in.ended.Load() {
			do()
		}
	})
}

// recoverPanic recovers from the panic of a program and logs it, so that only the instance ends.
func (in *instance) recoverPanic() {
	if fault := recover(); fault != nil {
		in.all.config.Log.Error("a program panicked", "fault", fault, "stack", string(debug.Stack()))
		in.close(rfc6455.InternalError, "the program has a fault: it was stopped")
	}
}
