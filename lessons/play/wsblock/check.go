package wsblock

import "twocups/lessons/play"

// Check counts the events that match the conditions of a task.
type Check struct {
	conditions []Condition
	counts     []int // how many events have matched each condition
}

// Add adds a condition.
func (c *Check) Add(condition Condition) {
	c.conditions = append(c.conditions, condition)
	c.counts = append(c.counts, 0)
}

// Count counts an event for each condition that it matches. It goes from the last condition
// to the first, so that one event can't meet a condition and also count for the "then"
// condition below it.
func (c *Check) Count(e play.Event) {
	for i := len(c.conditions) - 1; i >= 0; i-- {
		condition := &c.conditions[i]
		if condition.Matches(e) && !(condition.Then && !c.holds(i-1)) {
			c.counts[i]++
		}
	}
}

func (c *Check) holds(i int) bool { return c.conditions[i].Met(c.counts[i]) }

// Met reports for each condition whether it is met.
func (c *Check) Met() []bool {
	met := make([]bool, len(c.conditions))
	for i := range met {
		met[i] = c.holds(i)
	}
	return met
}

// Reset forgets the events.
func (c *Check) Reset() { clear(c.counts) }
