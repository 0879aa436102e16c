package content_test

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"twocups/lessons"
	"twocups/server/app/content"
)

// BenchmarkThousandLessons loads a folder of 1,000 lessons, until all of their pages and
// embeds are rendered, compressed and ready to be served. Each lesson is as long as the
// second lesson of the course.
func BenchmarkThousandLessons(b *testing.B) {
	folder := b.TempDir()
	if err := os.CopyFS(folder, lessons.FS()); err != nil {
		b.Fatal(err)
	}
	lesson, err := fs.ReadFile(lessons.FS(), "02-what-websockets-are.md")
	if err != nil {
		b.Fatal(err)
	}
	for number := 3; number <= 1000; number++ {
		name := filepath.Join(folder, fmt.Sprintf("%04d-lesson-%d.md", number, number))
		if err := os.WriteFile(name, lesson, 0o600); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		c, err := content.New(content.Config{Lessons: folder}, io.Discard)
		if err != nil {
			b.Fatal(err)
		}
		if err := c.Load(); err != nil {
			b.Fatal(err)
		}
		c.Close()
	}
}
