// Package limittest checks the lists of limits. The tests of each package that has limits use it.
package limittest

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"twocups/server/limit"
)

// Complete checks the limits of a Config. The parameter config points at a zero Config, and applied has the values that
// New uses for a zero Config. Each field that is a number or a time must have one limit with a reason and a default
// within the bounds, and applied must have this default.
//
// The parameter others names the fields that are no limits of this Config.
func Complete[Config any](t *testing.T, config *Config, limits []limit.Limit, applied Config, others ...string) {
	t.Helper()
	rows := map[any]limit.Limit{}
	for _, l := range limits {
		rows[l.Field] = l
		if len(l.Help) < 20 || l.Flag != limit.NoFlag && strings.Count(l.Help, "`") != 2 {
			t.Errorf("the limit with the flag %q has no reason, or no unit between backquotes: %s", l.Flag, l.Help)
		}
	}
	if len(rows) != len(limits) {
		t.Errorf("%d limits are of %d fields", len(limits), len(rows))
	}
	limit.SetDefaults(limits)
	fields, got := reflect.ValueOf(config).Elem(), reflect.ValueOf(applied)
	for i := range fields.NumField() {
		name := fields.Type().Field(i).Name
		if kind := fields.Type().Field(i).Type; kind != reflect.TypeFor[int]() && kind != reflect.TypeFor[time.Duration]() || slices.Contains(others, name) {
			continue
		}
		row, found := rows[fields.Field(i).Addr().Interface()]
		if !found {
			t.Errorf("%s has no limit in the list", name)
			continue
		}
		if err := row.Value.Set(row.Value.String()); err != nil {
			t.Errorf("the default of %s is %s: %v", name, row.Value, err)
		}
		if got, want := got.Field(i).Int(), fields.Field(i).Int(); got != want {
			t.Errorf("a zero %s becomes %d, want the default of its limit, %d", name, got, want)
		}
	}
}
