package course

import (
	"slices"
	"strings"
	"unicode"

	"twocups/lessons/play/faulttext"
	"twocups/server/course/infostring"
	"twocups/server/course/spelling"
)

// include returns the text of a file of the lessons' folder, or of a region of that file.
// If there is no text to quote, it adds a fault and returns "".
func (r *reader) include(file, region infostring.Pair) string {
	if !r.fileExists(file) {
		return ""
	}
	src, fault := readSource(r.fsys, file.Value, MaxInclude)
	if fault != nil {
		r.fault(file.ValueAt, faulttext.What("include *", file.Value).Because(fault.What))
		return ""
	}
	lines := strings.Split(strings.TrimSuffix(string(src.text), "\n"), "\n")
	if region.Key != "" {
		var ok bool
		if lines, ok = r.region(lines, file, region); !ok {
			return ""
		}
	}
	code := dedent(withoutMarkers(lines))
	if strings.TrimSpace(code) == "" {
		r.fault(file.ValueAt, faulttext.What("include * quotes no code", file.Value).Want("a file or a region with code"))
		return ""
	}
	return code
}

// region returns the lines between the markers of a region, and whether the file has the
// region.
func (r *reader) region(lines []string, file, region infostring.Pair) ([]string, bool) {
	starts, names := []int{}, []string{}
	for i, line := range lines {
		name, start := regionStart(line)
		if start && name == region.Value {
			starts = append(starts, i)
		}
		if start && name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	switch {
	case len(starts) == 0:
		r.fault(region.ValueAt, spelling.Suggest(faulttext.What("region * is not in *", region.Value, file.Value), region.Value, names))
		return nil, false
	case len(starts) > 1:
		r.fault(region.ValueAt, faulttext.What("region * is there twice in *", region.Value, file.Value).Want("each name once"))
		return nil, false
	}
	first, depth := starts[0]+1, 1
	for i := first; i < len(lines); i++ {
		if _, start := regionStart(lines[i]); start {
			depth++
		} else if isRegionEnd(lines[i]) {
			depth--
		}
		if depth == 0 {
			return lines[first:i], true
		}
	}
	r.fault(region.ValueAt, faulttext.What("region * of * has no end", region.Value, file.Value).Want("a line with #endregion"))
	return nil, false
}

// regionStart returns the name of the region that a line starts. It returns false for a
// line that starts no region.
func regionStart(line string) (string, bool) {
	rest, ok := marker(line, "#region")
	if !ok {
		return "", false
	}
	name, _, _ := strings.Cut(strings.TrimLeft(rest, " \t"), " ")
	return strings.TrimRight(name, "\r\t"), true
}

func isRegionEnd(line string) bool {
	_, ok := marker(line, "#endregion")
	return ok
}

// marker looks in a line for one of VS Code's folding markers, such as "// #region": a word
// behind the start of a comment. In a language whose comments start with "#", the word
// itself starts the comment. marker returns the text behind the word, and whether the line
// is a marker.
func marker(line, word string) (string, bool) {
	before, after, found := strings.Cut(line, word)
	if !found || after != "" && !unicode.IsSpace(rune(after[0])) && after[0] != '*' && after[0] != '-' {
		return "", false
	}
	return after, strings.Trim(before, "/*#<!-;%'(\" \t") == ""
}

// withoutMarkers returns the lines that are not markers of regions.
func withoutMarkers(lines []string) []string {
	var kept []string
	for _, line := range lines {
		if _, start := regionStart(line); !start && !isRegionEnd(line) {
			kept = append(kept, line)
		}
	}
	return kept
}

// dedent removes the white space with which all lines start, and the blank lines at both
// ends.
func dedent(lines []string) string {
	for len(lines) > 0 && strings.TrimSpace(lines[0]) == "" {
		lines = lines[1:]
	}
	for len(lines) > 0 && strings.TrimSpace(lines[len(lines)-1]) == "" {
		lines = lines[:len(lines)-1]
	}
	var b strings.Builder
	margin := sharedMargin(lines)
	for _, line := range lines {
		b.WriteString(strings.TrimRight(strings.TrimPrefix(line, margin), " \t") + "\n")
	}
	return b.String()
}

// sharedMargin returns the white space with which all lines start. It ignores blank lines.
func sharedMargin(lines []string) string {
	margin, first := "", true
	for _, line := range lines {
		code := strings.TrimLeft(line, " \t")
		if code == "" {
			continue
		}
		own := line[:len(line)-len(code)]
		if first {
			margin, first = own, false
		}
		for !strings.HasPrefix(own, margin) {
			margin = margin[:len(margin)-1]
		}
	}
	return margin
}
