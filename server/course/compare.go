package course

// maxCompared is how many lines each of two files may have that are compared: the
// table below then takes 8 MB, for as long as the comparison lasts.
const maxCompared = 2000

// change is a line of a comparison: one that both files have, or one alone.
type change struct {
	sign     byte // ' ' in both, '-' in the old file alone, '+' in the new one alone
	old, new int  // the line's index in each file, or that of the next line
}

// compare returns how the old lines become the new ones, in as few changed lines as
// can be. What both have is a longest common subsequence of theirs.
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

// subsequences returns the table whose entry [i][j] is the length of a longest common
// subsequence of old[i:] and new[j:]. Each entry follows from those below it and to its
// right, so it is filled from its last corner.
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

// contextLines is how many lines that have not changed are shown around those that
// have: enough to find the place.
const contextLines = 3

// shown says which changes are worth showing: those that are changes, and the lines
// around them. A gap of one line would save nothing.
func shown(changes []change) []bool {
	show := make([]bool, len(changes))
	for i, c := range changes {
		if c.sign != ' ' {
			for k := max(0, i-contextLines); k <= min(len(changes)-1, i+contextLines); k++ {
				show[k] = true
			}
		}
	}
	for i := range show {
		before, after := i == 0 || show[i-1], i == len(show)-1 || show[i+1]
		if before && after {
			show[i] = true
		}
	}
	return show
}
