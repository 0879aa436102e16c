package app_test

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"twocups/lessons"
	"twocups/server/app"
	"twocups/server/app/apptest"
)

// The operator's guide lists every flag in its tables, with its default as -h shows it.
func TestTheOperatorsGuideHasEveryFlagWithItsDefault(t *testing.T) {
	help := apptest.NewOutput()
	if err := app.Run(t.Context(), []string{"-h"}, help); err != nil {
		t.Fatal(err)
	}
	flags := map[string]string{}
	for _, flag := range regexp.MustCompile(`(?m)^  -.*\n(    \t.*\n)+`).FindAllString(help.String(), -1) {
		name := strings.Fields(flag)[0]
		flags[name] = ""
		if value := regexp.MustCompile(`\(default "?([^")]*)"?\)`).FindStringSubmatch(flag); value != nil {
			flags[name] = value[1]
		}
	}
	guide, err := fs.ReadFile(lessons.FS(), "guides/operator.md")
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]string{}
	for _, row := range regexp.MustCompile("(?m)^\\| `(-[a-z-]+)` \\| ([^|]*)\\|[^|\n]*\\|$").FindAllStringSubmatch(string(guide), -1) {
		listed[row[1]] = strings.TrimSpace(row[2])
	}
	for _, name := range slices.Sorted(maps.Keys(flags)) {
		if value, found := listed[name]; !found {
			t.Errorf("the guide has no row for %s", name)
		} else if !sameValue(value, flags[name]) {
			t.Errorf("the guide says that %s is %q by default, the program %q", name, value, flags[name])
		}
	}
	for _, name := range slices.Sorted(maps.Keys(listed)) {
		if _, found := flags[name]; !found {
			t.Errorf("the guide has a row for %s, which is no flag", name)
		}
	}
}

// sameValue reports whether two values are the same, as text or as times: 5m is 5m0s.
func sameValue(a, b string) bool {
	first, err1 := time.ParseDuration(a)
	second, err2 := time.ParseDuration(b)
	return a == b || err1 == nil && err2 == nil && first == second
}

// The guide names a benchmark and its package where it says how a figure was measured.
func TestTheOperatorsGuideNamesBenchmarksThatExist(t *testing.T) {
	guide, err := fs.ReadFile(lessons.FS(), "guides/operator.md")
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile("`'?(\\w+)\\$?'? \\./(server/[\\w/]+)`").FindAllStringSubmatch(string(guide), -1)
	if len(named) == 0 {
		t.Error("the guide names no benchmark")
	}
	for _, benchmark := range named {
		found := false
		files, _ := filepath.Glob("../../" + benchmark[2] + "/*_test.go")
		for _, file := range files {
			text, err := os.ReadFile(file)
			found = found || err == nil && strings.Contains(string(text), "func Benchmark"+benchmark[1]+"(")
		}
		if !found {
			t.Errorf("%s has no benchmark %s", benchmark[2], benchmark[1])
		}
	}
}
