package asset

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// New reads the files of a file system, except README, Go files, TypeScript declarations
// and hidden files. It returns an error if it can't read a file, or if the references between
// files form a circle.
func New(fsys fs.FS) (*Set, error) {
	files, err := readAll(fsys)
	if err != nil {
		return nil, fmt.Errorf("reading static files: %w", err)
	}
	b := builder{
		files: files,
		set:   &Set{urls: map[string]string{}, blobs: map[string]storedFile{}},
	}
	for name := range files {
		if b.isCompressed(name) {
			continue
		}
		if _, err := b.add(name); err != nil {
			return nil, fmt.Errorf("hashing static files: %w", err)
		}
	}
	return b.set, nil
}

// readAll returns the contents of the files by their names.
func readAll(fsys fs.FS) (map[string][]byte, error) {
	files := map[string][]byte{}
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		hidden := strings.HasPrefix(entry.Name(), ".") && name != "."
		switch {
		case err != nil:
			return err
		case entry.IsDir() && hidden:
			return fs.SkipDir
		case entry.IsDir() || hidden || entry.Name() == "README" || path.Ext(name) == ".go" || path.Ext(name) == ".ts":
			return nil
		}
		files[name], err = fs.ReadFile(fsys, name)
		return err
	})
	return files, err
}

// builder adds files to a set. It adds a file after all files that this file names.
type builder struct {
	files  map[string][]byte
	set    *Set
	adding []string // the files that the builder is adding; each file names the next one
}

// isCompressed reports whether a file is the compressed form of another one.
func (b *builder) isCompressed(name string) bool {
	for _, c := range []coding{gzipCoding, brCoding} {
		plain, ok := strings.CutSuffix(name, c.suffix())
		if _, there := b.files[plain]; ok && there {
			return true
		}
	}
	return false
}

// add adds a file, unless the set already has it. It returns the last element of the hashed name,
// or "" if the file doesn't exist.
func (b *builder) add(name string) (string, error) {
	content, ok := b.files[name]
	if !ok {
		return "", nil
	}
	if url, ok := b.set.urls[name]; ok {
		return path.Base(url), nil
	}
	if i := slices.Index(b.adding, name); i >= 0 {
		return "", fmt.Errorf("files name each other in a circle: %s -> %s", strings.Join(b.adding[i:], " -> "), name)
	}
	b.adding = append(b.adding, name)
	defer func() { b.adding = b.adding[:len(b.adding)-1] }()
	if hasReferences(name) {
		var err error
		if content, err = rewrite(name, content, b.add); err != nil {
			return "", err
		}
	}
	return path.Base(b.store(name, content)), nil
}

// store adds the content under the hashed name and the plain name of its file, and returns
// the URL with the hashed name.
func (b *builder) store(name string, content []byte) string {
	blob := newBlob(MediaType(name), content, func(c coding) []byte {
		if ready, ok := b.files[name+c.suffix()]; ok && decodesTo(c, ready, content) {
			return ready
		}
		return compress(c, content, effortFor(len(content)))
	})
	url := Prefix + hashedName(name, content)
	b.set.urls[name] = url
	b.set.blobs[url] = storedFile{blob, cacheForever}
	b.set.blobs[Prefix+name] = storedFile{blob, revalidate}
	return url
}

// hashLength is the number of hexadecimal digits of a hash in a name: 48 bits. Among a
// million versions of a file, the chance that two have the same hash is one in five hundred.
const hashLength = 12

// hashedName inserts the hash of the content before the extension of the name:
// "gen/twocups.wasm" becomes "gen/twocups.1a2b3c4d5e6f.wasm".
func hashedName(name string, content []byte) string {
	sum := sha256.Sum256(content)
	extension := path.Ext(name)
	return strings.TrimSuffix(name, extension) + "." + hex.EncodeToString(sum[:])[:hashLength] + extension
}
