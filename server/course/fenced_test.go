package course

import "testing"

func TestFaultsOfFencedCode(t *testing.T) {
	checkFaults(t, []faultCase{
		{"no code", lessonWith(front + "```go\n```\n"), []string{
			"01-a.md:8:4: empty code block (want code or include=)",
		}},
		{"unknown languages", lessonWith(front + "```golang2 mark=1\nx\n```\n\n```javascrpt\nx\n```\n"), []string{
			`01-a.md:8:4: unknown language "golang2" (did you mean "golang"?)`,
			`01-a.md:12:4: unknown language "javascrpt" (did you mean "javascript"?)`,
		}},
		{"info strings", lessonWith(front + "```go mark=0,2,3-1,x,1-9 file= Mark=1 foo bar=\"x y\n1\n```\n\n``` file=x\na\n```\n\n```go file=\"a\"b file=c\nx\n```\n"), []string{
			`01-a.md:8:12: mark "0" (want line numbers such as 2,4-6)`,
			`01-a.md:8:14: mark "2" beyond the last line (want 1 to 1)`,
			`01-a.md:8:16: mark "3-1" (want line numbers such as 2,4-6)`,
			`01-a.md:8:20: mark "x" (want line numbers such as 2,4-6)`,
			`01-a.md:8:22: mark "1-9" beyond the last line (want 1 to 1)`,
			`01-a.md:8:31: empty value of "file" (want a value or no file=)`,
			`01-a.md:8:32: unknown key "Mark" of a go block (did you mean "mark"?)`,
			`01-a.md:8:39: "foo" (want key=value or key="value with spaces")`,
			"01-a.md:8:47: value \"\\\"x y\" has no end (want a closing \")",
			`01-a.md:12:5: no language before "file=x" (want a language such as go or text)`,
			`01-a.md:16:15: unexpected "b" after a value (want a space or the end of the line)`,
			`01-a.md:16:17: key "file" twice (want each key once)`,
		}},
		{"a region nearly", lessonWith(front + "```js include=e/a.js region=on\n```\n"), []string{
			`01-a.md:8:29: region "on" is not in "e/a.js" (did you mean "one"?)`,
		}},
		{"a region twice", lessonWith(front + "```js include=e/a.js region=two\n```\n"), []string{
			`01-a.md:8:29: region "two" is there twice in "e/a.js" (want each name once)`,
		}},
		{"a region without an end", lessonWith(front + "```js include=e/a.js region=open\n```\n"), []string{
			`01-a.md:8:29: region "open" of "e/a.js" has no end (want a line with #endregion)`,
		}},
		{"a region of a file without any", lessonWith(front + "```js include=e/b.html region=x\n```\n"), []string{
			`01-a.md:8:31: region "x" is not in "e/b.html" (there is none)`,
		}},
		{"a region of no file", lessonWith(front + "```js region=one\nx\n```\n"), []string{
			"01-a.md:8:7: region=one without a file (want include= as well)",
		}},
		{"a body below an include", lessonWith(front + "```js include=e/a.js mark=7\nbody\n```\n"), []string{
			`01-a.md:8:27: mark "7" beyond the last line (want 1 to 1)`,
			"01-a.md:9:1: code below include=e/a.js (want an empty block or no include=)",
		}},
		{"an include that climbs", lessonWith(front + "```js include=../a.js\n```\n"), []string{
			`01-a.md:8:15: include "../a.js" (want a path in the lessons' folder such as programs/events/hello.js)`,
		}},
		{"an include from the root", lessonWith(front + "```js include=/a.js\n```\n"), []string{
			`01-a.md:8:15: include "/a.js" (want a path in the lessons' folder such as programs/events/hello.js)`,
		}},
		{"an include of a folder", lessonWith(front + "```js include=e\n```\n"), []string{
			`01-a.md:8:15: include "e" does not exist (want a file of the lessons' folder)`,
		}},
		{"an include of nothing", lessonWith(front + "```js include=e/x.js\n```\n"), []string{
			`01-a.md:8:15: include "e/x.js" does not exist (want a file of the lessons' folder)`,
		}},
		{"an include of an empty file", lessonWith(front + "```js include=e/empty.js\n```\n"), []string{
			`01-a.md:8:15: include "e/empty.js" quotes no code (want a file or a region with code)`,
		}},
		{"an include that is no text", lessonWith(front + "```js include=e/bad.js\n```\n"), []string{
			"01-a.md:8:15: include \"e/bad.js\": byte \"\\xff\" is not UTF-8 (want a file saved as UTF-8)",
		}},
		{"an include too big", lessonWith(front + "```js include=e/big.js\n```\n"), []string{
			`01-a.md:8:15: include "e/big.js": file too big (want at most 262144 bytes)`,
		}},
		{"live blocks in lists and quotes", lessonWith(front + "- a\n\n  ```ws\n  connect /echo\n  ```\n\n> ```program src=x.html\n> ```\n"), []string{
			"01-a.md:10:6: ws block inside a list or a quote (want it at the left margin of the text)",
			"01-a.md:14:6: program block inside a list or a quote (want it at the left margin of the text)",
		}},
		{"ws blocks", lessonWith(front + "```ws\n```\n\n```ws name=Bad tilte=x\nconect /echo\n   message\n> ä <b>x</b>\n```\n\n```ws name=\"a b\"\n> note\nconnect /echo\n```\n"), []string{
			"01-a.md:8:4: no steps (want connect, message, binary, emit, emitWithAck, ack, disconnect or expect)",
			`01-a.md:11:12: name "Bad" (want lower-case letters, digits and single hyphens, at most 64)`,
			`01-a.md:11:16: unknown key "tilte" of a ws block (did you mean "title"?)`,
			`01-a.md:12:1: unknown verb "conect" (want connect, message, binary, emit, emitWithAck, ack, disconnect or expect)`,
			`01-a.md:13:11: message without a text (want a text or "" for an empty message)`,
			"01-a.md:14:5: raw HTML \"<b>\" (want Markdown, a program block, code in backquotes or \\< for the sign itself)",
			"01-a.md:14:9: raw HTML \"</b>\" (want Markdown, a program block, code in backquotes or \\< for the sign itself)",
			`01-a.md:17:12: name "a b" (want lower-case letters, digits and single hyphens, at most 64)`,
			`01-a.md:18:1: note "> note" before the first step (want a step above it)`,
		}},
		{"notes", lessonWith(front + "```ws\nconnect /echo\n> see <b>x</b>\n>   and [x](javascript:y)\n\n  > more <i>\nexpect message x\n> ä <u>\n```\n"), []string{
			"01-a.md:10:7: raw HTML \"<b>\" (want Markdown, a program block, code in backquotes or \\< for the sign itself)",
			"01-a.md:10:11: raw HTML \"</b>\" (want Markdown, a program block, code in backquotes or \\< for the sign itself)",
			`01-a.md:11:9: link "javascript:y" (want a lesson such as 02-name.md, a file of the lessons' folder, #heading, https://… or mailto:…)`,
			"01-a.md:13:10: raw HTML \"<i>\" (want Markdown, a program block, code in backquotes or \\< for the sign itself)",
			"01-a.md:15:5: raw HTML \"<u>\" (want Markdown, a program block, code in backquotes or \\< for the sign itself)",
		}},
		{"names twice", lessonWith(front + "```ws name=one\nconnect /echo\n```\n\n```ws name=one\nconnect /echo\n```\n\n```ws name=block-4\nconnect /echo\n```\n\n```ws\nconnect /echo\n```\n\n```program name=one src=e/b.html\n```\n"), []string{
			`01-a.md:12:12: name "one" twice (want each name once in a lesson)`,
			`01-a.md:20:4: name "block-4" twice (want each name once in a lesson)`,
			`01-a.md:24:17: name "one" twice (want each name once in a lesson)`,
		}},
		{"columns in characters", lessonWith(front + "```ws\nconnect /echo\n  expect äö foo\n"), []string{
			`01-a.md:10:10: unknown expectation "äö" (want echo, message, binary, event, ack or close)`,
		}},
		{"programs", lessonWith(front + "```program\n```\n```program src=x.js\n```\n```program src=../x.html\n```\n```program src=no.html press=\"#a, , b\"\n```\n```program src=e/b.html prss=x\n```\n```program src=e/b.html allow=popups\n```\n```program src=e/b.html clients=A join=yes\n```\n```program src=e/b.html join=no\n```\n"), []string{
			"01-a.md:8:4: program without a page (want src=programs/events/hello.html)",
			`01-a.md:10:16: src "x.js" (want a page whose name ends in .html)`,
			`01-a.md:12:16: src "../x.html" (want a path in the lessons' folder such as programs/events/hello.js)`,
			`01-a.md:14:16: src "no.html" does not exist (want a file of the lessons' folder)`,
			`01-a.md:14:30: press "#a, , b" has an empty selector (want selectors separated by ", ")`,
			`01-a.md:16:25: unknown key "prss" of a program block (did you mean "press"?)`,
			`01-a.md:18:31: allow "popups" (want downloads)`,
			`01-a.md:20:40: join "yes" (want no, in a block with clients=)`,
			`01-a.md:22:30: join "no" (want no, in a block with clients=)`,
		}},
		{"clients of programs", lessonWith(front + "```program src=e/b.html clients=Alice\n```\n```program src=e/b.html clients=\"Al1ce, Bob, bob\"\n```\n" +
			"```program src=e/b.html clients=\"Alice, Bob\" press=\"#a\"\n```\n```program src=e/b.html clients=\"Alice, Bob\" press=\"Alice: \"\n```\n```program src=e/b.html clients=\"A, B, C, D, E\"\n```\n"), []string{
			`01-a.md:10:33: client "Al1ce" (want a name of at most 16 letters)`,
			`01-a.md:10:33: client "bob" twice (want each name once)`,
			`01-a.md:12:52: press "#a" (want one of the clients before it, such as "Alice: #send")`,
			`01-a.md:14:52: press "Alice: " has an empty selector (want selectors separated by ", ")`,
			`01-a.md:16:33: clients "A, B, C, D, E" (want at most 4 names)`,
		}},
	})
}

// TestFaultsOfNames expects the fault about a used id at the place of the name.
func TestFaultsOfNames(t *testing.T) {
	block := func(name string) string { return "```ws name=" + name + "\nconnect /echo\n```\n" }
	checkFaults(t, []faultCase{
		{"a heading's id", lessonWith(front + "## Here\n\n" + block("here")), []string{
			`01-a.md:10:12: name "here" needs the id "here" of a heading, another block or the page (want another name)`,
		}},
		{"a heading's id for a title", lessonWith(front + "## Echo title\n\n" + block("echo")), []string{
			`01-a.md:10:12: name "echo" needs the id "echo-title" of a heading, another block or the page (want another name)`,
		}},
		{"another block's title and field", lessonWith(front + block("echo") + "\n" + block("echo-title") + "\n" + block("echo-own")), []string{
			`01-a.md:12:12: name "echo-title" needs the id "echo-title" of a heading, another block or the page (want another name)`,
			`01-a.md:16:12: name "echo-own" needs the id "echo-own" of a heading, another block or the page (want another name)`,
		}},
		{"the page's own", lessonWith(front + block("page-main")), []string{
			`01-a.md:8:12: name "page-main" needs the id "page-main" of a heading, another block or the page (want another name)`,
		}},
		{"a name twice", lessonWith(front + block("echo") + "\n" + block("echo")), []string{
			`01-a.md:12:12: name "echo" twice (want each name once in a lesson)`,
		}},
		{"a link to the page's own", lessonWith(front + "[x](#page-main)\n"), []string{
			`01-a.md:8:1: link to the unknown heading "page-main" (there is none)`,
		}},
	})
}

func TestNoHeadingGetsAnIDOfThePageOrOfABlock(t *testing.T) {
	course := Load(courseFolder(lessonWith(front + "```ws name=echo\nconnect /echo\n```\n\n## Page main\n\n## Page outline\n\n## Page faults\n\n## Page lessons\n\n## Echo\n\n## Echo title\n\n## Echo own\n")))
	for _, fault := range course.AllFaults() {
		t.Error(fault)
	}
	for i, want := range []string{"page-main-2", "page-outline-2", "page-faults-2", "page-lessons-2", "echo-2", "echo-title-2", "echo-own-2"} {
		if outline := course.Lessons[0].Outline; len(outline) != 7 || outline[i].ID != want {
			t.Fatalf("outline %v, want %q at %d", outline, want, i)
		}
	}
}
