package course

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strconv"
	"unicode/utf8"

	"twocups/lessons/play/faulttext"
)

// The limits of files. They bound what one file of somebody's folder can cost.
const (
	MaxLesson     = 256 << 10 // bytes: ten times a long lesson
	MaxInclude    = 256 << 10 // bytes: a page quotes a screenful of it
	MaxTranscript = 1 << 20   // bytes: events are wordier than the steps they come from
)

// source is the text of a file that knows where its lines start.
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

// fault returns the fault at an offset of the text.
func (s *source) fault(offset int, what string) Fault {
	offset = min(max(offset, 0), len(s.text))
	line, found := slices.BinarySearch(s.lines, offset)
	if !found {
		line--
	}
	column := utf8.RuneCount(s.text[s.lines[line]:offset])
	return Fault{File: s.file, Line: line + 1, Column: column + 1, What: what}
}

// readSource reads a text file of at most so many bytes. Where the file is no
// text, the fault says so at its place.
func readSource(fsys fs.FS, file string, most int) (*source, *Fault) {
	text, err := readFile(fsys, file, most)
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

func readFile(fsys fs.FS, file string, most int) ([]byte, error) {
	f, err := fsys.Open(file)
	if err != nil {
		return nil, fmt.Errorf("reading the file: %w", cause(err))
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, int64(most)+1))
	if err != nil {
		return nil, fmt.Errorf("reading the file: %w", cause(err))
	}
	if len(text) > most {
		return nil, faulttext.What("file too big").Err("at most " + strconv.Itoa(most) + " bytes")
	}
	return text, nil
}

// cause returns an error without the path that [fs.PathError] adds, which may
// be one of the server's own.
func cause(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
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

// offset returns the offset of a place, both counted from 1, or of the nearest
// one that the text has.
func (s *source) offset(line, column int) int {
	line = min(max(line, 1), len(s.lines))
	offset := s.lines[line-1]
	for ; column > 1 && offset < len(s.text) && s.text[offset] != '\n'; column-- {
		_, size := utf8.DecodeRune(s.text[offset:])
		offset += size
	}
	return offset
}
