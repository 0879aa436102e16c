package folder

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"twocups/lessons/play/faulttext"
)

// The limits of a project. The server reads the whole project, compresses it, and keeps it
// in memory.
const (
	MaxProjectFiles = 100     // files and folders: a reader can still find their way
	MaxProject      = 1 << 20 // bytes of all files together: lock files are the most of it
)

// archivedNames maps the names of files to the names that they have in an archive. A folder
// with a file go.mod is a module of its own, and go:embed leaves it out (cmd/go, "Module
// paths").
var archivedNames = map[string]string{"go.mod.txt": "go.mod", "go.sum.txt": "go.sum"}

// Archive is a project as a zip file.
type Archive struct {
	Files []string // paths below the one folder of the archive; sorted
	Zip   []byte
}

// NewArchive packs a project. The same files make the same bytes.
func NewArchive(fsys fs.FS, project string) (*Archive, error) {
	files, err := ReadProject(fsys, project)
	if err != nil {
		return nil, err
	}
	a := &Archive{}
	for name := range files {
		a.Files = append(a.Files, name)
	}
	slices.Sort(a.Files)
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range a.Files {
		if err := writeArchived(w, path.Join(ArchiveName(project), name), files[name]); err != nil {
			return nil, fmt.Errorf("packing %s: %w", name, err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("packing: %w", err)
	}
	a.Zip = b.Bytes()
	return a, nil
}

// ArchiveName returns the name of a project's archive without ".zip", which is also the
// name of the one folder in the archive. "projects/sockets/stage-1" gives
// "sockets-stage-1".
func ArchiveName(project string) string {
	return strings.ReplaceAll(strings.TrimPrefix(project, "projects/"), "/", "-")
}

// modified is the modification time of every file in an archive: the earliest time that a
// zip file can hold. With real times, each checkout of the same files would give other
// bytes.
var modified = time.Date(1980, time.January, 1, 0, 0, 0, 0, time.UTC)

func writeArchived(w *zip.Writer, name string, content []byte) error {
	header := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: modified}
	header.SetMode(0o644)
	file, err := w.CreateHeader(header)
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	return err
}

// ReadProject reads the files of a project. The map has their content by their paths in the
// archive.
func ReadProject(fsys fs.FS, project string) (map[string][]byte, error) {
	files := map[string][]byte{}
	entries, size := 0, 0
	err := fs.WalkDir(fsys, project, func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return fmt.Errorf("reading the folder: %w", WithoutPath(err))
		case name == project:
			return nil
		case isIgnored(entry.Name()):
			return skip(entry)
		}
		if entries++; entries > MaxProjectFiles {
			return faulttext.What("too many files").Err("at most " + strconv.Itoa(MaxProjectFiles) + ", folders included")
		}
		name = strings.TrimPrefix(name, project+"/")
		content, err := readProjectFile(fsys, project, name, entry)
		if err != nil {
			return err
		}
		if size += len(content); size > MaxProject {
			return faulttext.What("project too big").Err("at most " + strconv.Itoa(MaxProject) + " bytes")
		}
		if !entry.IsDir() {
			files[archivedName(name)] = content
		}
		return nil
	})
	if err == nil && len(files) == 0 {
		err = faulttext.What("folder without files").Err("a project")
	}
	return files, err
}

// readProjectFile reads an entry of a project. A folder has no content.
func readProjectFile(fsys fs.FS, project, name string, entry fs.DirEntry) ([]byte, error) {
	switch {
	case !IsPortable(name):
		return nil, faulttext.What("*", name).Err(PortableNames)
	case entry.IsDir():
		return nil, nil
	case !entry.Type().IsRegular():
		return nil, faulttext.What("* is no regular file", name).Err("files and folders")
	}
	content, err := ReadFile(fsys, path.Join(project, name), MaxProject)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", faulttext.Quote(name), err)
	}
	return content, nil
}

// archivedName returns the path of a file in the archive.
func archivedName(name string) string {
	if other, renamed := archivedNames[path.Base(name)]; renamed {
		return path.Join(path.Dir(name), other)
	}
	return name
}

// PortableNames says which names [IsPortable] accepts, for faults.
const PortableNames = "names of letters, digits, dots, hyphens and underscores"

// IsPortable reports whether a path has the same meaning on every system on which a reader
// may unpack it.
func IsPortable(name string) bool {
	return strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/") == ""
}
