package site

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"twocups/server/asset"
	"twocups/server/course"
)

// projects is the path below which archives are served, each at the path of its
// folder: /projects/sockets/stage-1.zip.
const projects = "/projects/"

// archives returns the archives of a course by their paths.
func archives(c *course.Course) map[string]*asset.Blob {
	byPath := map[string]*asset.Blob{}
	for _, lesson := range c.Lessons {
		for _, part := range lesson.Body {
			if p := part.Project; p != nil {
				byPath[archivePath(p)] = asset.NewBlob("application/zip", p.Archive)
			}
		}
	}
	return byPath
}

func archivePath(p *course.Project) string { return projects + p.Source + ".zip" }

// archiveFile returns the name under which a browser saves an archive.
func archiveFile(p *course.Project) string { return course.ArchiveName(p.Source) + ".zip" }

// serveArchive serves the archive of a project. Its name needs no quoting: a project's
// path has letters, digits, dots, hyphens and underscores alone.
func (s *Site) serveArchive(w http.ResponseWriter, r *http.Request) {
	archive, ok := s.pages.Load().archives[r.URL.Path]
	if !ok {
		s.servePage(w, r) // which says that there is nothing, or nothing yet
		return
	}
	h := w.Header()
	h.Set("Cache-Control", "no-cache") // kept, and asked for: an entity tag answers
	h.Set("Content-Disposition", `attachment; filename="`+course.ArchiveName(strings.TrimPrefix(r.URL.Path, projects))+`"`)
	archive.ServeHTTP(w, r)
}

// file is a file of a project, or a folder with what is in it.
type file struct {
	Name  string
	Files []file // of a folder
}

// tree puts the files of a project, given by their sorted paths, into their folders.
func tree(paths []string) []file {
	var list []file
	for _, path := range paths {
		list = grow(list, path)
	}
	return list
}

func grow(list []file, path string) []file {
	name, rest, inFolder := strings.Cut(path, "/")
	if !inFolder {
		return append(list, file{Name: name})
	}
	i := slices.IndexFunc(list, func(f file) bool { return f.Name == name })
	if i < 0 {
		i, list = len(list), append(list, file{Name: name})
	}
	list[i].Files = grow(list[i].Files, rest)
	return list
}

// kilobytes says how much a reader downloads, rounded up.
func kilobytes(body []byte) string { return strconv.Itoa((len(body)+999)/1000) + " KB" }
