package course

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

// The limits of a project. It is read whole, compressed, and kept in memory.
const (
	MaxProjectFiles = 100     // files and folders: what a reader can still find their way in
	MaxProject      = 1 << 20 // bytes of all files together: lock files are the most of it
)

// standIns are files that stand in for others: a folder with a file go.mod is a
// module of its own, and go:embed leaves it out (cmd/go, "Module paths").
var standIns = map[string]string{"go.mod.txt": "go.mod", "go.sum.txt": "go.sum"}

// archive is a folder as a zip file.
type archive struct {
	names []string // of the files, below the folder that they unpack into; sorted
	zip   []byte
}

// newArchive packs a folder. The same files make the same bytes.
func newArchive(fsys fs.FS, folder string) (*archive, error) {
	files, err := projectFiles(fsys, folder)
	if err != nil {
		return nil, err
	}
	a := &archive{}
	for name := range files {
		a.names = append(a.names, name)
	}
	slices.Sort(a.names)
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range a.names {
		if err := pack(w, path.Join(ArchiveName(folder), name), files[name]); err != nil {
			return nil, fmt.Errorf("packing %s: %w", name, err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("packing: %w", err)
	}
	a.zip = b.Bytes()
	return a, nil
}

// ArchiveName returns what the archive of a folder is called, without ".zip": it is
// also the one folder in the archive. "sockets/stage-1" gives "sockets-stage-1".
func ArchiveName(folder string) string { return strings.ReplaceAll(folder, "/", "-") }

// packed is when every file of an archive was changed, for a zip file can't go
// without: the first moment that it can say. Real times would give each checkout of the
// same files other bytes.
var packed = time.Date(1980, time.January, 1, 0, 0, 0, 0, time.UTC)

func pack(w *zip.Writer, name string, text []byte) error {
	header := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: packed}
	header.SetMode(0o644)
	file, err := w.CreateHeader(header)
	if err != nil {
		return err
	}
	_, err = file.Write(text)
	return err
}

// projectFiles reads the files of a folder, by the names that they have in the archive.
func projectFiles(fsys fs.FS, folder string) (map[string][]byte, error) {
	files := map[string][]byte{}
	entries, size := 0, 0
	err := fs.WalkDir(fsys, folder, func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return fmt.Errorf("reading the folder: %w", cause(err))
		case name == folder:
			return nil
		case isLeftOut(entry.Name()):
			return skip(entry)
		}
		if entries++; entries > MaxProjectFiles {
			return faulttext.What("too many files").Err("at most " + strconv.Itoa(MaxProjectFiles) + ", folders included")
		}
		name = strings.TrimPrefix(name, folder+"/")
		text, err := projectFile(fsys, folder, name, entry)
		if err != nil {
			return err
		}
		if size += len(text); size > MaxProject {
			return faulttext.What("project too big").Err("at most " + strconv.Itoa(MaxProject) + " bytes")
		}
		if !entry.IsDir() {
			files[archivedName(name)] = text
		}
		return nil
	})
	if err == nil && len(files) == 0 {
		err = faulttext.What("folder without files").Err("a project")
	}
	return files, err
}

// projectFile reads an entry of a project's folder: nothing, where it is a folder itself.
func projectFile(fsys fs.FS, folder, name string, entry fs.DirEntry) ([]byte, error) {
	switch {
	case !isPortable(name):
		return nil, faulttext.What("*", name).Err(portableNames)
	case entry.IsDir():
		return nil, nil
	case !entry.Type().IsRegular():
		return nil, faulttext.What("* is no regular file", name).Err("files and folders")
	}
	text, err := readFile(fsys, path.Join(folder, name), MaxProject)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", faulttext.Quote(name), err)
	}
	return text, nil
}

// archivedName returns what a file is called in the archive.
func archivedName(name string) string {
	if other, stands := standIns[path.Base(name)]; stands {
		return path.Join(path.Dir(name), other)
	}
	return name
}

// isPortable says whether a path has the same meaning on every system that may
// unpack it.
func isPortable(name string) bool {
	return strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/") == ""
}

// portableNames says which names isPortable accepts, for faults.
const portableNames = "names of letters, digits, dots, hyphens and underscores"
