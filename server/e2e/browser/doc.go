// Package browser drives Chromium as a learner would: it opens addresses, presses what is
// on the page, types, and reads what is shown. The tests in server/e2e use it.
//
// [Visit] opens an address in a new tab. The first tab starts Chromium, all tests of a test
// binary share the process, and its TestMain calls [Close]. Each [Tab] is a browser context
// of its own, so no tab sees the storage, the cookies or the cache of another.
//
//	tab := browser.Visit(t, address+"/lessons/what-websockets-are")
//	echo := tab.Block("first-echo")
//	echo.PressStep(1)
//	echo.WaitState("open")
//	echo.WaitRow("server", "Client connected!")
//
// A [Document] is what a tab or an iframe shows. It evaluates JavaScript, reads text and
// counts elements. An [IFrame] is a document with a process of its own. A [Block] is a ws
// block, a task or a quiz on either of them: its steps, its consoles, its prompt, and its
// view of the wire. A [Learner] works in a tab by keyboard alone.
//
// Input goes through the browser and not through scripts. [Tab.Press] scrolls to an element,
// waits until the element no longer moves and nothing covers it, and clicks in its middle. A
// phone is tapped instead. If the element has moved meanwhile, no other element notices the press,
// and Press presses again.
//
// A page may show a text for a moment only, such as the state of a connection that comes back by
// itself. A [History] has these texts too.
//
// No test sleeps. A method whose name begins with Wait polls until its condition is true. If this
// takes longer than [sockettest.Timeout], the method stops the test, and reports the last thing
// that it saw. A method whose name begins with Want checks something. Every method reports to
// the test of its tab, and stops the test if the method can't do its work.
//
// The package closes the tabs of a test when the test ends. The test fails if the browser's
// console has shown anything in red that the test has not allowed through [Complaints.Allow].
package browser
