package e2e

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/lessons/play/wsblock"
	"twocups/server/course"
)

// Every task of every lesson that is solved by steps is played against the real
// server: its solution solves it, and what it begins with and its wrong tries don't.
func playTasks(t *testing.T, address string, lesson *course.Lesson) {
	for _, part := range lesson.Body {
		if part.Task == nil || part.Task.Steps == nil {
			continue
		}
		task := part.Task.Steps
		t.Run(part.Task.Name, func(t *testing.T) {
			var solution string
			for _, step := range task.Solution {
				solution += step.Step.String() + "\n"
			}
			if missing := playTry(t, address, task, solution, true); missing != "" {
				t.Errorf("the solution does not solve it: %s", missing)
			}
			for _, try := range append(task.Wrong, task.Start) {
				if playTry(t, address, task, try, false) == "" {
					t.Errorf("this solves it, and must not:\n%s", try)
				}
			}
		})
	}
}

// afterTry is the code with which a test closes what a try has left open: one that no
// task asks for.
const afterTry rfc6455.CloseCode = 4999

// playTry runs steps, and returns the first goal that is then missing, or "". The steps
// of a solution must all come out as written.
func playTry(t *testing.T, address string, task *course.StepsTask, steps string, mustDo bool) (missing string) {
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	p := newPage(t, address, "task", nil)
	if faults := p.player.Rewrite(steps); len(faults) > 0 {
		t.Fatal(faults)
	}
	p.watch(ctx)
	p.player.Run()
	p.until(ctx, func() bool { return !p.view.Running })
	for i, step := range p.view.Steps {
		if mustDo && step.Status.String() != "done" {
			t.Errorf("step %d of the solution: %v %s", i+1, step.Status, step.Outcome)
		}
	}
	for number := range p.sockets {
		p.hangUp(number)
	}
	p.until(ctx, func() bool { return bothSidesEnded(p.seen) }) // so all that the server has to tell is here
	missing = firstMissing(task.Goals, p.seen)
	cancel()
	p.readers.Wait()
	return missing
}

// firstMissing holds what happened against the goals, but for the ends that the test
// itself has brought about.
func firstMissing(goals []course.Goal, seen []play.Event) string {
	var check wsblock.Check
	for _, goal := range goals {
		check.Add(goal.Condition)
	}
	for _, e := range seen {
		if e.Code != afterTry {
			check.Saw(e)
		}
	}
	if i := slices.Index(check.Met(), false); i >= 0 {
		return string(goals[i].Words)
	}
	return ""
}

// hangUp closes a socket that may be closed already.
func (p *page) hangUp(number int) {
	payload := websocket.FormatCloseMessage(int(afterTry), "")
	_ = p.sockets[number].WriteControl(websocket.CloseMessage, payload, time.Now().Add(time.Second))
}
