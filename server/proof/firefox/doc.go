// Package firefox tests lessons in Firefox, as package e2e tests them in Chromium. "make proof"
// installs Firefox and its driver, Puppeteer, and runs these tests.
//
// The script in testdata opens a page, presses the buttons that a learner presses, and prints the
// texts in the consoles as JSON. The test compares these texts with the expected texts.
package firefox
