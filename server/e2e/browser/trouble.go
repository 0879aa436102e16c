package browser

// A block shows its trouble when something that it needs is missing, such as a server. It
// then offers its recorded run, and the button "Try again".

// visibleTrouble is the selector of the trouble in a block.
const visibleTrouble = ".trouble:not([hidden])"

// Trouble returns the trouble that the block shows, or "".
func (b Block) Trouble() string {
	b.T.Helper()
	return b.Text(b.Selector(visibleTrouble))
}

// WaitTrouble waits until the block shows this trouble.
func (b Block) WaitTrouble(want string) {
	b.T.Helper()
	b.WaitText(b.Selector(visibleTrouble), want)
}

// WantTrouble waits until the block shows this trouble, and checks that the button below it
// shows the recorded run and hides it again.
func (b Block) WantTrouble(want string) {
	b.T.Helper()
	b.WaitTrouble(want)
	b.Press(".trouble button[data-act=recorded]")
	if b.CountVisible(b.Selector(".recorded .rows li")) == 0 {
		b.T.Error("the recorded run is not shown")
	}
	b.Press(".trouble button[data-act=recorded]")
	if b.CountVisible(b.Selector(".recorded")) != 0 {
		b.T.Error("the recorded run is not hidden again")
	}
}

// PressRetry presses "Try again".
func (b Block) PressRetry() {
	b.T.Helper()
	b.Press(".trouble button[data-act=retry]")
}

// WantRetry presses "Try again", waits until the first step is done, and checks that no
// trouble is left.
func (b Block) WantRetry() {
	b.T.Helper()
	b.PressRetry()
	b.WaitDone(1)
	b.WaitState("open")
	if trouble := b.Trouble(); trouble != "" {
		b.T.Errorf("after the retry the block says %q", trouble)
	}
}
