package course

import (
	"bytes"
	"fmt"
	"io/fs"
	"slices"
	"unicode/utf8"

	"twocups/lessons/play/faulttext"
	"twocups/server/course/folder"
)

// The limits of files. They bound the memory that one file of a folder takes.
const (
	MaxLesson     = 256 << 10 // bytes: ten times a long lesson
	MaxInclude    = 256 << 10 // bytes: a lesson quotes a screenful of the file
	MaxTranscript = 1 << 20   // bytes: events are longer than their steps
)

// source is the text of a file with the offsets of its lines.
type source struct {
	file  string
	text  []byte // with line feeds for line ends and without a byte order mark
	lines []int  // the offset at which each line starts
}

func newSource(file string, text []byte) *source {
	text = bytes.TrimPrefix(text, []byte("\uFEFF"))
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	s := &source{file: file, text: text, lines: []int{0}}
	for i, c := range text {
		if c == '\n' && i+1 < len(text) {
			s.lines = append(s.lines, i+1)
		}
	}
	return s
}

// fault returns the fault at an offset of the text, or at the nearest offset that the text
// has.
func (s *source) fault(offset int, what string) Fault {
	offset = min(max(offset, 0), len(s.text))
	line, found := slices.BinarySearch(s.lines, offset)
	if !found {
		line--
	}
	column := utf8.RuneCount(s.text[s.lines[line]:offset])
	return Fault{File: s.file, Line: line + 1, Column: column + 1, What: what}
}

// readSource reads a text file of at most maxSize bytes. If the file is not text, the fault
// is at its first byte that is not text.
func readSource(fsys fs.FS, file string, maxSize int) (*source, *Fault) {
	text, err := folder.ReadFile(fsys, file, maxSize)
	if err != nil {
		return nil, &Fault{File: file, Line: 1, Column: 1, What: err.Error()}
	}
	s := newSource(file, text)
	if i := bytes.IndexByte(s.text, 0); i >= 0 {
		f := s.fault(i, faulttext.What("NUL character").Want("text without it"))
		return nil, &f
	}
	if i := invalidUTF8(s.text); i >= 0 {
		f := s.fault(i, faulttext.What(fmt.Sprintf(`byte "\x%02x" is not UTF-8`, s.text[i])).Want("a file saved as UTF-8"))
		return nil, &f
	}
	return s, nil
}

// invalidUTF8 returns the offset of the first byte that is not UTF-8, or -1.
func invalidUTF8(text []byte) int {
	if utf8.Valid(text) {
		return -1
	}
	for i := 0; ; {
		r, size := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && size <= 1 {
			return i
		}
		i += size
	}
}

// line returns a line of the text, counted from 0, with its line feed.
func (s *source) line(i int) string {
	end := len(s.text)
	if i+1 < len(s.lines) {
		end = s.lines[i+1]
	}
	return string(s.text[s.lines[i]:end])
}
