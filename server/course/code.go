package course

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"twocups/lessons/play/faulttext"
	"twocups/server/course/highlight"
	"twocups/server/course/infostring"
	"twocups/server/course/spelling"
)

// code replaces a fenced code block by a listing.
func (r *reader) code(n *ast.FencedCodeBlock, in *infostring.Info) {
	r.checkKeys(in, "file", "mark", "include", "region")
	l := highlight.Listing{File: in.Value("file", ""), Language: r.language(in), Code: r.textOf(segments(n))}
	include, isInclude := in.Pair("include")
	region, isRegion := in.Pair("region")
	switch {
	case isInclude:
		l.File = in.Value("file", path.Base(include.Value))
		if strings.TrimSpace(l.Code) != "" {
			r.fault(n.Lines().At(0).Start, faulttext.What("code below include="+include.Value).Want("an empty block", "no include="))
		}
		if l.Code = r.include(include, region); l.Code == "" {
			return
		}
	case isRegion:
		r.fault(region.KeyAt, faulttext.What("region="+region.Value+" without a file").Want("include= as well"))
	case strings.TrimSpace(l.Code) == "":
		r.fault(in.Start, faulttext.What("empty code block").Want("code", "include="))
		return
	}
	if p, given := in.Pair("mark"); given {
		l.Marks = r.marks(p, strings.Count(l.Code, "\n"))
	}
	replace(n, &element{open: l.HTML()})
}

// indentedCode replaces a code block without a fence by a listing, which can scroll on a
// phone.
func (r *reader) indentedCode(n *ast.CodeBlock) {
	l := highlight.Listing{Code: r.textOf(segments(n))}
	replace(n, &element{open: l.HTML()})
}

// language returns the language of a block, or "" for plain text. It adds a fault for an
// unknown language.
func (r *reader) language(in *infostring.Info) string {
	if in.Language == "" || highlight.IsLanguage(in.Language) {
		return in.Language
	}
	known := slices.Sorted(slices.Values(append(highlight.Languages(), liveKinds...)))
	r.fault(in.Start, spelling.Suggest(faulttext.What("unknown language *", in.Language), in.Language, known))
	return ""
}

// marks reads line numbers such as 2,4-6 of a listing that has the given number of lines.
func (r *reader) marks(p infostring.Pair, lines int) map[int]bool {
	marks := map[int]bool{}
	at := p.ValueAt
	for part := range strings.SplitSeq(p.Value, ",") {
		low, high, isRange := strings.Cut(part, "-")
		if !isRange {
			high = low
		}
		from, err1 := strconv.ParseUint(low, 10, 31)
		to, err2 := strconv.ParseUint(high, 10, 31)
		switch {
		case err1 != nil || err2 != nil || from == 0 || from > to:
			r.fault(at, faulttext.What("mark *", part).Want("line numbers such as 2,4-6"))
		case int(to) > lines:
			r.fault(at, faulttext.What("mark * beyond the last line", part).Want("1 to "+strconv.Itoa(lines)))
		default:
			for i := from; i <= to; i++ {
				marks[int(i)] = true
			}
		}
		at += len(part) + 1
	}
	return marks
}
