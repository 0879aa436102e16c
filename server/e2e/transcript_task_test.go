package e2e

import (
	"slices"
	"testing"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/lessons/play/wsblock"
	"twocups/server/course"
	"twocups/server/e2e/headless"
)

// playTasks plays, against the real server, each task of a lesson that is solved by steps. The
// solution must solve the task. The task's first steps and its wrong tries must not solve it.
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
				t.Errorf("the solution does not solve the task: %s", missing)
			}
			for _, try := range append(task.Wrong, task.Start) {
				if playTry(t, address, task, try, false) == "" {
					t.Errorf("these steps solve the task, and must not:\n%s", try)
				}
			}
		})
	}
}

// afterTryCode is the close code with which a test closes the connections that a try has left
// open. No task has a goal about this code.
const afterTryCode rfc6455.CloseCode = 4999

// playTry runs steps, and returns the first goal of the task that they miss, or "". All
// steps of a solution must come out as written.
func playTry(t *testing.T, address string, task *course.StepsTask, steps string, isSolution bool) (missing string) {
	page := headless.Open(t, address, "task", nil)
	defer page.Close()
	page.Rewrite(steps)
	page.Run()
	page.WaitUntil(page.Stopped)
	for i, step := range page.View.Steps {
		if isSolution && step.Status.String() != "done" {
			t.Errorf("step %d of the solution: %v %s", i+1, step.Status, step.Outcome)
		}
	}
	page.CloseSockets(afterTryCode) // so that page.Events has all events of the server
	return firstMissing(task.Goals, page.Events)
}

// firstMissing returns the first goal that the events miss. It ignores the closes that the test
// itself has caused.
func firstMissing(goals []course.Goal, events []play.Event) string {
	var check wsblock.Check
	for _, goal := range goals {
		check.Add(goal.Condition)
	}
	for _, e := range events {
		if e.Code != afterTryCode {
			check.Count(e)
		}
	}
	if i := slices.Index(check.Met(), false); i >= 0 {
		return string(goals[i].Words)
	}
	return ""
}
