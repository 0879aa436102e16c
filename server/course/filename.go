package course

import (
	"cmp"
	"strconv"
	"strings"
)

// fileName is the name of a lesson's file, taken apart.
type fileName struct {
	file    string
	number  int
	slug    string
	doubled []string // faults: what an earlier file has already
}

// The lengths of a file name's pieces.
const (
	minDigits = 2  // so that an editor lists the files in their order
	maxDigits = 4  // more lessons than any course has
	maxSlug   = 64 // bytes: it stands in URLs and in the browser's tab
)

// parseFileName reads NN-name.md.
func parseFileName(file string) (fileName, bool) {
	digits, slug, _ := strings.Cut(strings.TrimSuffix(file, ".md"), "-")
	number, err := strconv.ParseUint(digits, 10, 16)
	ok := err == nil && len(digits) >= minDigits && len(digits) <= maxDigits && isSlug(slug)
	return fileName{file: file, number: int(number), slug: slug}, ok
}

// isSlug says whether the name is made of lower-case words and digits with
// single hyphens between.
func isSlug(name string) bool {
	if len(name) > maxSlug {
		return false
	}
	for word := range strings.SplitSeq(name, "-") {
		if word == "" || strings.Trim(word, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
			return false
		}
	}
	return true
}

func compareNames(a, b fileName) int {
	return cmp.Or(cmp.Compare(a.number, b.number), cmp.Compare(a.file, b.file))
}
