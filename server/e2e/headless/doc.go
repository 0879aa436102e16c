// Package headless plays the steps of a ws block against the server without a browser. The
// tests that record transcripts and those that check the solutions of tasks use it.
//
// A [Page] connects the module's own player to gorilla's client, where a real page connects
// it to the browser's WebSocket. It also opens the server console, so that Events has the
// events of both sides:
//
//	page := headless.Open(t, address, "first-echo", steps)
//	defer page.Close()
//	page.Run()
//	page.WaitUntil(page.Finished)
//	fmt.Println(page.Events)
package headless
