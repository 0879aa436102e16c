package course

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"twocups/lessons/play/wsblock"
)

// seedLessons gives a fuzzer the lessons of testdata.
func seedLessons(f *testing.F) {
	names, _ := os.ReadDir("testdata")
	for _, name := range names {
		if strings.HasSuffix(name.Name(), ".md") {
			text, err := os.ReadFile("testdata/" + name.Name())
			if err != nil {
				f.Fatal(err)
			}
			f.Add(string(text))
		}
	}
}

// checkLesson loads a lesson and checks the rules for every lesson: it has a body or faults,
// each fault has a place inside the file, and nothing in the HTML can run.
func checkLesson(t *testing.T, text string) {
	course := Load(courseFolder(lessonWith(text)))
	l := course.Lesson("a")
	lines := strings.Split(strings.ReplaceAll(strings.TrimPrefix(text, "\ufeff"), "\r\n", "\n"), "\n")
	for _, fault := range l.Faults {
		if fault.Line < 1 || fault.Line > len(lines) || fault.Column < 1 || fault.Column > len([]rune(lines[fault.Line-1]))+1 {
			t.Errorf("fault outside of the file: %s", fault.Error())
		}
		if strings.ContainsAny(fault.What, "\n\x00") {
			t.Errorf("fault on more than a line: %q", fault.Error())
		}
	}
	for _, part := range l.Body {
		checkHTML(t, string(part.HTML))
		if part.Block != nil {
			for _, step := range part.Block.Steps {
				checkHTML(t, string(step.Note))
			}
		}
		if part.Task != nil {
			checkTask(t, part.Task)
		}
		if part.Quiz != nil {
			checkQuiz(t, part.Quiz)
		}
	}
}

// checkTask checks that a task is complete.
func checkTask(t *testing.T, task *Task) {
	checkHTML(t, string(task.Text))
	for _, hint := range task.Hints {
		checkHTML(t, string(hint))
	}
	if (task.Steps == nil) == (task.Answer == nil) || task.Text == "" || len(task.Hints) == 0 {
		t.Errorf("incomplete task: %+v", task)
	}
	if s := task.Steps; s != nil {
		for _, goal := range s.Goals {
			checkHTML(t, string(goal.Words))
		}
		for _, step := range s.Solution {
			checkHTML(t, string(step.Note))
		}
		for _, steps := range append(s.Wrong, s.Start) {
			if _, faults := wsblock.Parse(steps); len(faults) > 0 {
				t.Errorf("steps %q: %v", steps, faults)
			}
		}
		if len(s.Goals) == 0 || len(s.Solution) == 0 || len(s.Wrong) == 0 {
			t.Errorf("incomplete task: %+v", s)
		}
	}
	if a := task.Answer; a != nil {
		checkHTML(t, string(a.Solution))
		if len(a.Accepted) == 0 || len(a.Wrong) == 0 {
			t.Errorf("incomplete task: %+v", a)
		}
		for _, wrong := range a.Wrong {
			checkHTML(t, string(wrong.Words))
			for _, answer := range wrong.Answers {
				if slices.ContainsFunc(a.Accepted, func(right string) bool { return a.Kind.Canonical(right) == a.Kind.Canonical(answer) }) {
					t.Errorf("%q is right and wrong", answer)
				}
			}
		}
	}
}

// checkQuiz checks that each question can be answered.
func checkQuiz(t *testing.T, quiz *Quiz) {
	for _, q := range quiz.Questions {
		checkHTML(t, string(q.Text))
		for _, c := range q.Choices {
			checkHTML(t, string(c.Text))
			checkHTML(t, string(c.Answer))
		}
		if len(q.Choices) < 2 || !slices.ContainsFunc(q.Choices, func(c Choice) bool { return c.Right }) {
			t.Errorf("no question: %+v", q)
		}
	}
	if len(quiz.Questions) == 0 {
		t.Error("no questions")
	}
}

var (
	tags = strings.Fields(`a aside blockquote br code del div em figcaption figure h2 h3 h4 h5 h6 hr img ins li mark
		ol p pre span strong table tbody td th thead tr ul`)
	attributes = strings.Fields("align alt aria-label class href id role src start tabindex title")
	tag        = regexp.MustCompile(`^</?([a-z0-9]+)((?: [a-z-]+="[^"<>]*")*)>`)
	attr       = regexp.MustCompile(` ([a-z-]+)="([^"]*)"`)
	address    = regexp.MustCompile(`^((https?://|mailto:)|#|\.\./run/|[a-z0-9-]+(#|$))`)
)

// checkHTML checks that HTML has only the tags, attributes and addresses of a lesson.
func checkHTML(t *testing.T, html string) {
	for {
		i := strings.IndexByte(html, '<')
		if i < 0 {
			return
		}
		html = html[i:]
		m := tag.FindStringSubmatch(html)
		if m == nil || !slices.Contains(tags, m[1]) {
			t.Fatalf("no tag of a lesson: %.60q", html)
		}
		for _, a := range attr.FindAllStringSubmatch(m[2], -1) {
			if !slices.Contains(attributes, a[1]) {
				t.Fatalf("no attribute of a lesson: %q", m[0])
			}
			if (a[1] == "href" || a[1] == "src") && !address.MatchString(a[2]) {
				t.Fatalf("no address of a lesson: %q", m[0])
			}
		}
		html = html[len(m[0]):]
	}
}

func FuzzLesson(f *testing.F) {
	seedLessons(f)
	f.Fuzz(checkLesson)
}

func FuzzText(f *testing.F) {
	for _, seed := range []string{
		"[x](javascript:alert(1)) <a onclick=x>", "![x](e/p.png \"t\") [l](01-a.md#h)\n\n## h", "> [!NOTE]\n> x\n> | a |\n> |---|\n> | b |",
		"```js include=e/a.js region=one mark=1\n```", "- ```go file=\"x\"\n  y\n  ```", "```program src=e/b.html press=\"#a, #b\"\nx\n```",
		"```ws name=x\nconnect /echo\n> *n* [x](01-a.md)\nexpect echo\n> ~~m~~\n```", "<https://a.b> <me@a.b> &amp;#106; \\<",
		"```task\nWhat\n=== hint\nx\n=== start\nconnect /a\n=== check\nclient failed\n> w\n=== solution\nconnect /a\n> n\n=== wrong\nconnect /b\n```",
		"````task name=t\n- a\n\n  ```go\n  x\n  ```\n=== answer hex\n0x1,2\n===wrong\n 3 4\n56\n> [x](01-a.md)\n=== hint\n# h\n=== solution\n> [!NOTE]\n> x\n````",
		"```quiz\nA *b*?\n\n    code\n- [ ] no\n  more\n  > *why*\n  >\n- [x] yes\n> so\nNext\n- [X] a\n> b\n- [x] c\n> d\n```",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) { checkLesson(t, front+text) })
}

func FuzzFrontMatter(f *testing.F) {
	for _, seed := range []string{
		"title: A\nsummary: B\nobjectives: [C]\nminutes: 5\n", "title: |\n  x\n", "a: &a [*a]\n<<: *a\n", "? [x]\n: {y: z}\n", "- a\n...\n--- b\n", "title: \"\\x41\"\n\tb",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, yaml string) { checkLesson(t, "---\n"+yaml+"\n---\n") })
}

// FuzzTranscripts checks that each fault of a lesson's transcripts has a place in their file,
// and that each event of a lesson without faults has a side and a kind.
func FuzzTranscripts(f *testing.F) {
	for _, seed := range []string{
		`{"one": [{"at": 1.5, "side": "client", "kind": "opened"}]}`,
		"{\"one\": [],\n \"two\": [{}, null], \"one\": 5}", `{"one": [{"at": 1e999}`, "[1]", `{"\u00f6": [], }`, "",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		const file = "transcripts/01-a.json"
		l := Load(courseFolder(withTranscript(text))).Lesson("a")
		lines := strings.Split(strings.ReplaceAll(strings.TrimPrefix(text, "\ufeff"), "\r\n", "\n"), "\n")
		for _, fault := range l.Faults {
			if fault.File != file || fault.Line < 1 || fault.Line > len(lines) ||
				fault.Column < 1 || fault.Column > len([]rune(lines[fault.Line-1]))+1 {
				t.Errorf("fault outside of the file: %s", fault.Error())
			}
			if strings.ContainsAny(fault.What, "\n\x00") {
				t.Errorf("fault on more than a line: %q", fault.Error())
			}
		}
		if len(l.Faults) > 0 {
			return
		}
		if !json.Valid([]byte(strings.TrimPrefix(text, "\ufeff"))) {
			t.Errorf("no JSON, and no fault: %q", text)
		}
		for _, event := range l.Body[0].Block.Transcript {
			if event.Side == 0 || event.Kind == 0 {
				t.Errorf("an event that no run records: %+v", event)
			}
		}
	})
}
