package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

const chatLesson = "/lessons/chat"

// runShared runs a program that Alice and Bob share, and returns their pages.
func (tab *tab) runShared(program string) (alice, bob *frame) {
	tab.t.Helper()
	tab.press("#" + program + " button[data-act=run]")
	tab.waitFrames("#" + program)
	return tab.frame("#" + program + " iframe[name=Alice]"), tab.frame("#" + program + " iframe[name=Bob]")
}

// runChat runs the chat of its lesson, and returns Alice's page and Bob's once both are in.
func runChat(tab *tab) (alice, bob *frame) {
	tab.t.Helper()
	alice, bob = tab.runShared("chat")
	for _, page := range []*frame{alice, bob} {
		page.wait("both to be here", `document.querySelector("#status").textContent === "Here: Alice, Bob" || document.querySelector("#status").textContent === "Here: Bob, Alice"`)
	}
	return alice, bob
}

// waitFrames waits until a program's clients have their pages.
func (tab *tab) waitFrames(program string) {
	tab.t.Helper()
	tab.wait("the clients' pages", `document.querySelectorAll(%s).length > 1`, program+" iframe")
}

func TestBrowserClientsOfAProgramMeetAndTheServerIsSeen(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+chatLesson)
	alice, bob := runChat(tab)
	alice.write("#text", "Hi <img src=x onerror=alert(1)>")
	alice.press("#send")
	bob.waitText("#said", "Alice: Hi <img src=x onerror=alert(1)>")
	alice.waitText("#said", "Alice: Hi <img src=x onerror=alert(1)>")
	tab.waitText("#chat .console", "Client connected!\nalice")
	tab.waitText("#chat .console", `{"type":"say","text":"Hi <img src=x onerror=alert(1)>"}`+"\nalice · to the server · text · 55 bytes")
	tab.waitText("#chat .console", `{"type":"said","name":"Alice","text":"Hi <img src=x onerror=alert(1)>"}`+"\nbob · to the client · text · 71 bytes")

	tab.press("#chat button[data-act=run]") // from the beginning, among themselves
	tab.waitFrames("#chat")
	bob = tab.frame("#chat iframe[name=Bob]")
	bob.wait("Bob to be in a chat where nothing was said", `/^Here: .*Bob/.test(document.querySelector("#status").textContent) && !document.querySelector("#said").textContent.includes("Hi")`)
}

func TestBrowserOthersJoinByTheLink(t *testing.T) {
	t.Parallel()
	address := program.Start(t)
	tab := visit(t, address+chatLesson)
	alice, _ := runChat(tab)
	link := evaluate[string](tab.document, `document.querySelector("#chat .others a").href`)

	other := visit(t, link)
	other.press(".start")
	other.wait("the chat", `document.querySelector("#status")?.textContent === "Say who you are."`)
	other.write("#name", "alice")
	other.key(kb.Enter)
	other.waitText("#status", "The server says: somebody here is called alice already.")
	other.write("#name", "Carol")
	other.press("#join")
	other.waitText("#status", "Here: Alice, Bob, Carol")
	alice.waitText("#said", "Carol has come in.")
	other.write("#text", "Here I am")
	other.key(kb.Enter)
	alice.waitText("#said", "Carol: Here I am")
	other.close()
	alice.waitText("#said", "Carol has left.")
	alice.waitText("#status", "Here: Alice, Bob")
}

func TestBrowserAPageOfAProgramWithoutAnInstanceSaysWhy(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+"/run/programs/chat/client.html")
	tab.waitText("#status", "The connection is closed: 1008 the query names no instance")
}

func TestBrowserAProgramIsSharedInASandboxedEmbed(t *testing.T) {
	t.Parallel()
	tab := visit(t, hostPage(t, program.Start(t)+strings.Replace(chatLesson, "lessons", "embed", 1), 1))
	embed := tab.frame("#e0")
	embed.press("#chat button[data-act=run]")
	embed.waitText("#chat .console", `{"type":"joined",`)
	embed.wait("both pages to tell their heights", `[...document.querySelectorAll("#chat iframe")].filter((frame) => frame.height > 0).length === 2`)
}

func TestBrowserAProgramIsSharedByKeyboard(t *testing.T) {
	t.Parallel()
	tab := newTab(t)
	tab.calm()
	tab.open(program.Start(t) + chatLesson)
	tab.tabTo("#chat button[data-act=run]")
	tab.key(kb.Enter)
	tab.waitFrames("#chat")
	bob := tab.frame("#chat iframe[name=Bob]")
	bob.wait("Bob to be in", `!document.querySelector("#talk").hidden`)
	alice := tab.frame("#chat iframe[name=Alice]")
	alice.wait("Alice to be in", `!document.querySelector("#talk").hidden`)
	alice.poll("the focus on her message", func() (string, bool) {
		tab.key(kb.Tab)
		return "elsewhere", evaluate[bool](alice.document, `document.hasFocus() && document.activeElement.id === "text"`)
	})
	tab.key(kb.Enter)
	bob.waitText("#said", "Alice: Hello")
}

// How they look once they are used, is audited in their lessons.
func TestBrowserThePagesOfThoseWhoJoinViolateNoAccessibility(t *testing.T) {
	t.Parallel()
	address := program.Start(t)
	const key = "?instance=AAAAAAAAAAAAAAAAAAAAAA"
	paths := []string{"/join/programs/chat/client.html" + key}
	for _, lesson := range theCourse().Lessons {
		for _, part := range lesson.Body {
			if program := part.Program; program != nil && len(program.Clients) > 0 {
				paths = append(paths, "/run/"+program.Source+key)
			}
		}
	}
	for _, path := range paths {
		t.Run(path, func(t *testing.T) {
			tab := visit(t, address+path)
			tab.complaints.allow("Applying inline style") // by axe
			tab.wantNoViolations(looks)
		})
	}
}
