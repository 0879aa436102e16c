package browser

// A task has an editor for steps or a field for an answer. A task and each question of a
// quiz have a verdict.

// FillSteps replaces the steps in the editor of a task.
func (b Block) FillSteps(steps string) {
	b.T.Helper()
	b.Fill("textarea", steps)
}

// WaitVerdict waits until the verdict of a task or a question contains a text.
func (b Block) WaitVerdict(want string) {
	b.T.Helper()
	b.WaitText(b.Selector(".verdict"), want)
}
