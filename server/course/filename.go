package course

import (
	"cmp"
	"strconv"
	"strings"
)

// fileName is the name of a lesson's file, split into its parts.
type fileName struct {
	file            string
	number          int
	slug            string
	duplicateFaults []string // an earlier file has the same number or slug
}

// The lengths of the parts of a file name.
const (
	minDigits = 2  // an editor then lists the files in their order
	maxDigits = 4  // more lessons than any course has
	maxSlug   = 64 // bytes: URLs and the browser's history show the slug
)

// parseFileName reads NN-name.md, and reports whether the name has this form.
func parseFileName(file string) (fileName, bool) {
	digits, slug, _ := strings.Cut(strings.TrimSuffix(file, ".md"), "-")
	number, err := strconv.ParseUint(digits, 10, 16)
	ok := err == nil && len(digits) >= minDigits && len(digits) <= maxDigits && isSlug(slug)
	return fileName{file: file, number: int(number), slug: slug}, ok
}

// isSlug reports whether a name is made of lower-case words and digits with single hyphens
// between them.
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
