package e2e

import (
	"testing"

	"github.com/chromedp/chromedp/kb"

	"twocups/server/e2e/browser"
)

// runChatProgram runs the chat of its lesson, and returns the iframes of Alice and Bob once both
// have joined.
func runChatProgram(tab *browser.Tab) (alice, bob *browser.IFrame) {
	tab.T.Helper()
	alice, bob = tab.RunSharedProgram("chat")
	for _, page := range []*browser.IFrame{alice, bob} {
		page.WaitUntil("both to be here", `document.querySelector("#status").textContent === "Here: Alice, Bob" || document.querySelector("#status").textContent === "Here: Bob, Alice"`)
	}
	return alice, bob
}

func TestBrowserClientsOfAProgramMeetAndTheServerIsSeen(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+chatLesson)
	alice, bob := runChatProgram(tab)
	alice.Fill("#text", "Hi <img src=x onerror=alert(1)>")
	alice.Press("#send")
	bob.WaitText("#said", "Alice: Hi <img src=x onerror=alert(1)>")
	alice.WaitText("#said", "Alice: Hi <img src=x onerror=alert(1)>")
	tab.WaitText("#chat .console", "Client connected!\nalice")
	tab.WaitText("#chat .console", `{"type":"say","text":"Hi <img src=x onerror=alert(1)>"}`+"\nalice · to the server · text · 55 bytes")
	tab.WaitText("#chat .console", `{"type":"said","name":"Alice","text":"Hi <img src=x onerror=alert(1)>"}`+"\nbob · to the client · text · 71 bytes")

	tab.Press("#chat button[data-act=run]") // starts an instance of its own
	tab.WaitClientIFrames("chat")
	bob = tab.ProgramIFrame("chat", "Bob")
	bob.WaitUntil("Bob to be in a chat where nothing was said", `/^Here: .*Bob/.test(document.querySelector("#status").textContent) && !document.querySelector("#said").textContent.includes("Hi")`)
}

func TestBrowserOthersJoinByTheLink(t *testing.T) {
	t.Parallel()
	address := twocups.Start(t)
	tab := browser.Visit(t, address+chatLesson)
	alice, _ := runChatProgram(tab)
	link := browser.Evaluate[string](tab.Document, `document.querySelector("#chat .others a").href`)

	other := browser.Visit(t, link)
	other.Press(".start")
	other.WaitUntil("the chat", `document.querySelector("#status")?.textContent === "Say who you are."`)
	other.Fill("#name", "alice")
	other.PressKeys(kb.Enter)
	other.WaitText("#status", "The server says: somebody here is called alice already.")
	other.Fill("#name", "Carol")
	other.Press("#join")
	other.WaitText("#status", "Here: Alice, Bob, Carol")
	alice.WaitText("#said", "Carol has come in.")
	other.Fill("#text", "Here I am")
	other.PressKeys(kb.Enter)
	alice.WaitText("#said", "Carol: Here I am")
	other.Close()
	alice.WaitText("#said", "Carol has left.")
	alice.WaitText("#status", "Here: Alice, Bob")
}

func TestBrowserAPageOfAProgramWithoutAnInstanceSaysWhy(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+"/run/programs/chat/client.html")
	tab.WaitText("#status", "The connection is closed: 1008 the query names no instance")
}

func TestBrowserAProgramIsSharedInASandboxedEmbed(t *testing.T) {
	t.Parallel()
	embed := visitEmbed(t, twocups.Start(t), chatLesson)
	embed.Press("#chat button[data-act=run]")
	embed.WaitText("#chat .console", `{"type":"joined",`)
	embed.WaitUntil("both pages to report their heights", `[...document.querySelectorAll("#chat iframe")].filter((iframe) => iframe.height > 0).length === 2`)
}

func TestBrowserAProgramIsSharedByKeyboard(t *testing.T) {
	t.Parallel()
	tab := browser.NewTab(t)
	tab.EmulateReducedMotion()
	tab.Open(twocups.Start(t) + chatLesson)
	tab.TabTo("#chat button[data-act=run]")
	tab.PressKeys(kb.Enter)
	tab.WaitClientIFrames("chat")
	bob := tab.ProgramIFrame("chat", "Bob")
	bob.WaitUntil("Bob to be in", `!document.querySelector("#talk").hidden`)
	alice := tab.ProgramIFrame("chat", "Alice")
	alice.WaitUntil("Alice to be in", `!document.querySelector("#talk").hidden`)
	chat := figure{browser.Learner{Tab: tab}, "chat", map[string]*browser.IFrame{"": alice, "Alice": alice, "Bob": bob}}
	chat.tabToIn(alice, "#text")
	tab.PressKeys(kb.Enter)
	bob.WaitText("#said", "Alice: Hello")
}

// The pages of shared programs are accessible before they are used. Later states are checked in
// their lessons.
func TestBrowserThePagesOfThoseWhoJoinViolateNoAccessibility(t *testing.T) {
	t.Parallel()
	address := twocups.Start(t)
	const instanceQuery = "?instance=AAAAAAAAAAAAAAAAAAAAAA"
	paths := []string{"/join/programs/chat/client.html" + instanceQuery}
	for _, lesson := range builtInCourse().Lessons {
		for _, part := range lesson.Body {
			if program := part.Program; program != nil && len(program.Clients) > 0 {
				paths = append(paths, "/run/"+program.Source+instanceQuery)
			}
		}
	}
	for _, path := range paths {
		t.Run(path, func(t *testing.T) {
			tab := browser.Visit(t, address+path)
			tab.Complaints.Allow("Applying inline style") // by axe
			tab.WantNoViolations(browser.Looks)
		})
	}
}
