package site

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"twocups/server/asset"
	"twocups/server/course"
	"twocups/server/course/folder"
)

// projectsPath is the path of the archives. The path of each archive continues with the path of
// its project in the lessons' folder.
const projectsPath = "/projects/"

// archives returns a map from path to archive, for all projects of a course.
func archives(c *course.Course) map[string]*asset.Blob {
	byPath := map[string]*asset.Blob{}
	for _, lesson := range c.Lessons {
		for _, part := range lesson.Body {
			if p := part.Project; p != nil {
				byPath[archivePath(p)] = asset.NewBlob(asset.MediaType(".zip"), p.Archive)
			}
		}
	}
	return byPath
}

// archivePath returns the path of a project's archive.
func archivePath(p *course.Project) string { return projectsPath + p.Source + ".zip" }

// archiveFile returns the name under which a browser saves an archive.
func archiveFile(p *course.Project) string { return folder.ArchiveName(p.Source) + ".zip" }

// serveArchive serves the archive of a project. The file name needs no escapes, because it has only
// letters, digits, dots, hyphens and underscores.
func (s *Site) serveArchive(w http.ResponseWriter, r *http.Request) {
	archive, ok := s.pages.Load().archives[r.URL.Path]
	if !ok {
		s.servePage(w, r) // answers 404, or 503 before the first course
		return
	}
	h := w.Header()
	h.Set("Cache-Control", "no-cache") // the browser stores the archive and revalidates it by its entity tag
	h.Set("Content-Disposition", `attachment; filename="`+folder.ArchiveName(strings.TrimPrefix(r.URL.Path, projectsPath))+`"`)
	archive.ServeHTTP(w, r)
}

// file is a file of a project, or a folder with its files.
type file struct {
	Name  string
	Files []file // of a folder
}

// tree returns the files of a project as a tree of folders. The paths must be sorted.
func tree(paths []string) []file {
	var list []file
	for _, path := range paths {
		list = addPath(list, path)
	}
	return list
}

// addPath adds a file to its folder in the list, and adds the folder if it is missing.
func addPath(list []file, path string) []file {
	name, rest, inFolder := strings.Cut(path, "/")
	if !inFolder {
		return append(list, file{Name: name})
	}
	i := slices.IndexFunc(list, func(f file) bool { return f.Name == name })
	if i < 0 {
		i, list = len(list), append(list, file{Name: name})
	}
	list[i].Files = addPath(list[i].Files, rest)
	return list
}

// kilobytes returns the size of a download, rounded up.
func kilobytes(body []byte) string { return strconv.Itoa((len(body)+999)/1000) + " KB" }
