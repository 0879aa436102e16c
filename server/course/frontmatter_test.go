package course

import "testing"

func TestFaultsOfFrontMatterHaveTheirPlaceInTheFile(t *testing.T) {
	checkFaults(t, []faultCase{
		{"a wrong value and a wrong heading", lessonWith("---\ntitle: A\nsummary: B\nobjectives: [C]\nminutes: soon\n---\n# x\n"), []string{
			`01-a.md:5:10: minutes is the text "soon" (want a whole number from 1 to 600)`,
			`01-a.md:7:1: heading "x" of level 1, which the title of the lesson has (want "##")`,
		}},
		{"no front matter, and more", lessonWith("# Hello\n"), []string{
			`01-a.md:1:1: no front matter (want "---" on the first line)`,
			`01-a.md:1:1: heading "Hello" of level 1, which the title of the lesson has (want "##")`,
		}},
		{"no end, so no Markdown", lessonWith("---\ntitle: x\n\n# x\n"), []string{
			`01-a.md:1:1: front matter without an end (want a second line "---")`,
		}},
	})
}
