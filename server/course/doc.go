// Package course turns a folder of Markdown files into lessons that are ready
// to be put on a page, and tells their authors what is wrong with them.
//
// # The folder
//
// A course is a folder. Each lesson is a file at its top, named by a number and
// a name in lower case, NN-name.md; README.md is for whoever looks into the
// folder. The programs that lessons quote and run stand in folders beside them,
// and transcripts/NN-name.json holds, for each ws block of a lesson, the events
// of a run that a test has recorded: a JSON object, block name to list of
// [play.Event].
//
// # A lesson
//
// A lesson starts with its front matter: YAML between two lines "---", with the
// keys title, summary, objectives, minutes and, if need be, needs. The text
// below is CommonMark with GitHub's tables, strikethrough and alerts:
//
//	> [!NOTE]
//	> NOTE, TIP, IMPORTANT, WARNING or CAUTION.
//
// Headings start with "##", for the title is the page's "#", and leave out no
// level. A link leads to another lesson (02-name.md), to a heading (#its-id), to
// a file of the folder, or to another site; a picture is a file of the folder.
// Links to other sites also stand in links.txt, which a test holds against the lessons.
// HTML has no place in a lesson: the pages' Content-Security-Policy would break
// most of it, and what it would not break could break the page.
//
// # Fenced code
//
// The info string of a fenced code block starts with a language, behind which
// stand pairs key=value or key="value with spaces":
//
//	```go file=server.go mark=2,4-6
//	```js include=events/hello.js region=click
//	```diff from=sockets/stage-1/server.js to=sockets/stage-2/server.js
//	```ws name=first-echo title="Your first echo"
//	```program title="Say hello" src=events/hello.html press="#hello, #hello"
//	```program title="Chat" src=chat/client.html clients="Alice, Bob" press="Alice: #send"
//	```project title="The whole server" src=sockets/stage-1
//	```task name=hang-up title="Hang up in your own words"
//	```quiz name=who-closes
//
// The language is any that chroma knows; file is shown above the code, and mark
// picks out lines. An include quotes a file of the folder, or the region of it
// between comments with the words "#region click" and "#endregion", which
// editors fold; a program that is quoted is built and run by a test, so that a
// lesson can't rot. A diff of two files, or of the files in two folders, is
// found when the lesson is read; of folders, it leaves out README.md and the lock
// files of npm and Go. A ws block holds steps, in the language of package play. A
// program block names a page that runs in a frame of the lesson; its body is
// what the page has printed with console.log once what press names has been
// pressed in turn. With clients, it runs once for each of them, side by side, in an
// instance that others can join by a link (package instance), unless join=no; its query
// names the instance and the client, and goes on to the server's part of the program. Its
// frame may run scripts and do little else; allow=downloads lets it offer files to
// save. A project block offers a folder as a zip file; its body is what a reader then
// types to run it. These three, tasks and quizzes stand at the left
// margin of the text. Their names are unique in a lesson; without one they are
// block-1, block-2, task-1, and so on.
//
// In the zip, a file go.mod.txt is called go.mod, and go.sum.txt go.sum: a folder
// with a go.mod could not be built into this program. What is hidden stays out,
// and so does node_modules.
//
// # Tasks
//
// A task begins with what to do, in Markdown. Sections follow, each below a line with
// "===" and its word, in any order:
//
//	Connect to the echo, and hang up with a code of **your own**.
//	=== hint
//	Codes from 4000 on are yours. There may be several hints: they open one by one.
//	=== start
//	connect /echo
//	=== check
//	client closing 4000
//	> You start to close the connection, with 4000.
//	=== solution
//	connect /echo
//	disconnect 4000 bye
//	> A note says what there is to say about a step.
//	=== wrong
//	connect /echo
//	disconnect 1000
//
// The learner begins with the steps of start, changes them, and runs them; the check,
// in the language of package play, says when the task is solved, and the note of each
// condition tells the learner so. A solution can be looked at at any time. A test
// plays it all: the solution must solve the task, start and each wrong must not.
//
// With the section answer a task is solved by typing. Any line of it is accepted; for
// a wrong answer that comes to mind, the learner gets the words below it:
//
//	Which code says that no close frame came?
//	=== answer number
//	1006
//	=== wrong
//	1005
//	> That one says that the close frame had no code.
//	1000
//	1001
//	> Somebody has sent that one.
//	=== hint
//	Nobody can send it.
//	=== solution
//	Nothing came, so nobody sent it. This is Markdown.
//
// An answer is a number (1,006 bytes is 1006), hex (bytes: 0x89 02 is 8902), text (to the
// letter, for what is copied), or words (letters and digits in either case, whatever
// stands between them).
//
// # Quizzes
//
// A quiz is one question or several, each in Markdown, with its choices below it as in
// GitHub's task lists. Below each choice stands why it is right or wrong. Where several
// are right, the learner may choose several.
//
//	Who may start the closing handshake?
//	- [ ] Only the client
//	  > A server may as well.
//	- [x] Either end
//	  > And the other answers.
//
// Code in a task or a quiz has a fence of three backquotes; the block's own then has four.
//
// # From file to Lesson
//
// [Load] reads the lessons side by side, each in one go: the file becomes a
// source that knows its lines; the front matter is read from goccy's tree of
// nodes, and goldmark reads the text below as another tree. One walk over that
// looks at each node, notes what must not be there, and puts finished pieces in
// the place of code, tables and admonitions. What is left is written as HTML,
// cut into [Part] values where something stands that is more than text. All of
// this happens once; a request for a page finds it done.
//
// Code is highlighted by chroma with classes, never styles; [HighlightCSS] gives
// the classes their colours.
//
// # Guides
//
// The folder guides holds a file for each kind of reader: for learners, teachers, course
// sites, authors and operators. A guide has no front matter. It starts with "# Title" and a
// paragraph of plain text, its summary. The rest is Markdown as in a lesson, without
// pictures and blocks that run. Links are relative to the folder, so that they also work
// where the files are read: teacher.md, ../02-name.md. [LoadGuides] reads the guides.
//
// # Faults
//
// A [Fault] is what is wrong at one place: file:line:column, what stands there
// in quotes, and what is wanted or was probably meant. A lesson is read to its
// end whatever is wrong with it, so its author sees all faults in one go. A
// lesson with faults has no body; the others go on. [Watch] says when the folder
// has changed and is worth another Load.
package course
