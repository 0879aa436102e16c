// Package e2e tests the whole program from outside: through its flags, its sockets and its
// pages in a real browser. It has tests only.
//
// [twocups/server/app/apptest] runs the program, [twocups/server/e2e/browser] drives
// Chromium, and [twocups/server/e2e/headless] plays a block without a browser. The names of
// the test files begin with the subject:
//
//	author      a folder of lessons while its author edits it
//	axe         accessibility
//	bench       the page's module compared with plain JavaScript
//	binary      the program as its users get it: one file
//	block       ws blocks: steps, prompt, tasks, quizzes, recorded runs
//	command     the socket that does what a learner asks, such as a ping
//	conformance RFC 6455 as the echo follows it
//	embed       a lesson in an iframe of another site
//	failure     something is missing or breaks, and the page says what to do
//	guides      the guides: their examples, links and accessibility
//	keyboard    pages, programs and the whole course without a mouse
//	page        a lesson's page apart from its blocks
//	press       the driver's presses
//	program     the programs of the lessons
//	project     the projects that readers take home
//	rawframe    frames that a learner writes, valid or not
//	soak        thousands of connections
//	socketio    Socket.IO, with our client and the official one
//	transcript  the recorded runs, which "make transcripts" records
//	wire        the view of the wire
//
// The file proxy_test.go has a proxy that cuts connections, holds their bytes back, and answers
// requests itself. The file paths_test.go has the paths of the lessons.
//
// The names of the tests that need Chromium begin with TestBrowser. One command runs one test.
// It builds, installs and sets what the test needs:
//
//	make one TEST=TestBrowserAFrameIsDrawnBitByBit
//	make one TEST=TestTheTestFailsWithWhatWentWrong PACKAGE=./server/proof/noderun
package e2e
