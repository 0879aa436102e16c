// Package firefox plays lessons in Firefox, as package e2e plays them in Chromium. "make
// proof" installs Firefox and its driver, Puppeteer, and runs these tests.
//
// The script in testdata opens a page, presses what a learner presses and prints what the
// consoles show, as JSON. The test compares that with what it wants.
package firefox
