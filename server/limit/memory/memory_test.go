package memory

import (
	"net/netip"
	"slices"
	"sync"
	"testing"

	"twocups/server/limit/limittest"
)

func TestEveryLimitIsInTheListWithItsDefault(t *testing.T) {
	var c Config
	limittest.Complete(t, &c, c.Limits(), Config{})
}

var (
	alice = netip.MustParsePrefix("192.0.2.1/32")
	bob   = netip.MustParsePrefix("192.0.2.2/32")
	carol = netip.MustParsePrefix("192.0.2.3/32")
)

// opener opens accounts, and records which of them gave up.
type opener struct {
	t      *testing.T
	budget *Budget
	mu     sync.Mutex
	over   []string
}

func (o *opener) open(name string, from netip.Prefix, cost int) *Account {
	o.t.Helper()
	var a *Account
	a, ok := o.budget.Open(from, cost, func() {
		o.mu.Lock()
		o.over = append(o.over, name)
		o.mu.Unlock()
		a.Close()
	})
	if !ok {
		o.t.Fatalf("%s finds no room: %+v", name, o.budget.Figures())
	}
	return a
}

// wantOver checks who had to give up so far, in this order.
func (o *opener) wantOver(names ...string) {
	o.t.Helper()
	o.budget.Close()
	if !slices.Equal(o.over, names) {
		o.t.Errorf("%q gave up, want %q", o.over, names)
	}
}

func (o *opener) wantUsed(bytes int64) {
	o.t.Helper()
	if used := o.budget.Figures().Used; used != bytes {
		o.t.Errorf("%d bytes are used, want %d", used, bytes)
	}
}

const mebi = 1 << 20

func TestAnAccountCountsItsCostAndItsReservationsUntilItIsClosed(t *testing.T) {
	o := &opener{t: t, budget: New(256 * mebi)}
	a, b := o.open("a", alice, 100), o.open("b", alice, 100)
	if !a.Reserve(1000) || !b.Reserve(10) {
		t.Fatal("no room")
	}
	o.wantUsed(1210)
	a.Release(400)
	o.wantUsed(810)
	a.Close()
	a.Close()
	o.wantUsed(110)
	b.Close()
	o.wantUsed(0)
	if len(o.budget.from)+len(o.budget.accounts) != 0 {
		t.Error("an account is left")
	}
	o.wantOver()
}

func TestTheAccountThatHoldsMostGivesUpFirst(t *testing.T) {
	o := &opener{t: t, budget: New(256 * mebi)}
	var idle []*Account
	for _, from := range []netip.Prefix{alice, bob, carol} {
		idle = append(idle, o.open("idle", from, mebi))
	}
	slow, slower, slowest := o.open("slow", alice, 0), o.open("slower", bob, 0), o.open("slowest", carol, 0)
	for a, bytes := range map[*Account]int{slow: 60 * mebi, slower: 70 * mebi, slowest: 80 * mebi} {
		if !a.Reserve(bytes) {
			t.Fatal("no room")
		}
	}
	o.wantOver()
	last := o.open("last", alice, 0)
	if !last.Reserve(30 * mebi) {
		t.Fatal("no room, although there were 43 MiB")
	}
	o.wantOver("slowest")
	if figures := o.budget.Figures(); figures.GaveUp != 1 || figures.Used != 163*mebi {
		t.Errorf("the figures are %+v", figures)
	}
	for _, a := range append(idle, slow, slower, last) {
		a.Close()
	}
	o.wantUsed(0)
}

// Where fixed costs fill the budget, it would relieve nobody if an account gave up the little that it
// holds.
func TestNobodyGivesUpWhereFixedCostsFillTheBudget(t *testing.T) {
	o := &opener{t: t, budget: New(256 * mebi)}
	fixed := []*Account{o.open("a", alice, 120*mebi), o.open("b", bob, 119*mebi)}
	if _, ok := o.budget.Open(carol, 2*mebi, nil); ok {
		t.Error("a newcomer is let in although memory is short")
	}
	if !fixed[1].Reserve(mebi) {
		t.Error("an open account finds no room, although there are 17 MiB")
	}
	o.wantOver()
	fixed[0].Close()
	o.open("c", carol, 2*mebi)
	if figures := o.budget.Figures(); figures.Refused != 1 || figures.GaveUp != 0 {
		t.Errorf("the figures are %+v", figures)
	}
}

// A text that many hold comes back only when all of them give up. No more accounts give up than are
// needed for that.
func TestTheHoldersOfOneTextGiveUpTogether(t *testing.T) {
	o := &opener{t: t, budget: New(256 * mebi)}
	text := NewShared(100 * mebi)
	for i := range 100 {
		a := o.open("holder", []netip.Prefix{alice, bob, carol}[i%3], 0)
		if !a.Hold(text) {
			t.Fatal("no room")
		}
	}
	own := o.open("own", bob, 0)
	if !own.Reserve(101 * mebi) {
		t.Fatal("no room")
	}
	o.wantOver()
	if !own.Reserve(25 * mebi) {
		t.Fatal("no room for 226 of 256 MiB")
	}
	o.budget.Close()
	if figures := o.budget.Figures(); figures.GaveUp != 1 {
		t.Errorf("%d accounts gave up, want the one that holds 126 MiB alone", figures.GaveUp)
	}
}

func TestAnAddressUsesHalfAndOnlyItsOwnAccountsGiveUp(t *testing.T) {
	o := &opener{t: t, budget: New(256 * mebi)}
	other := o.open("other", bob, 0)
	if !other.Reserve(100 * mebi) {
		t.Fatal("no room")
	}
	small, large := o.open("small", alice, 0), o.open("large", alice, 0)
	if !small.Reserve(40*mebi) || !large.Reserve(60*mebi) {
		t.Fatal("an address finds no room within its half")
	}
	if small.Reserve(30 * mebi) {
		t.Error("an address reserves more than half")
	}
	o.wantOver()
	if !small.Reserve(13 * mebi) {
		t.Error("no room for 113 of 128 MiB")
	}
	o.wantOver("large")
	if _, ok := o.budget.Open(carol, mebi, nil); !ok {
		t.Error("another address finds no room")
	}
}

func TestAnAddressCanAlwaysHaveAClass(t *testing.T) {
	o := &opener{t: t, budget: New(80 * mebi)}
	for range 2000 {
		o.open("student", alice, 16<<10)
	}
	o.wantOver()
}

func TestASharedTextCountsOnceForThoseWhoHoldIt(t *testing.T) {
	o := &opener{t: t, budget: New(256 * mebi)}
	a, b := o.open("a", alice, 0), o.open("b", bob, 0)
	text := NewShared(1000)
	for _, account := range []*Account{a, b, b} {
		if !account.Hold(text) {
			t.Fatal("no room")
		}
	}
	o.wantUsed(1000)
	a.Drop(text)
	a.Close()
	b.Drop(text)
	o.wantUsed(1000)
	b.Drop(text)
	o.wantUsed(0)
	if tooMuch := NewShared(300 * mebi); b.Hold(tooMuch) {
		t.Error("a text without room is held")
	}
	o.wantUsed(0)
}

func TestAnAccountThatHoldsSharedTextsGivesUpToo(t *testing.T) {
	o := &opener{t: t, budget: New(256 * mebi)}
	slow, quick := o.open("slow", alice, 0), o.open("quick", bob, 0)
	for range 110 {
		if !slow.Hold(NewShared(mebi)) {
			t.Fatal("no room")
		}
	}
	if !quick.Reserve(mebi) {
		t.Fatal("no room")
	}
	o.wantOver()
	for range 11 {
		slow.Hold(NewShared(mebi))
	}
	o.wantOver("slow")
}

func TestWithoutABudgetThereIsAlwaysRoom(t *testing.T) {
	var none *Budget
	a, ok := none.Open(alice, 1<<60, nil)
	if !ok || !a.Reserve(1<<60) || !a.Hold(NewShared(1<<60)) {
		t.Error("no room")
	}
	a.Release(1 << 60)
	a.Close()
	none.Close()
	if none.Figures() != (Figures{}) {
		t.Error("a nil budget counts")
	}
}

// Goroutines that reserve and release at random, while others are made to give up, leave nothing.
func TestNothingIsLeftAfterMuchAtOnce(t *testing.T) {
	b := New(mebi)
	var clients sync.WaitGroup
	for i := range 64 {
		clients.Go(func() {
			for range 50 {
				a, ok := b.Open([]netip.Prefix{alice, bob, carol}[i%3], 1000, func() {})
				if !ok {
					continue
				}
				for step := range 40 {
					if a.Reserve(1000 * step) {
						a.Release(1000 * step / 2)
					}
				}
				a.Close()
			}
		})
	}
	clients.Wait()
	b.Close()
	if figures := b.Figures(); figures.Used != 0 || b.all.returning != 0 || len(b.from) != 0 {
		t.Errorf("the figures are %+v, %d bytes return, and %d addresses are left", figures, b.all.returning, len(b.from))
	}
}

func TestOfAccountsThatHoldTheSameTheOldestGivesUpFirst(t *testing.T) {
	o := &opener{t: t, budget: New(256 * mebi)}
	for i, name := range []string{"first", "second", "third", "fourth"} {
		if !o.open(name, []netip.Prefix{alice, bob, carol, alice}[i], 0).Reserve(57 * mebi) {
			t.Fatal("no room")
		}
	}
	o.wantOver("first")
}
