package frontmatter

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestFaultsOfFrontMatter(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"empty front matter", "---\n---\n", []string{
			`1:1: no key "title" (want title: text)`,
			`1:1: no key "summary" (want summary: text)`,
			`1:1: no key "objectives" (want objectives: a list of text)`,
			`1:1: no key "minutes" (want minutes: a whole number)`,
		}},
		{"a comment is no key", "---\n# only a comment\n---\n", []string{
			`1:1: no key "title" (want title: text)`,
			`1:1: no key "summary" (want summary: text)`,
			`1:1: no key "objectives" (want objectives: a list of text)`,
			`1:1: no key "minutes" (want minutes: a whole number)`,
		}},
		{"misspelt and unknown keys", "---\ntitel: x\nfoo: 1\n---\n", []string{
			`1:1: no key "title" (want title: text)`,
			`1:1: no key "summary" (want summary: text)`,
			`1:1: no key "objectives" (want objectives: a list of text)`,
			`1:1: no key "minutes" (want minutes: a whole number)`,
			`2:1: unknown key "titel" (did you mean "title"?)`,
			`3:1: unknown key "foo" (want title, summary, objectives, minutes or needs)`,
		}},
		{"a key twice", "---\ntitle: A\nsummary: B\nobjectives: [C]\nminutes: 5\ntitle: B\n---\n", []string{
			`6:1: key "title" twice (want each key once)`,
		}},
		{"keys that are near and far", "---\ntitle: A\nsummary: B\nobjectives: [C]\nminutes: 5\ncolour: red\nSummery: x\n---\n", []string{
			`6:1: unknown key "colour" (want title, summary, objectives, minutes or needs)`,
			`7:1: unknown key "Summery" (did you mean "summary"?)`,
		}},
		{"values of the wrong kind", "---\ntitle: 2026\nsummary: [a]\nobjectives: x\nminutes: soon\nneeds:\n---\n", []string{
			`2:8: title is the number 2026 (want text: "2026")`,
			"3:10: summary is a list (want text)",
			`4:13: objectives is the text "x" (want a list of text, each on a line that starts with -)`,
			`5:10: minutes is the text "soon" (want a whole number from 1 to 600)`,
			"6:7: needs is empty (want a list of text, each on a line that starts with -)",
		}},
		{"more values of the wrong kind", "---\ntitle: true\nsummary:\n  a: b\nobjectives: []\nminutes: 0\nneeds: [1, '', x]\n---\n", []string{
			`2:8: title is true (want text: "true")`,
			"4:3: summary is a mapping (want text)",
			"5:13: objectives without an entry (want at least one)",
			"6:10: minutes is the number 0 (want a whole number from 1 to 600)",
			`7:9: entry of needs is the number 1 (want text: "1")`,
			"7:12: entry of needs is empty (want text)",
		}},
		{"empty title, too many minutes", "---\ntitle: ''\nsummary: |\n  two\n  lines\nobjectives: [C]\nminutes: 601\n---\n", []string{
			"2:8: title is empty (want text)",
			"7:10: minutes is the number 601 (want a whole number from 1 to 600)",
		}},
		{"a colon that needs quotes", "---\ntitle: WebSockets: what\nsummary: B\nobjectives: [C]\nminutes: 5\n---\n", []string{
			"2:8: front matter: mapping value is not allowed in this context (want lines of key: value, with text that holds : or # in quotes)",
		}},
		{"minutes in halves", "---\ntitle: A\nsummary: B\nobjectives: [C]\nminutes: 1.5\n---\n", []string{
			"5:10: minutes is the number 1.5 (want a whole number from 1 to 600)",
		}},
		{"a quote without its end", "---\ntitle: 'open\nsummary: B\n---\n", []string{
			"2:8: front matter: could not find end character of single-quoted text (want lines of key: value, with text that holds : or # in quotes)",
		}},
		{"text behind a quote, after a wide letter", "---\ntitle: \"ä\" x\n---\n", []string{
			"2:12: front matter: value is not allowed in this context. map key-value is pre-defined (want lines of key: value, with text that holds : or # in quotes)",
		}},
		{"anchors, aliases and tags", "---\ntitle: &a A\nsummary: *a\nobjectives: [!!str C]\nminutes: 5\n---\n", []string{
			`2:8: title is no plain value: "&" (want text)`,
			`3:10: summary is no plain value: "*" (want text)`,
			`4:14: entry of objectives is no plain value: "!!str" (want text)`,
		}},
		{"a list at the top", "---\n- a\n- b\n---\n", []string{
			"2:1: front matter is a list (want lines of key: value)",
		}},
		{"text at the top", "---\njust text\n---\n", []string{
			`2:1: front matter is the text "just text" (want lines of key: value)`,
		}},
		{"a second document", "---\ntitle: A\nsummary: B\nobjectives: [C]\nminutes: 5\n...\ntitle: B\n---\n", []string{
			"6:1: front matter: a second document (want one)",
		}},
		{"a tab", "---\ntitle: A\n\tsummary: B\n---\n", []string{
			"3:1: front matter: found character '\\t' that cannot start any token (want lines of key: value, with text that holds : or # in quotes)",
		}},
		{"a list without its end", "---\ntitle: [a\n---\n", []string{
			"2:8: front matter: sequence end token ']' not found (want lines of key: value, with text that holds : or # in quotes)",
		}},
		{"a merge key", "---\ntitle: A\nsummary: B\nobjectives: [C]\nminutes: 5\n<<: {a: b}\n---\n", []string{
			`6:1: unknown key "<<" (want title, summary, objectives, minutes or needs)`,
		}},
		{"columns in characters", "---\nünder: 1\ntitle: A\nsummary: B\nobjectives:\n  - ä: ö\n  -\nminutes: 5\n---\n", []string{
			`2:1: unknown key "ünder" (want title, summary, objectives, minutes or needs)`,
			"6:5: entry of objectives is a mapping (want text)",
			"7:4: entry of objectives is empty (want text)",
		}},
		{"a number too great for a computer", "---\ntitle: A\nsummary: B\nobjectives: [C]\nminutes: 99999999999999999999\n---\n", []string{
			`5:10: minutes is the text "99999999999999999999" (want a whole number from 1 to 600)`,
		}},
		{"no front matter", "Hello\n", []string{
			`1:1: no front matter (want "---" on the first line)`,
		}},
		{"no text at all", "", []string{
			`1:1: no front matter (want "---" on the first line)`,
		}},
		{"front matter without an end", "---\ntitle: x\n\n# x\n", []string{
			`1:1: front matter without an end (want a second line "---")`,
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, _, faults := Parse(c.text)
			slices.SortStableFunc(faults, func(a, b Fault) int { return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column)) })
			var got []string
			for _, f := range faults {
				got = append(got, fmt.Sprintf("%d:%d: %s", f.Line, f.Column, f.What))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got:\n\t%s\nwant:\n\t%s", strings.Join(got, "\n\t"), strings.Join(c.want, "\n\t"))
			}
		})
	}
}

func TestAFrontMatterWithoutAFault(t *testing.T) {
	const yaml = "---\ntitle: A\nsummary: |\n  Two\n  lines\nobjectives: [B, C]\nminutes: 5\nneeds:\n  - D\n---\n"
	front, body, faults := Parse(yaml + "Text\n---\n")
	want := FrontMatter{Title: "A", Summary: "Two lines", Objectives: []string{"B", "C"}, Minutes: 5, Needs: []string{"D"}}
	if fmt.Sprint(front) != fmt.Sprint(want) || body != len(yaml) || len(faults) > 0 {
		t.Errorf("got %+v, %d, %v", front, body, faults)
	}
}
