package main

import "slices"

// summary is one figure over all rounds.
type summary struct{ median, least, most float64 }

func summarize(found []float64) summary {
	sorted := slices.Sorted(slices.Values(found))
	n := len(sorted)
	return summary{median: (sorted[(n-1)/2] + sorted[n/2]) / 2, least: sorted[0], most: sorted[n-1]}
}

// figure returns the summary of a figure. It returns false if the figure was not measured.
func (r *rounds) figure(at cell, figure int) (summary, bool) {
	found := column(r.results[at], figure)
	if len(found) == 0 {
		return summary{}, false
	}
	return summarize(found), true
}

// ratio returns the summary of a figure as a multiple: the figure of each round is divided by
// the figure of Two Cups in the same round. It returns false if one of them was not measured.
func (r *rounds) ratio(at cell, figure int) (summary, bool) {
	theirs := column(r.results[at], figure)
	own := column(r.results[cell{at.scenario, baseline}], figure)
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

// column returns the figure at an index of each round.
func column(rows [][]float64, at int) []float64 {
	var values []float64
	for _, row := range rows {
		values = append(values, row[at])
	}
	return values
}
