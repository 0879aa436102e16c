package main

import "slices"

// summary is what the rounds found of one figure.
type summary struct{ median, least, most float64 }

func summarize(found []float64) summary {
	sorted := slices.Sorted(slices.Values(found))
	n := len(sorted)
	return summary{median: (sorted[(n-1)/2] + sorted[n/2]) / 2, least: sorted[0], most: sorted[n-1]}
}

// figure returns what the rounds found of a figure, and whether there is anything.
func (r *rounds) figure(at cell, figure int) (summary, bool) {
	found := column(r.results[at], figure)
	if len(found) == 0 {
		return summary{}, false
	}
	return summarize(found), true
}

// ratio returns what the rounds found of a figure, in each of them as a multiple of
// what Two Cups had, and whether there is anything.
func (r *rounds) ratio(at cell, figure int) (summary, bool) {
	theirs := column(r.results[at], figure)
	own := column(r.results[cell{at.scenario, ours}], figure)
	var ratios []float64
	for i := range min(len(theirs), len(own)) {
		if own[i] > 0 {
			ratios = append(ratios, theirs[i]/own[i])
		}
	}
	if len(ratios) == 0 {
		return summary{}, false
	}
	return summarize(ratios), true
}

func column(rows [][]float64, at int) []float64 {
	var values []float64
	for _, row := range rows {
		values = append(values, row[at])
	}
	return values
}
