package course

import "testing"

func TestALessonLeadsOnlyToPublicFiles(t *testing.T) {
	files := lessonWith(front + "[x](e/.secret) ![x](.p.png)\n\n```program src=.b.html\n```\n")
	files["e/.secret"], files[".p.png"], files[".b.html"] = "x", "x", "x"
	checkFaults(t, []faultCase{{"hidden files", files, []string{
		`01-a.md:8:1: link "e/.secret" (want a lesson such as 02-name.md, a file of the lessons' folder, #heading, https://… or mailto:…)`,
		`01-a.md:8:16: image ".p.png" (want a file of the lessons' folder that ends in .svg, .png, .jpg, .jpeg, .webp, .gif)`,
		`01-a.md:10:16: src ".b.html" is hidden (want a page that a browser may get)`,
	}}})
}
