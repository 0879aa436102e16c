package course

import (
	"strings"
	"testing"
)

func TestFaultsOfFiles(t *testing.T) {
	checkFaults(t, []faultCase{
		{"a NUL", lessonWith(front + "a\x00b"), []string{
			"01-a.md:8:2: NUL character (want text without it)",
		}},
		{"no UTF-8", lessonWith(front + "ä\xffb"), []string{
			"01-a.md:8:2: byte \"\\xff\" is not UTF-8 (want a file saved as UTF-8)",
		}},
		{"a lesson too big", lessonWith(strings.Repeat("a", MaxLesson+1)), []string{
			"01-a.md:1:1: file too big (want at most 262144 bytes)",
		}},
		{"wrong names", map[string]string{"README.md": "", "foo.md": "", "1-a.md": "", "01-A.md": "", "01-a--b.md": "", "01-.md": "", "00001-a.md": "", "02-" + strings.Repeat("a", maxSlug+1) + ".md": "", "x.txt": ""}, []string{
			`00001-a.md:1:1: file name "00001-a.md" (want a number and a name in lower case such as 02-what-websockets-are.md or README.md)`,
			`01-.md:1:1: file name "01-.md" (want a number and a name in lower case such as 02-what-websockets-are.md or README.md)`,
			`01-A.md:1:1: file name "01-A.md" (want a number and a name in lower case such as 02-what-websockets-are.md or README.md)`,
			`01-a--b.md:1:1: file name "01-a--b.md" (want a number and a name in lower case such as 02-what-websockets-are.md or README.md)`,
			`02-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.md:1:1: file name "02-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…" (want a number and a name in lower case such as 02-what-websockets-are.md or README.md)`,
			`1-a.md:1:1: file name "1-a.md" (want a number and a name in lower case such as 02-what-websockets-are.md or README.md)`,
			`foo.md:1:1: file name "foo.md" (want a number and a name in lower case such as 02-what-websockets-are.md or README.md)`,
		}},
		{"no lesson", map[string]string{}, []string{
			".:1:1: no lessons (want a file such as 01-first-steps.md)",
		}},
		{"a number and a name twice", map[string]string{"01-a.md": front, "01-b.md": front, "02-a.md": front}, []string{
			`01-b.md:1:1: number of "01-b.md" is that of "01-a.md" (want a number of its own)`,
			`02-a.md:1:1: name of "02-a.md" is that of "01-a.md" (want a name of its own)`,
		}},
		{"Windows line ends and a byte order mark", lessonWith("\ufeff" + strings.ReplaceAll(front+"a\n\n<b>\n", "\n", "\r\n")), []string{
			"01-a.md:10:1: raw HTML \"<b>\" (want Markdown, a program block, code in backquotes or \\< for the sign itself)",
		}},
	})
}
