package logging_test

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"twocups/server/app/logging"
	"twocups/server/socket/sockettest"
)

// terminal is a standard output that can stand still, and can fail.
type terminal struct {
	still chan struct{} // not nil: writes wait until it is closed; to be set before the first write

	mu    sync.Mutex
	lines strings.Builder
	fails error // of each write; nil for none
	part  int   // bytes that a write that fails has written
}

func (t *terminal) Write(p []byte) (int, error) {
	if t.still != nil {
		<-t.still
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.fails != nil {
		t.lines.Write(p[:t.part])
		return t.part, t.fails
	}
	t.lines.Write(p)
	return len(p), nil
}

func (t *terminal) fail(err error, part int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.fails, t.part = err, part
}

func (t *terminal) text() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.lines.String()
}

func TestAReaderThatStandsStillDelaysNobodyAndIsToldWhatItMissed(t *testing.T) {
	for _, format := range []string{logging.Text, logging.JSON} {
		synctest.Test(t, func(t *testing.T) {
			out := terminal{still: make(chan struct{})}
			log := logging.New(logging.Config{Format: format, QueueBytes: 1000}, &out)
			const lines = 1000
			for i := range lines {
				log.Info("connected", "number", i)
			}
			dropped := log.Dropped()
			if dropped < lines*9/10 || dropped >= lines {
				t.Errorf("%d lines of %d were dropped", dropped, lines)
			}
			close(out.still)
			log.Close(time.Second)
			written := strings.Count(out.text(), "connected")
			if written+dropped != lines {
				t.Errorf("%d lines are written and %d dropped, of %d", written, dropped, lines)
			}
			if !strings.Contains(out.text(), "lines of the log were dropped") || !strings.Contains(out.text(), fmt.Sprint(dropped)) {
				t.Errorf("the log does not say that %d lines were dropped:\n%s", dropped, out.text())
			}
		})
	}
}

func TestOneLineMayAlwaysWait(t *testing.T) {
	var out terminal
	log := logging.New(logging.Config{QueueBytes: 1}, &out)
	log.Info(strings.Repeat("x", 100))
	log.Close(time.Minute)
	if !strings.Contains(out.text(), "xxx") || log.Dropped() != 0 {
		t.Errorf("the log is %q", out.text())
	}
}

func TestLinesThatCanNotBeWrittenAreCountedAndLaterLinesAreTried(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out terminal
		log := logging.New(logging.Config{}, &out)
		for _, failure := range []struct {
			err  error
			part int
		}{{syscall.EPIPE, 3}, {syscall.ENOSPC, 0}, {errors.New("strange"), 2}} {
			out.fail(failure.err, failure.part)
			log.Info("lost")
			synctest.Wait()
		}
		out.fail(nil, 0)
		log.Info("found")
		log.Close(time.Second)
		lines := strings.Split(out.text(), "\n")
		if log.Dropped() != 3 || !strings.HasSuffix(lines[len(lines)-3], "found") || !strings.HasPrefix(lines[len(lines)-3], "time=") ||
			!strings.Contains(lines[len(lines)-2], "were dropped, because it could not be written in time\" lines=3") {
			t.Errorf("%d lines were dropped of:\n%s", log.Dropped(), out.text())
		}
	})
}

func TestAStandardOutputThatIsBusyIsTriedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out terminal
		log := logging.New(logging.Config{}, &out)
		out.fail(syscall.EAGAIN, 0)
		log.Info("busy")
		sockettest.Pass(time.Minute)
		out.fail(nil, 0)
		log.Close(time.Minute)
		if log.Dropped() != 0 || !strings.Contains(out.text(), "busy") {
			t.Errorf("%d lines were dropped of:\n%s", log.Dropped(), out.text())
		}
	})
}

func TestTheEndOfTheLogWaitsForAStuckReaderNoLongerThanItMay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		out := terminal{still: make(chan struct{})}
		log := logging.New(logging.Config{}, &out)
		log.Info("connected")
		start := time.Now()
		log.Close(3 * time.Second)
		if waited := time.Since(start); waited != 3*time.Second {
			t.Errorf("the end took %v", waited)
		}
		fmt.Fprintln(log.Lines, "too late")
		close(out.still)
		synctest.Wait()
		if log.Dropped() != 1 || strings.Contains(out.text(), "too late") {
			t.Errorf("after the end: %d dropped\n%s", log.Dropped(), out.text())
		}
	})
}

func TestStrangersHaveARateForEachKindOfLine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out terminal
		log := logging.New(logging.Config{StrangerRate: 10, StrangerBurst: 20}, &out)
		flood := func(log *slog.Logger) {
			for range 100 {
				log.Warn("refused", "reason", "origin")
			}
		}
		flood(log.Strangers.With("path", "/echo"))
		log.Strangers.Warn("refused", "reason", "full")
		sockettest.Pass(time.Second)
		flood(log.Strangers)
		if log.LeftOut() != 200-20-10 {
			t.Errorf("%d lines were left out", log.LeftOut())
		}
		flood(log.Logger)
		sockettest.Pass(summaryTime)
		if text := out.text(); strings.Count(text, "reason=full") != 1 || strings.Count(text, "msg=refused") != 20+1+10+100 ||
			!strings.Contains(text, `strangers caused too many" like=refused lines=170 reason=origin`) {
			t.Errorf("the log is:\n%s", text)
		}
		flood(log.Strangers)
		flood(log.Strangers)
		log.Close(time.Second)
		if text := out.text(); strings.Count(text, "strangers caused too many") != 2 || !strings.Contains(text, "lines=180") {
			t.Errorf("at the end, the log is:\n%s", text)
		}
	})
}

// summaryTime is longer than the time between two summaries.
const summaryTime = 20 * time.Second

// Values come from strangers: a Host, an Origin, the name of a file.
var hostile = []string{
	"\x1b[31mred", "a\rb", "a\nlevel=ERROR msg=forged", "\x00", "\x7f", "\u009b31m", "a\u202eb", "\u2028", "\xff\xfe", "\u200b",
}

func TestNoValueChangesTheLookOfATerminalOrMakesALine(t *testing.T) {
	for _, format := range []string{logging.Text, logging.JSON} {
		for _, value := range hostile {
			var out terminal
			log := logging.New(logging.Config{Format: format}, &out)
			log.Strangers.Warn("refused", "host", value, "fault", errors.New(value))
			log.Warn(value)
			fmt.Fprintln(log.Lines, "file "+logging.FileName(value))
			log.Close(time.Minute)
			text := out.text()
			if strings.Count(text, "\n") != 3 || strings.Contains(strings.ReplaceAll(text, "\n", ""), value) {
				t.Errorf("%s: %q is written as %q", format, value, text)
			}
			for _, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
				if line != logging.Printable(line) {
					t.Errorf("%s: the line %q can't be printed", format, line)
				}
			}
		}
	}
}

func TestALongValueIsCut(t *testing.T) {
	for _, format := range []string{logging.Text, logging.JSON} {
		var out terminal
		log := logging.New(logging.Config{Format: format}, &out)
		log.Warn("refused", "host", strings.Repeat("ä", 8000), logging.StackKey, strings.Repeat("s", 8000))
		log.Close(time.Minute)
		if text := out.text(); strings.Count(text, "ä") != 256 || strings.Count(text, "s") < 8000 {
			t.Errorf("%s: the line has %d bytes", format, len(text))
		}
	}
}

func TestPrintableTextsStayAsTheyAre(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "C:\\lessons \"a\"": "C:\\lessons \"a\"", "Grüße 👩 日本": "Grüße 👩 日本",
		"a\x1b[1mb": `a\x1b[1mb`, "a\tb\xff": `a\tb\xff`, "\u202e": `\u202e`,
	} {
		if got := logging.Printable(text); got != want {
			t.Errorf("%q is written %q, want %q", text, got, want)
		}
	}
	if got := logging.FileName("a b.md"); got != "a b.md" {
		t.Errorf("a name that can be printed is written %s", got)
	}
	if got := logging.FileName("a\x1b.md"); got != `"a\x1b.md"` {
		t.Errorf("a name that can't be printed is written %s", got)
	}
}

func TestLinesForPeopleAreLinesOfTheLogInJSON(t *testing.T) {
	for format, want := range map[string]string{logging.Text: "Two Cups: http://localhost\nanother\n", logging.JSON: `"msg":"Two Cups: http://localhost"}` + "\n"} {
		var out terminal
		log := logging.New(logging.Config{Format: format}, &out)
		io.WriteString(log.Lines, "Two Cups: http://localhost\nanother\n")
		log.Close(time.Minute)
		if !strings.Contains(out.text(), want) || strings.Count(out.text(), "\n") != 2 {
			t.Errorf("%s: %q", format, out.text())
		}
	}
}
