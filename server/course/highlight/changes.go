package highlight

// MaxLines is the largest number of lines in each version of a compared file. The table of
// subsequences then takes 8 MB while the comparison lasts.
const MaxLines = 2000

// change is a line of a comparison. Both versions have the line, or only one of them.
type change struct {
	sign     byte // ' ' in both versions, '-' only in the old one, '+' only in the new one
	old, new int  // the index of the line in each version, or of the line that follows
}

// compare returns the fewest changes that turn the old lines into the new lines. The lines
// that both versions have are a longest common subsequence.
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
// subsequence of old[i:] and new[j:]. Each entry follows from the entries below it and to
// its right, so the loops start at the last entry.
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

// contextLines is the number of unchanged lines that are visible before and after a change:
// enough for a reader to find the place.
const contextLines = 3

// visibleChanges reports for each line whether a reader sees it. A reader sees the changed
// lines and the lines around them. A single line between visible lines is visible too,
// because a gap would take a line as well.
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
