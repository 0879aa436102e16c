// Package flags reads the arguments of the program and writes its help. Package app lists
// the flags, in groups under headings, and hands the arguments to [Parse].
package flags

import (
	"errors"
	"flag"
	"fmt"
	"io"

	"twocups/server/limit"
)

// Group is a number of flags that belong together.
type Group struct {
	heading string
	set     *flag.FlagSet
}

// NewGroup returns a group with the flags of the limits. It sets each limit to its default.
func NewGroup(heading string, limits ...limit.Limit) Group {
	g := Group{heading, flag.NewFlagSet(heading, flag.ContinueOnError)}
	limit.SetDefaults(limits)
	for _, l := range limits {
		if l.Flag != limit.NoFlag {
			g.add(l.Value, l.Flag, l.Help)
		}
	}
	return g
}

// Text adds a flag that takes any text. Its default is the value of the variable.
func (g Group) Text(variable *string, name, help string) {
	g.set.StringVar(variable, name, *variable, wrapped(help))
}

// Switch adds a flag without a value, which sets the variable.
func (g Group) Switch(variable *bool, name, help string) {
	g.set.BoolVar(variable, name, false, wrapped(help))
}

// Choice adds a flag that takes one of a few words. Its default is the value of the variable.
func (g Group) Choice(variable *string, name string, words []string, help string) {
	g.add(choice{variable, words}, name, help)
}

// List adds a flag that takes several values. The values have commas between them, or the flag
// is repeated for each value. The function parse reads one value.
func (g Group) List(variable *[]string, name string, parse func(string) (string, error), help string) {
	g.add(list{variable, parse}, name, help)
}

func (g Group) add(value flag.Value, name, help string) { g.set.Var(value, name, wrapped(help)) }

// Parse reads the arguments into the variables of the flags. It returns [flag.ErrHelp] if the
// arguments ask for the help.
func Parse(groups []Group, args []string) error {
	all := flag.NewFlagSet("", flag.ContinueOnError)
	all.SetOutput(io.Discard) // the caller prints the error
	for _, g := range groups {
		g.set.VisitAll(func(f *flag.Flag) { all.Var(f.Value, f.Name, f.Usage) })
	}
	err := all.Parse(args)
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		return fmt.Errorf("reading the flags: %w (-h lists them)", err)
	}
	if err == nil && all.NArg() > 0 {
		return fmt.Errorf("unexpected argument %q (want flags only; -h lists them)", all.Arg(0))
	}
	return err
}
