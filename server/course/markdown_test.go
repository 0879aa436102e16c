package course

import "testing"

func TestFaultsOfText(t *testing.T) {
	checkFaults(t, []faultCase{
		{"headings", lessonWith(front + "# One\n\n#### Four\n\n##\n\nA\n=\n\n##### x\n"), []string{
			`01-a.md:8:1: heading "One" of level 1, which the title of the lesson has (want "##")`,
			`01-a.md:10:1: heading "Four" of level 4 below one of level 1 (want "##")`,
			"01-a.md:12:1: heading without a text (want a text)",
			`01-a.md:14:1: heading "A" of level 1, which the title of the lesson has (want "##")`,
			`01-a.md:17:1: heading "x" of level 5 below one of level 1 (want "##")`,
		}},
		{"a first heading too deep", lessonWith(front + "### Three\n"), []string{
			`01-a.md:8:1: heading "Three" of level 3 below one of level 1 (want "##")`,
		}},
		{"raw HTML", lessonWith(front + "a <b>c</b> and\n\n<div>\n\n<!-- x -->\n"), []string{
			"01-a.md:8:3: raw HTML \"<b>\" (want Markdown, a program block, code in backquotes or \\< for the sign itself)",
			"01-a.md:8:7: raw HTML \"</b>\" (want Markdown, a program block, code in backquotes or \\< for the sign itself)",
			"01-a.md:10:1: raw HTML \"<div>\" (want Markdown, a program block, code in backquotes or \\< for the sign itself)",
			"01-a.md:12:1: raw HTML \"<!-- x -->\" (want Markdown, a program block, code in backquotes or \\< for the sign itself)",
		}},
		{"links that run", lessonWith(front + "[x](javascript:alert(1)) ä [y](java&#115;cript:x) <javascript:x> [z](data:image/png;base64,xx)\n\n[r]\n\n[r]: vbscript:x\n"), []string{
			`01-a.md:8:1: link "javascript:alert(1)" (want a lesson such as 02-name.md, a file of the lessons' folder, #heading, https://… or mailto:…)`,
			`01-a.md:8:28: link "javascript:x" (want a lesson such as 02-name.md, a file of the lessons' folder, #heading, https://… or mailto:…)`,
			`01-a.md:8:51: link "javascript:x" (want https://… or mailto:…)`,
			`01-a.md:8:66: link "data:image/png;base64,xx" (want a lesson such as 02-name.md, a file of the lessons' folder, #heading, https://… or mailto:…)`,
			`01-a.md:10:1: link "vbscript:x" (want a lesson such as 02-name.md, a file of the lessons' folder, #heading, https://… or mailto:…)`,
		}},
		{"links that are decoded twice", lessonWith(front + "[x](java&amp;#115;cript:x) [y](java&amp;colon;x) [z](j%61vascript:x)\n"), []string{
			`01-a.md:8:1: link "java&#115;cript:x" (want a lesson such as 02-name.md, a file of the lessons' folder, #heading, https://… or mailto:…)`,
			`01-a.md:8:28: link "java&colon;x" (want a lesson such as 02-name.md, a file of the lessons' folder, #heading, https://… or mailto:…)`,
			`01-a.md:8:50: link "j%61vascript:x" (want a lesson such as 02-name.md, a file of the lessons' folder, #heading, https://… or mailto:…)`,
		}},
		{"links that lead nowhere", lessonWith(front + "[a](/lessons/a) [b](02-b.md) [c](//evil.org) [d](#nope) [e](http:x)\n[f](e/none.js) [g]() [h](../x) [i](01-a.md?x=y) [j](README.md)\n"), []string{
			`01-a.md:8:1: link "/lessons/a" (want a lesson such as 02-name.md, a file of the lessons' folder, #heading, https://… or mailto:…)`,
			`01-a.md:8:17: link "02-b.md" (want a lesson such as 02-name.md, a file of the lessons' folder, #heading, https://… or mailto:…)`,
			`01-a.md:8:30: link "//evil.org" (want a lesson such as 02-name.md, a file of the lessons' folder, #heading, https://… or mailto:…)`,
			`01-a.md:8:46: link to the unknown heading "nope" (there is none)`,
			`01-a.md:8:57: link "http:x" (want a lesson such as 02-name.md, a file of the lessons' folder, #heading, https://… or mailto:…)`,
			`01-a.md:9:1: link "e/none.js" (want a lesson such as 02-name.md, a file of the lessons' folder, #heading, https://… or mailto:…)`,
			`01-a.md:9:16: link "" (want a lesson such as 02-name.md, a file of the lessons' folder, #heading, https://… or mailto:…)`,
			`01-a.md:9:22: link "../x" (want a lesson such as 02-name.md, a file of the lessons' folder, #heading, https://… or mailto:…)`,
			`01-a.md:9:32: link "01-a.md?x=y" (want a lesson such as 02-name.md, a file of the lessons' folder, #heading, https://… or mailto:…)`,
			`01-a.md:9:49: link "README.md" (want a lesson such as 02-name.md, a file of the lessons' folder, #heading, https://… or mailto:…)`,
		}},
		{"a link to a heading, nearly", lessonWith(front + "## Here\n\n[x](#her) [y](#here) [z](01-a.md#q)\n"), []string{
			`01-a.md:10:1: link to the unknown heading "her" (did you mean "here"?)`,
		}},
		{"pictures", lessonWith(front + "![](x.png) ![a](https://a.b/c.png) ![](e/p.png) ![a](e/p.txt) ![a](javascript:x.png)\n"), []string{
			`01-a.md:8:1: image "x.png" (want a file of the lessons' folder that ends in .svg, .png, .jpg, .jpeg, .webp, .gif)`,
			`01-a.md:8:12: image "https://a.b/c.png" (want a file of the lessons' folder that ends in .svg, .png, .jpg, .jpeg, .webp, .gif)`,
			`01-a.md:8:36: image "e/p.png" without a description (want ![what it shows](e/p.png))`,
			`01-a.md:8:49: image "e/p.txt" (want a file of the lessons' folder that ends in .svg, .png, .jpg, .jpeg, .webp, .gif)`,
			`01-a.md:8:63: image "javascript:x.png" (want a file of the lessons' folder that ends in .svg, .png, .jpg, .jpeg, .webp, .gif)`,
		}},
		{"admonitions", lessonWith(front + "> [!NOTE]\n\n> [!NOTICE]\n> x\n\n> [!note]\n> x\n\n> [!TIP] now\n> x\n\n> [!BOGUS\n> x\n\n> [!*x*]\n> x\n"), []string{
			`01-a.md:8:3: admonition "[!NOTE]" without a text (want a text on the next line)`,
			`01-a.md:10:3: unknown admonition "[!NOTICE]" (did you mean "NOTE"?)`,
			`01-a.md:13:3: unknown admonition "[!note]" (did you mean "NOTE"?)`,
			`01-a.md:16:9: unexpected "now" after "[!TIP]" (want the end of the line)`,
			`01-a.md:19:3: unknown admonition "[!BOGUS" (want NOTE, TIP, IMPORTANT, WARNING or CAUTION)`,
			`01-a.md:22:3: unknown admonition "[!*x*]" (want NOTE, TIP, IMPORTANT, WARNING or CAUTION)`,
		}},
		{"faults in the order of the text", lessonWith(front + "[x](ftp://x) <b>\n\n# A\n\n```nolang9\nx\n```\n"), []string{
			`01-a.md:8:1: link "ftp://x" (want a lesson such as 02-name.md, a file of the lessons' folder, #heading, https://… or mailto:…)`,
			"01-a.md:8:14: raw HTML \"<b>\" (want Markdown, a program block, code in backquotes or \\< for the sign itself)",
			`01-a.md:10:1: heading "A" of level 1, which the title of the lesson has (want "##")`,
			`01-a.md:12:4: unknown language "nolang9" (did you mean "golang"?)`,
		}},
	})
}
