package highlight

// MaxLines is how many lines each version of a compared file may have. The table of
// subsequences then takes 8 MB while the comparison lasts.
const MaxLines = 2000

// change is a line of a comparison. Both versions have it, or one of them.
type change struct {
	sign     byte // ' ' in both versions, '-' only in the old one, '+' only in the new one
	old, new int  // the index of the line in each version, or of the line that follows
}

// compare returns how the old lines become the new ones with the fewest changed lines. The
// lines of both versions are a longest common subsequence.
func compare(old, new []string) []change {
	start := 0
	for start < min(len(old), len(new)) && old[start] == new[start] {
		start++
	}
	longest := subsequences(old[start:], new[start:])
	var changes []change
	for i, j := 0, 0; i < len(old) || j < len(new); {
		c := change{' ', i, j}
		switch {
		case i < start:
		case i < len(old) && j < len(new) && old[i] == new[j]:
		case j == len(new) || i < len(old) && longest[i+1-start][j-start] >= longest[i-start][j+1-start]:
			c.sign = '-'
		default:
			c.sign = '+'
		}
		if c.sign != '+' {
			i++
		}
		if c.sign != '-' {
			j++
		}
		changes = append(changes, c)
	}
	return changes
}

// subsequences returns a table. Its entry [i][j] is the length of a longest common
// subsequence of old[i:] and new[j:]. Each entry follows from those below it and to its
// right, so the last corner is filled first.
func subsequences(old, new []string) [][]uint16 {
	table := make([][]uint16, len(old)+1)
	cells := make([]uint16, (len(old)+1)*(len(new)+1))
	for i := range table {
		table[i] = cells[i*(len(new)+1):][:len(new)+1]
	}
	for i := len(old) - 1; i >= 0; i-- {
		for j := len(new) - 1; j >= 0; j-- {
			if old[i] == new[j] {
				table[i][j] = table[i+1][j+1] + 1
			} else {
				table[i][j] = max(table[i+1][j], table[i][j+1])
			}
		}
	}
	return table
}

// contextLines is how many unchanged lines are visible around a change: enough for a reader
// to find the place.
const contextLines = 3

// visibleChanges says which lines a reader sees: changed lines, and the lines around
// them. A gap of one line would save nothing.
func visibleChanges(changes []change) []bool {
	visible := make([]bool, len(changes))
	for i, c := range changes {
		if c.sign != ' ' {
			for k := max(0, i-contextLines); k <= min(len(changes)-1, i+contextLines); k++ {
				visible[k] = true
			}
		}
	}
	for i := range visible {
		before, after := i == 0 || visible[i-1], i == len(visible)-1 || visible[i+1]
		if before && after {
			visible[i] = true
		}
	}
	return visible
}
