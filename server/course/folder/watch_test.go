package folder

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"
)

// testWatch runs a test in a synctest bubble, beside a Watch of a real folder with an interval of
// one second. The test gets the folder, and a channel with a value for each change.
func testWatch(t *testing.T, test func(t *testing.T, dir string, changes <-chan struct{})) {
	dir := t.TempDir()
	testWatchFrom(t, dir, NewSnapshot(os.DirFS(dir)), test)
}

// testWatchFrom does the same as testWatch, with an earlier snapshot of the folder.
func testWatchFrom(t *testing.T, dir string, loaded Snapshot, test func(t *testing.T, dir string, changes <-chan struct{})) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		changes, done := make(chan struct{}, 16), make(chan struct{})
		go func() {
			defer close(done)
			Watch(ctx, os.DirFS(dir), loaded, time.Second, func() { changes <- struct{}{} })
		}()
		synctest.Wait() // Watch waits for its first interval
		test(t, dir, changes)
		cancel()
		<-done // Watch returns when its context is done
	})
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// waitIntervals waits until Watch has made n more snapshots.
func waitIntervals(n int) {
	<-time.After(time.Duration(n) * time.Second)
	synctest.Wait()
}

func TestWatchReportsANewFileOnce(t *testing.T) {
	testWatch(t, func(t *testing.T, dir string, changes <-chan struct{}) {
		write(t, dir, "events/hello.js", "let a;")
		<-changes
		waitIntervals(5)
		if len(changes) != 0 {
			t.Error("Watch reports the same change again")
		}
	})
}

func TestWatchSeesAChangeBeforeItsFirstInterval(t *testing.T) {
	dir := t.TempDir()
	loaded := NewSnapshot(os.DirFS(dir))
	write(t, dir, "01-a.md", "while the lessons were loaded")
	testWatchFrom(t, dir, loaded, func(t *testing.T, _ string, changes <-chan struct{}) {
		<-changes
		waitIntervals(5)
		if len(changes) != 0 {
			t.Error("Watch reports the same change again")
		}
	})
}

func TestWatchSeesFilesWrittenRenamedAndRemoved(t *testing.T) {
	testWatch(t, func(t *testing.T, dir string, changes <-chan struct{}) {
		write(t, dir, "01-a.md", "one")
		<-changes
		write(t, dir, "01-a.md", "longer")
		<-changes
		if err := os.Chtimes(filepath.Join(dir, "01-a.md"), time.Time{}, time.Unix(1, 0)); err != nil {
			t.Fatal(err)
		}
		<-changes
		if err := os.Rename(filepath.Join(dir, "01-a.md"), filepath.Join(dir, "02-a.md")); err != nil {
			t.Fatal(err)
		}
		<-changes
		if err := os.Remove(filepath.Join(dir, "02-a.md")); err != nil {
			t.Fatal(err)
		}
		<-changes
	})
}

func TestWatchWaitsUntilAChangeHasSettled(t *testing.T) {
	testWatch(t, func(t *testing.T, dir string, changes <-chan struct{}) {
		text := "a"
		for range 5 {
			write(t, dir, "01-a.md", text)
			text += "a"
			waitIntervals(1)
			if len(changes) != 0 {
				t.Fatal("Watch reports a change while the file still grows")
			}
		}
		<-changes
	})
}

func TestWatchIgnoresAChangeThatIsUndone(t *testing.T) {
	testWatch(t, func(t *testing.T, dir string, changes <-chan struct{}) {
		write(t, dir, "passing.md", "one")
		waitIntervals(1)
		if err := os.Remove(filepath.Join(dir, "passing.md")); err != nil {
			t.Fatal(err)
		}
		waitIntervals(5)
		if len(changes) != 0 {
			t.Error("Watch reports a change that was undone")
		}
	})
}

func TestWatchIgnoresHiddenFilesAndNodeModules(t *testing.T) {
	testWatch(t, func(t *testing.T, dir string, changes <-chan struct{}) {
		write(t, dir, ".01-a.md.swp", "one")
		write(t, dir, ".git/index", "one")
		write(t, dir, "chat/node_modules/ws/index.js", "one")
		waitIntervals(5)
		if len(changes) != 0 {
			t.Error("Watch reports files that are no part of a course")
		}
	})
}

func TestWatchOutlivesItsFolder(t *testing.T) {
	testWatch(t, func(t *testing.T, dir string, changes <-chan struct{}) {
		if err := os.RemoveAll(dir); err != nil {
			t.Fatal(err)
		}
		<-changes
		write(t, dir, "01-a.md", "back again")
		<-changes
	})
}
