package instance

import (
	"fmt"
	"net/netip"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/time/rate"

	"twocups/lessons/play/rfc6455"
	"twocups/server/socket"
)

// instance is one running copy of the program.
type instance struct {
	all      *Instances
	key      key
	address  netip.Prefix // of the client that began it
	holding  holding
	messages *rate.Limiter // of all members
	calls    calls         // those that the program has asked for with After

	members map[*socket.Conn]*membership // guarded by the Instances' mutex
	began   time.Time
	empty   time.Time   // the time at which its last member left; guarded by the same mutex
	idle    *time.Timer // ends an empty instance
	life    *time.Timer // ends the instance after Config.Life
	used    atomic.Bool // a member has registered
	ended   atomic.Bool

	mu      sync.Mutex // puts the calls of the program one after the other
	program Program
}

// begin starts an instance for a client of the address. It returns nil if memory is short. The
// caller holds the mutex.
func (is *Instances) begin(k key, from netip.Prefix) *instance {
	in := &instance{
		all: is, key: k, address: from, began: time.Now(),
		messages: rate.NewLimiter(rate.Limit(is.config.InstanceRate), is.config.InstanceBurst),
		members:  make(map[*socket.Conn]*membership),
	}
	account, ok := is.config.Memory.Open(from, Cost, in.giveUp)
	if !ok {
		return nil
	}
	in.holding.account = account
	in.program = is.start(in.after, in.holding.hold)
	in.idle = time.AfterFunc(is.config.Idle, in.endIfEmpty)
	in.life = time.AfterFunc(is.config.Life, in.endOfLife)
	is.running[k] = in
	is.perAddress[from]++
	return in
}

// end ends an instance. The caller holds the mutex.
func (is *Instances) end(in *instance) {
	in.ended.Store(true)
	in.idle.Stop()
	in.life.Stop()
	in.calls.stop()
	in.holding.account.Close()
	delete(is.running, in.key)
	if is.perAddress[in.address]--; is.perAddress[in.address] == 0 {
		delete(is.perAddress, in.address)
	}
}

// endWith ends an instance and closes its members' connections. The caller holds the mutex.
func (is *Instances) endWith(in *instance, code rfc6455.CloseCode, reason string) {
	is.end(in)
	for c := range in.members {
		c.Close(code, reason)
	}
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

// giveUp ends an instance because memory is short.
func (in *instance) giveUp() {
	in.close(rfc6455.TryAgainLater, "the server is short of memory: this instance held most")
}

// close ends the instance, unless it has ended, and closes its members' connections.
func (in *instance) close(code rfc6455.CloseCode, reason string) {
	in.all.mu.Lock()
	defer in.all.mu.Unlock()
	if !in.ended.Load() {
		in.all.endWith(in, code, reason)
	}
}

// after is the program's [After].
func (in *instance) after(wait time.Duration, do func()) {
	in.calls.after(wait, func() {
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
