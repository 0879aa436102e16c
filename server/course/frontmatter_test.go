package course

import "testing"

// TestFaultsOfFrontMatter names each fault at its place.
func TestFaultsOfFrontMatter(t *testing.T) {
	checkFaults(t, []faultCase{
		{"empty front matter", lessonWith("---\n---\n"), []string{
			`01-a.md:1:1: no key "title" (want title: text)`,
			`01-a.md:1:1: no key "summary" (want summary: text)`,
			`01-a.md:1:1: no key "objectives" (want objectives: a list of text)`,
			`01-a.md:1:1: no key "minutes" (want minutes: a whole number)`,
		}},
		{"a comment is no key", lessonWith("---\n# only a comment\n---\n"), []string{
			`01-a.md:1:1: no key "title" (want title: text)`,
			`01-a.md:1:1: no key "summary" (want summary: text)`,
			`01-a.md:1:1: no key "objectives" (want objectives: a list of text)`,
			`01-a.md:1:1: no key "minutes" (want minutes: a whole number)`,
		}},
		{"misspelt and unknown keys", lessonWith("---\ntitel: x\nfoo: 1\n---\n"), []string{
			`01-a.md:1:1: no key "title" (want title: text)`,
			`01-a.md:1:1: no key "summary" (want summary: text)`,
			`01-a.md:1:1: no key "objectives" (want objectives: a list of text)`,
			`01-a.md:1:1: no key "minutes" (want minutes: a whole number)`,
			`01-a.md:2:1: unknown key "titel" (did you mean "title"?)`,
			`01-a.md:3:1: unknown key "foo" (want title, summary, objectives, minutes or needs)`,
		}},
		{"a key twice", lessonWith("---\ntitle: A\nsummary: B\nobjectives: [C]\nminutes: 5\ntitle: B\n---\n"), []string{
			`01-a.md:6:1: key "title" twice (want each key once)`,
		}},
		{"keys that are near and far", lessonWith("---\ntitle: A\nsummary: B\nobjectives: [C]\nminutes: 5\ncolour: red\nSummery: x\n---\n"), []string{
			`01-a.md:6:1: unknown key "colour" (want title, summary, objectives, minutes or needs)`,
			`01-a.md:7:1: unknown key "Summery" (did you mean "summary"?)`,
		}},
		{"values of the wrong kind", lessonWith("---\ntitle: 2026\nsummary: [a]\nobjectives: x\nminutes: soon\nneeds:\n---\n"), []string{
			`01-a.md:2:8: title is the number 2026 (want text: "2026")`,
			"01-a.md:3:10: summary is a list (want text)",
			`01-a.md:4:13: objectives is the text "x" (want a list of text, each on a line that starts with -)`,
			`01-a.md:5:10: minutes is the text "soon" (want a whole number from 1 to 600)`,
			"01-a.md:6:7: needs is empty (want a list of text, each on a line that starts with -)",
		}},
		{"more values of the wrong kind", lessonWith("---\ntitle: true\nsummary:\n  a: b\nobjectives: []\nminutes: 0\nneeds: [1, '', x]\n---\n"), []string{
			`01-a.md:2:8: title is true (want text: "true")`,
			"01-a.md:4:3: summary is a mapping (want text)",
			"01-a.md:5:13: objectives without an entry (want at least one)",
			"01-a.md:6:10: minutes is the number 0 (want a whole number from 1 to 600)",
			`01-a.md:7:9: entry of needs is the number 1 (want text: "1")`,
			"01-a.md:7:12: entry of needs is empty (want text)",
		}},
		{"empty title, too many minutes", lessonWith("---\ntitle: ''\nsummary: |\n  two\n  lines\nobjectives: [C]\nminutes: 601\n---\n"), []string{
			"01-a.md:2:8: title is empty (want text)",
			"01-a.md:7:10: minutes is the number 601 (want a whole number from 1 to 600)",
		}},
		{"a colon that needs quotes", lessonWith("---\ntitle: WebSockets: what\nsummary: B\nobjectives: [C]\nminutes: 5\n---\n"), []string{
			"01-a.md:2:8: front matter: mapping value is not allowed in this context (want lines of key: value, with text that holds : or # in quotes)",
		}},
		{"minutes in halves", lessonWith("---\ntitle: A\nsummary: B\nobjectives: [C]\nminutes: 1.5\n---\n"), []string{
			"01-a.md:5:10: minutes is the number 1.5 (want a whole number from 1 to 600)",
		}},
		{"a quote without its end", lessonWith("---\ntitle: 'open\nsummary: B\n---\n"), []string{
			"01-a.md:2:8: front matter: could not find end character of single-quoted text (want lines of key: value, with text that holds : or # in quotes)",
		}},
		{"text behind a quote, after a wide letter", lessonWith("---\ntitle: \"ä\" x\n---\n"), []string{
			"01-a.md:2:12: front matter: value is not allowed in this context. map key-value is pre-defined (want lines of key: value, with text that holds : or # in quotes)",
		}},
		{"anchors, aliases and tags", lessonWith("---\ntitle: &a A\nsummary: *a\nobjectives: [!!str C]\nminutes: 5\n---\n"), []string{
			`01-a.md:2:8: title is no plain value: "&" (want text)`,
			`01-a.md:3:10: summary is no plain value: "*" (want text)`,
			`01-a.md:4:14: entry of objectives is no plain value: "!!str" (want text)`,
		}},
		{"a list at the top", lessonWith("---\n- a\n- b\n---\n"), []string{
			"01-a.md:2:1: front matter is a list (want lines of key: value)",
		}},
		{"text at the top", lessonWith("---\njust text\n---\n"), []string{
			`01-a.md:2:1: front matter is the text "just text" (want lines of key: value)`,
		}},
		{"a second document", lessonWith("---\ntitle: A\nsummary: B\nobjectives: [C]\nminutes: 5\n...\ntitle: B\n---\n"), []string{
			"01-a.md:6:1: front matter: a second document (want one)",
		}},
		{"a tab", lessonWith("---\ntitle: A\n\tsummary: B\n---\n"), []string{
			"01-a.md:3:1: front matter: found character '\\t' that cannot start any token (want lines of key: value, with text that holds : or # in quotes)",
		}},
		{"a list without its end", lessonWith("---\ntitle: [a\n---\n"), []string{
			"01-a.md:2:8: front matter: sequence end token ']' not found (want lines of key: value, with text that holds : or # in quotes)",
		}},
		{"a merge key", lessonWith("---\ntitle: A\nsummary: B\nobjectives: [C]\nminutes: 5\n<<: {a: b}\n---\n"), []string{
			`01-a.md:6:1: unknown key "<<" (want title, summary, objectives, minutes or needs)`,
		}},
		{"columns in characters", lessonWith("---\nünder: 1\ntitle: A\nsummary: B\nobjectives:\n  - ä: ö\n  -\nminutes: 5\n---\n"), []string{
			`01-a.md:2:1: unknown key "ünder" (want title, summary, objectives, minutes or needs)`,
			"01-a.md:6:5: entry of objectives is a mapping (want text)",
			"01-a.md:7:4: entry of objectives is empty (want text)",
		}},
		{"a number too great for a computer", lessonWith("---\ntitle: A\nsummary: B\nobjectives: [C]\nminutes: 99999999999999999999\n---\n"), []string{
			`01-a.md:5:10: minutes is the text "99999999999999999999" (want a whole number from 1 to 600)`,
		}},
		{"no front matter", lessonWith("Hello\n"), []string{
			`01-a.md:1:1: no front matter (want "---" on the first line)`,
		}},
		{"no text at all", lessonWith(""), []string{
			`01-a.md:1:1: no front matter (want "---" on the first line)`,
		}},
		{"no front matter, and more", lessonWith("# Hello\n"), []string{
			`01-a.md:1:1: no front matter (want "---" on the first line)`,
			`01-a.md:1:1: heading "Hello" of level 1, which the title of the lesson has (want "##")`,
		}},
		{"front matter without an end", lessonWith("---\ntitle: x\n\n# x\n"), []string{
			`01-a.md:1:1: front matter without an end (want a second line "---")`,
		}},
	})
}
