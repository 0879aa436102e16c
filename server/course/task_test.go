package course

import "testing"

// aTask is a complete task that is solved by steps.
const aTask = "Do it.\n=== hint\nThink.\n=== start\nconnect /echo\n=== check\nclient closed 1000\n> It closes.\n=== solution\nconnect /echo\ndisconnect 1000\n=== wrong\nconnect /echo\n"

// anAnswer is a complete task that is solved by an answer.
const anAnswer = "Which?\n=== hint\nThink.\n=== answer number\n1006\n=== wrong\n1005\n> No.\n=== solution\nSo.\n"

// task returns a folder with one lesson, whose line 8 is the info string of the task.
func task(text string) map[string]string { return lessonWith(front + "```task\n" + text + "```\n") }

func TestFaultsOfTasks(t *testing.T) {
	checkFaults(t, []faultCase{
		{"whole tasks", lessonWith(front + "```task\n" + aTask + "```\n\n```task name=b\n" + anAnswer + "```\n"), nil},
		{"an empty one", task(""), []string{
			`01-a.md:8:4: task without a text (want what to do, in Markdown, above the first "===")`,
			`01-a.md:8:4: task without a section "start" (want "=== start")`,
			`01-a.md:8:4: task without a section "check" (want "=== check")`,
			`01-a.md:8:4: task without a section "hint" (want "=== hint")`,
			`01-a.md:8:4: task without a section "solution" (want "=== solution")`,
			`01-a.md:8:4: task without a section "wrong" (want "=== wrong")`,
		}},
		{"sections", task(aTask + "=== hnt\nx\n=== hint now\nx\n=== hint\n\n=== start\nconnect /echo\n===\n"), []string{
			`01-a.md:22:5: unknown section "hnt" of a task (did you mean "hint"?)`,
			`01-a.md:24:10: unexpected "now" behind "hint" (want the end of the line)`,
			`01-a.md:26:5: empty section "hint" (want lines below it)`,
			`01-a.md:28:5: section "start" twice (want it once)`,
			`01-a.md:30:4: unknown section "" of a task (want start, check, answer, hint, solution or wrong)`,
		}},
		{"both kinds at once", task(anAnswer + "=== start\nconnect /echo\n"), []string{
			`01-a.md:19:5: section "start" of a task with an answer (want answer, hint, solution or wrong)`,
		}},
		{"its steps", task("Do it.\n=== hint\nx\n=== start\n  conect /echo\n=== check\nclient closed\n> It closes.\n=== solution\nconnect echo\n=== wrong\n# nothing\n"), []string{
			`01-a.md:13:3: unknown verb "conect" (want connect, message, binary, emit, emitWithAck, ack, disconnect or expect)`,
			`01-a.md:18:9: path "echo" (want a path of this server such as /echo or socket.io)`,
			`01-a.md:20:1: no steps (want connect, message, binary, emit, emitWithAck, ack, disconnect or expect)`,
		}},
		{"its check", task("Do it.\n=== hint\nx\n=== start\nalice: connect /raw\n=== check\nbob: client closed\n> It <b>closes.\nalice-raw: server closed\n> ok\nclient clsed\n=== solution\nalice: connect /raw\n=== wrong\nconnect /echo\n"), []string{
			`01-a.md:15:1: condition about the client "bob", which the solution does not have (want one that it has or none)`,
			`01-a.md:16:6: raw HTML "<b>" (want Markdown, a program block, code in backquotes or \< for the sign itself)`,
			`01-a.md:19:1: condition "client clsed" without words (want a line "> …" below it that tells the learner what must happen)`,
			`01-a.md:19:8: unknown event "clsed" (want connecting, opened, sent, received, closing, closed, failed or remark)`,
		}},
		{"its answers", lessonWith(front + "````task nme=x\n## Which\n\n```ws\nconnect /echo\n```\n=== hint\n[x](y)\n=== answer numbr\nx\n=== answer\n2\n=== wrong\n1\n````\n"), []string{
			`01-a.md:8:5: task without a section "solution" (want "=== solution")`,
			`01-a.md:8:10: unknown key "nme" of a task block (did you mean "name"?)`,
			`01-a.md:9:1: heading "Which" inside a task (want bold text or a heading above the task)`,
			`01-a.md:11:4: ws block inside a task (want it at the left margin of the text)`,
			`01-a.md:15:1: link "y" (want a lesson such as 02-name.md, a file of the lessons' folder, #heading, https://… or mailto:…)`,
			`01-a.md:16:12: kind of answer "numbr" (want number, hex, text or words)`,
			`01-a.md:18:5: section "answer" twice (want it once)`,
			`01-a.md:20:5: wrong answer "1" without words (want a line "> …" below it that helps)`,
		}},
		{"answers twice", task("Which?\n=== hint\nx\n=== answer hex\n89 02\n> Yes.\nxyz\n=== wrong\n0x8902\n01\n> No.\n=== solution\nx\n"), []string{
			`01-a.md:12:5: accepted answer with words (want them in the solution)`,
			`01-a.md:15:1: answer "xyz" (want a hex)`,
			`01-a.md:17:1: answer "0x8902" twice (want each once)`,
		}},
	})
}

func TestFaultsOfQuizzes(t *testing.T) {
	quiz := func(text string) map[string]string { return lessonWith(front + "```quiz name=q\n" + text + "```\n") }
	checkFaults(t, []faultCase{
		{"a whole one", quiz("A?\n- [x] a\n> A.\n- [ ] b\n> B.\n"), nil},
		{"an empty one", quiz("\n"), []string{
			`01-a.md:8:4: empty quiz block (want a question, and choices such as "- [ ] no" below it)`,
		}},
		{"choices", quiz("A?\n- [x] a\n- [y] b\n> B.\n\nB?\n- [ ] a\n> A.\n- [ ] b\n> <i>\n\nC?\n"), []string{
			`01-a.md:10:1: choice without an answer (want a line "> …" below it that says why it is right or wrong)`,
			`01-a.md:11:1: choice "- [y] b" (want "- [ ] …" or "- [x] …")`,
			`01-a.md:14:1: question without a right choice (want a choice that starts with "- [x] ")`,
			`01-a.md:18:3: raw HTML "<i>" (want Markdown, a program block, code in backquotes or \< for the sign itself)`,
			`01-a.md:20:1: question with 0 choices (want at least two)`,
		}},
		{"no question", quiz("- [x] a\n> A.\n- [ ] b\n> B.\n"), []string{
			`01-a.md:9:1: choice "- [x] a" without a question (want a question above it)`,
		}},
		{"ids of questions", lessonWith(front + "## Q 1\n\n```quiz name=q\nA?\n- [x] a\n> A.\n- [ ] b\n> B.\n```\n"), []string{
			`01-a.md:10:4: name "q" needs the id "q-1" of a heading, another block or the page (want another name)`,
		}},
		{"inside a list", lessonWith(front + "- ```quiz\n  A?\n  ```\n"), []string{
			"01-a.md:8:6: quiz block inside a list or a quote (want it at the left margin of the text)",
		}},
	})
}
