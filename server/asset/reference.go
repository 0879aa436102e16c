package asset

import (
	"path"
	"regexp"
	"strings"
)

// reference matches the start of a string or url(), a relative name, and the character after
// the name. The pattern doesn't parse JavaScript, so it also matches a name in a comment.
var reference = regexp.MustCompile("(url\\(\\s*|[\"'`])(\\.{1,2}/[A-Za-z0-9_./-]+)([\"'`)?#\\s])")

// hasReferences reports whether a file may refer to other files.
func hasReferences(name string) bool {
	switch path.Ext(name) {
	case ".js", ".mjs", ".css":
		return true
	}
	return false
}

// rewrite returns the content of a file with new references to other files. The function
// replacement gets the name of a file, and returns the last element of its new name. If
// replacement returns "", rewrite doesn't change the reference.
func rewrite(name string, content []byte, replacement func(name string) (string, error)) ([]byte, error) {
	var rewritten []byte
	done := 0 // the offset up to which the content is rewritten
	for _, at := range reference.FindAllSubmatchIndex(content, -1) {
		start, end := at[4], at[5]
		relative := string(content[start:end])
		file := path.Join(path.Dir(name), relative)
		if path.Base(file) != relative[strings.LastIndexByte(relative, '/')+1:] {
			continue // a folder, such as "./a/" or "./a/.."
		}
		base, err := replacement(file)
		if err != nil {
			return nil, err
		}
		if base == "" {
			continue
		}
		rewritten = append(rewritten, content[done:start]...)
		rewritten = append(rewritten, relative[:len(relative)-len(path.Base(file))]+base...)
		done = end
	}
	return append(rewritten, content[done:]...), nil
}
