package folder

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"

	"twocups/lessons/play/faulttext"
)

// ReadFile reads a file of at most maxSize bytes. The error does not name the file.
func ReadFile(fsys fs.FS, name string, maxSize int) ([]byte, error) {
	file, err := fsys.Open(name)
	if err != nil {
		return nil, fmt.Errorf("reading the file: %w", WithoutPath(err))
	}
	defer file.Close()
	content, err := io.ReadAll(io.LimitReader(file, int64(maxSize)+1))
	if err != nil {
		return nil, fmt.Errorf("reading the file: %w", WithoutPath(err))
	}
	if len(content) > maxSize {
		return nil, faulttext.What("file too big").Err("at most " + strconv.Itoa(maxSize) + " bytes")
	}
	return content, nil
}

// WithoutPath returns an error without the path that [fs.PathError] adds. The path may name
// a folder of the server that nobody else needs to know.
func WithoutPath(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

// IsFile reports whether the name is that of a regular file.
func IsFile(fsys fs.FS, name string) bool {
	info, err := stat(fsys, name)
	return err == nil && info.Mode().IsRegular()
}

// IsFolder reports whether the name is that of a folder.
func IsFolder(fsys fs.FS, name string) bool {
	info, err := stat(fsys, name)
	return err == nil && info.IsDir()
}

func stat(fsys fs.FS, name string) (fs.FileInfo, error) {
	if !fs.ValidPath(name) {
		return nil, fs.ErrInvalid
	}
	return fs.Stat(fsys, name)
}
