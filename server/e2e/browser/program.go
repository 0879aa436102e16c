package browser

import "fmt"

// A program is a figure of a lesson with a button Run. A program runs in a sandboxed iframe. If
// several clients share a program, each client has an iframe of its own.

// RunProgram runs a program, and returns its iframe once the program has reported its height.
func (tab *Tab) RunProgram(program string) *IFrame {
	tab.T.Helper()
	tab.Press("#" + program + " button[data-act=run]")
	tab.WaitProgram(program)
	return tab.ProgramIFrame(program, "")
}

// WaitProgram waits until a program that was started reports the height of its page.
func (tab *Tab) WaitProgram(program string) {
	tab.T.Helper()
	tab.WaitUntil("the program to report its height", `document.querySelector(%s)?.height > 0`, "#"+program+" iframe")
}

// RunSharedProgram runs a program that Alice and Bob share, and returns their iframes.
func (tab *Tab) RunSharedProgram(program string) (alice, bob *IFrame) {
	tab.T.Helper()
	tab.Press("#" + program + " button[data-act=run]")
	tab.WaitClientIFrames(program)
	return tab.ProgramIFrame(program, "Alice"), tab.ProgramIFrame(program, "Bob")
}

// WaitClientIFrames waits until the clients of a shared program have their iframes.
func (tab *Tab) WaitClientIFrames(program string) {
	tab.T.Helper()
	tab.WaitUntil("the clients' iframes", `document.querySelectorAll(%s).length > 1`, "#"+program+" iframe")
}

// ProgramIFrame returns the iframe of a client of a program, or the first one if client is "".
func (tab *Tab) ProgramIFrame(program, client string) *IFrame {
	tab.T.Helper()
	selector := "#" + program + " iframe"
	if client != "" {
		selector += fmt.Sprintf("[name=%q]", client)
	}
	return tab.IFrame(selector)
}

// ProgramIFrames returns the iframes of a program by client, and under "" the first one.
func (tab *Tab) ProgramIFrames(program string, clients []string) map[string]*IFrame {
	tab.T.Helper()
	iframes := map[string]*IFrame{"": tab.ProgramIFrame(program, "")}
	for _, client := range clients {
		iframes[client] = tab.ProgramIFrame(program, client)
	}
	return iframes
}
