package main

import (
	"regexp"
	"strings"
	"testing"
)

// measured returns rounds of one scenario with the given results: the figures of each round, by
// server.
func measured(scenarioName string, figures []string, found map[string][][]float64) *rounds {
	r := &rounds{results: make(map[cell][][]float64)}
	r.scenarios = []scenario{{name: scenarioName, figures: figures, includes: func(server) bool { return true }}}
	for _, s := range servers(options{}) {
		if rows, ok := found[s.name]; ok {
			r.servers = append(r.servers, s)
			r.results[cell{scenarioName, s.name}] = rows
		}
	}
	return r
}

func TestMedianIsBetweenTheLeastAndTheMost(t *testing.T) {
	for _, c := range []struct {
		found []float64
		want  summary
	}{
		{[]float64{3}, summary{3, 3, 3}},
		{[]float64{9, 1, 2}, summary{2, 1, 9}},
		{[]float64{9, 1, 2, 4}, summary{3, 1, 9}},
	} {
		if got := summarize(c.found); got != c.want {
			t.Errorf("%v: %v (want %v)", c.found, got, c.want)
		}
	}
}

func TestRatiosAreThoseOfTheSameRound(t *testing.T) {
	r := measured(firstEchoName, []string{cpuFigure, rateFigure}, map[string][][]float64{
		baseline: {{10, 100_000}, {20, 50_000}, {10, 90_000}},
		"gws":    {{5, 200_000}, {20, 50_000}, {9, 99_000}},
	})
	var out strings.Builder
	printReport(&out, options{}, r)
	for _, row := range []string{
		"| scenario | Two Cups itself | gws |",
		"| echo, 64 × 32 B | 10.0 µs | 0.90 |",
		"| gws is no faster at echoes | ≥ 0.95 | 0.90 | no |",
		"| Two Cups | 10.0 (10.0–20.0) | 1 | 90,000 (50,000–100,000) | 1 |",
		"| gws | 9.00 (5.00–20.0) | 0.90 (0.50–1.00) | 99,000 (50,000–200,000) | 1.10 (1.00–2.00) |",
	} {
		if !strings.Contains(out.String(), row+"\n") {
			t.Errorf("the report lacks the row %q:\n%s", row, out.String())
		}
	}
}

func TestWithoutTwoCupsThereAreNoRatios(t *testing.T) {
	r := measured(idleName, []string{idleFigure}, map[string][][]float64{"gorilla": {{18_000}}})
	var out strings.Builder
	printReport(&out, options{}, r)
	if want := "| gorilla | 18,000 (18,000–18,000) | – |\n"; !strings.Contains(out.String(), want) {
		t.Errorf("the report lacks %q:\n%s", want, out.String())
	}
}

func TestAimsAreReachedOrNot(t *testing.T) {
	for found, want := range map[float64]string{9000: "| ≤ 9,216 | 9,000 | yes |", 9300: "| ≤ 9,216 | 9,300 | no |"} {
		r := measured(idleName, []string{idleFigure}, map[string][][]float64{baseline: {{found}}})
		var out strings.Builder
		printAims(&out, r)
		if !strings.Contains(out.String(), want) {
			t.Errorf("the aims lack %q:\n%s", want, out.String())
		}
	}
}

func TestOfSeveralScenariosTheWorstCounts(t *testing.T) {
	r := measured(firstEchoName, []string{cpuFigure}, map[string][][]float64{baseline: {{10}}, "npm ws": {{14}}})
	r.scenarios = append(r.scenarios, scenario{name: echoName + "other"})
	r.results[cell{echoName + "other", baseline}] = [][]float64{{10}}
	r.results[cell{echoName + "other", "npm ws"}] = [][]float64{{11}}
	if worst, ok := r.worst(aims[0]); !ok || worst != 1.1 {
		t.Errorf("%v, %v (want 1.1)", worst, ok)
	}
}

func TestEveryAimIsMeasured(t *testing.T) {
	o := options{servers: regexp.MustCompile(""), scenarios: regexp.MustCompile("")}
	r := newRounds(o)
	for _, s := range r.scenarios {
		for _, server := range r.servers {
			if s.includes(server) {
				r.results[cell{s.name, server.name}] = [][]float64{{1, 1}}
			}
		}
	}
	for _, a := range aims {
		if _, ok := r.worst(a); !ok {
			t.Errorf("no scenario measures %q", a.description)
		}
	}
}
