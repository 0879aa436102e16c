package wsblock

import "twocups/lessons/play"

// Check holds what happens against the conditions of a task.
type Check struct {
	conditions []Condition
	fitted     []int // how many events have fitted each
}

// Add adds a condition.
func (c *Check) Add(condition Condition) {
	c.conditions = append(c.conditions, condition)
	c.fitted = append(c.fitted, 0)
}

// Saw counts an event for each condition that it fits: from the last to the first,
// so that one event is not two links of a chain.
func (c *Check) Saw(e play.Event) {
	for i := len(c.conditions) - 1; i >= 0; i-- {
		wanted := &c.conditions[i]
		if wanted.Fits(e) && !(wanted.Then && !c.holds(i-1)) {
			c.fitted[i]++
		}
	}
}

func (c *Check) holds(i int) bool { return c.conditions[i].Met(c.fitted[i]) }

// Met says of each condition whether it holds.
func (c *Check) Met() []bool {
	met := make([]bool, len(c.conditions))
	for i := range met {
		met[i] = c.holds(i)
	}
	return met
}

// Reset forgets what has happened.
func (c *Check) Reset() { clear(c.fitted) }
