package course

import (
	"testing"

	"twocups/lessons"
)

func TestTheCourseInTheBinaryHasNoFaults(t *testing.T) {
	course := Load(lessons.FS())
	for _, f := range course.AllFaults() {
		t.Error(f.Error())
	}
	if len(course.Lessons) == 0 {
		t.Error("no lessons")
	}
}
