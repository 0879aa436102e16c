package app

import (
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"testing"

	"twocups/lessons"
	"twocups/lessons/programs/trouble"
)

// The lesson on limits has the numbers of the server without flags.
func TestTheLessonOnLimitsHasTheDefaults(t *testing.T) {
	text, err := fs.ReadFile(lessons.FS(), "14-when-it-goes-wrong.md")
	if err != nil {
		t.Fatal(err)
	}
	lesson := strings.Join(strings.Fields(string(text)), " ")
	o := parsed(t)
	s, p := o.sockets, o.programs
	for _, want := range []string{
		fmt.Sprintf("| %d KiB in a message | 1009 |", s.MaxMessage>>10),
		fmt.Sprintf("| %s frames a second, %s at once | 1008 |", grouped(s.FrameRate), grouped(s.FrameBurst)),
		fmt.Sprintf("| %d messages a second in a shared program, %d at once | 1008 |", p.Rate, p.Burst),
		fmt.Sprintf("| %d messages or %d KiB that wait for a reader | 1013 |", s.QueueLength, s.QueueBytes>>10),
		fmt.Sprintf("| %.0f seconds without a sign of life | 1013 |", s.PongWait.Seconds()),
		fmt.Sprintf("| %s connections, %s from one address | 1013 |", grouped(s.MaxConnections), grouped(s.MaxPerAddress)),
		fmt.Sprintf("a **ping** every %.0f seconds", s.PingEvery.Seconds()),
		fmt.Sprintf("The server has %d pieces of %d KiB for you.", trouble.MaxPieces, trouble.PieceSize>>10),
		fmt.Sprintf("message length %d binary 00", s.MaxMessage+1),
	} {
		if !strings.Contains(lesson, want) {
			t.Errorf("lesson 14 does not say %q", want)
		}
	}
	if s.MessageTimeout.Minutes() != 1 || !strings.Contains(lesson, "| a message within a minute | 1013 |") {
		t.Errorf("lesson 14 does not say that a message may take %v", s.MessageTimeout)
	}
}

// grouped writes a number with a comma before each three digits.
func grouped(n int) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}
