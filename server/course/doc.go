// Package course turns a folder of Markdown files into lessons that are ready for a page,
// and reports the faults of lessons to their authors. Package site renders the lessons.
//
// # The folder
//
// A course is a folder. Each lesson is a file at the top of the folder. Its name is a
// number and a name in lower case: NN-name.md. README.md is for people who look into the
// folder. The programs that lessons quote and run are in folders beside the lessons.
//
// A file transcripts/NN-name.json belongs to the lesson NN-name.md. It holds, for each ws
// block, the events of a run that a test has recorded: a JSON object that maps the name of
// a block to a list of [play.Event].
//
// # A lesson
//
// A lesson starts with its front matter: YAML between two lines "---". Its keys are title,
// summary, objectives and minutes, and needs if the learner needs something else. The text
// below is CommonMark with GitHub's tables, strikethrough and alerts:
//
//	> [!NOTE]
//	> NOTE, TIP, IMPORTANT, WARNING or CAUTION.
//
// Headings start with "##", because the title of the page is the heading of level 1. They
// skip no level. A link leads to another lesson (02-name.md), to a heading (#its-id), to a
// file of the folder, or to another site; an image is a file of the folder. links.txt lists
// the links to other sites, and a test compares it with the lessons. A lesson holds no
// HTML: the pages' Content-Security-Policy would break most of it, and the rest could break
// the page.
//
// # Fenced code
//
// The info string of a fenced code block starts with a language. Pairs key=value or
// key="value with spaces" follow:
//
//	```go file=server.go mark=2,4-6
//	```js include=programs/events/hello.js region=click
//	```diff from=projects/sockets/stage-1/server.js to=projects/sockets/stage-2/server.js
//	```ws name=first-echo title="Your first echo"
//	```program title="Say hello" src=programs/events/hello.html press="#hello, #hello"
//	```program title="Chat" src=programs/chat/client.html clients="Alice, Bob" press="Alice: #send"
//	```project title="The whole server" src=projects/sockets/stage-1
//	```task name=hang-up title="Hang up in your own words"
//	```quiz name=who-closes
//
// The language is one that chroma knows. The page shows the value of file above the code,
// and highlights the lines that mark lists. The key include quotes a file of the folder.
// With region=click, include quotes only the lines between a comment "#region click" and a
// comment "#endregion", which editors can fold. A test builds and runs each quoted program,
// so that the code in a lesson keeps working.
//
// A diff compares two files, or the files in two folders, when the server reads the lesson.
// A diff of two folders leaves out README.md and the lock files of npm and Go.
//
// A ws block holds steps, in the language of package wsblock.
//
// A program block names a page that runs in an iframe of the lesson. The key press names
// elements of that page. The body of the block is the text that the page has printed with
// console.log after all these elements have been pressed, one after the other. With
// clients, the page runs once for each client, side by side. The clients share an instance
// (package instance), and others can join the instance by a link, unless join=no. The
// page's query names the instance and the client, and the page passes the query on to the
// server's part of the program. The iframe may run scripts and do little else;
// allow=downloads lets the program offer files to save.
//
// A project block offers a folder as a zip file. The body of the block lists the commands
// that a reader then types to run the project.
//
// Live blocks (ws, program, project, task, quiz) are at the left margin of the text. Their
// names are unique in a lesson; a block without a name is called block-1, block-2, task-1, and
// so on.
//
// In the zip file, a file go.mod.txt is called go.mod, and a file go.sum.txt is called
// go.sum. The folder can't hold a file go.mod, because go:embed would leave such a folder
// out. Hidden files and node_modules are left out.
//
// # Tasks
//
// A task begins with its instructions, in Markdown. Sections follow in any order, each
// below a line with "===" and the section's word:
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
//	> A note explains a step.
//	=== wrong
//	connect /echo
//	disconnect 1000
//
// The learner begins with the steps of start, changes them, and runs them. The check, in
// the language of package wsblock, says when the task is solved, and the note of each
// condition tells the learner about it. The learner can look at the solution at any time. A
// test plays the steps of all sections: the solution must solve the task, and start and
// each wrong must not solve it.
//
// With the section answer, the learner solves a task by typing an answer. Each line of the
// section is an accepted answer. A section "wrong" lists frequent wrong answers. A learner
// who types one of them gets the words below this answer:
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
// An answer is a number (1,006 bytes is 1006), hex (bytes: 0x89 02 is 8902), text (letter by
// letter, for text that is copied), or words (letters and digits; case, spaces and punctuation
// don't count).
//
// # Quizzes
//
// A quiz has one question or several, each in Markdown, with its choices below it as in
// GitHub's task lists. The lines below a choice say why it is right or wrong. If several
// choices are right, the learner may choose several.
//
//	Who may start the closing handshake?
//	- [ ] Only the client
//	  > A server may as well.
//	- [x] Either end
//	  > And the other answers.
//
// Code in a task or a quiz has a fence of three backquotes; the fence of the block itself then
// has four.
//
// # From file to Lesson
//
// [Load] reads several lessons at the same time. For each lesson, package folder reads the
// file, package frontmatter reads the YAML at its top, and goldmark parses the text below
// into a tree. One walk over the tree checks each node and replaces code, tables,
// admonitions and live blocks. Package infostring reads the blocks' info strings, package
// wsblock their steps, and package transcript their recorded runs. Package highlight writes
// the code as HTML. The reader then writes the tree as HTML, and cuts it into [Part] values
// at each live block.
//
// All this happens once for each change of the folder. A request for a page gets the
// finished page.
//
// # Guides
//
// The folder guides holds a file for each kind of reader: for learners, teachers, course
// sites, authors and operators. A guide has no front matter. It starts with "# Title" and a
// paragraph of plain text, its summary. The rest is Markdown as in a lesson, without
// images and live blocks. Links are relative to the folder, so that they also work
// where the files are read: teacher.md, ../02-name.md. [LoadGuides] reads the guides.
//
// # Faults
//
// A [Fault] is an error at one place. It starts with file:line:column, quotes the text at
// that place, and names the text that is wanted or that the author probably meant. [Load]
// reads a faulty lesson to its end, so that its author sees all faults at once. A faulty
// lesson has no body, and the other lessons are complete. Package folder reports when the
// folder has changed and should be loaded again.
package course
