package app

import (
	"fmt"
	"io"
	"runtime/debug"
)

// unknown replaces a fact that the build did not record.
const unknown = "unknown"

// writeVersion writes the version of the module, the commit and the Go release, as "go build" has
// recorded them in the program. A build outside a Git repository has no commit.
func writeVersion(w io.Writer) error {
	version, commit, release := unknown, unknown, unknown
	if info, ok := debug.ReadBuildInfo(); ok {
		version, commit, release = info.Main.Version, commitOf(info.Settings), info.GoVersion
	}
	_, err := fmt.Fprintf(w, "twocups %s\ncommit %s\n%s\n", version, commit, release)
	return err
}

// commitOf finds the commit in the settings of a build. It appends "with changes" if files
// differed from the commit.
func commitOf(settings []debug.BuildSetting) string {
	commit, changed := unknown, ""
	for _, setting := range settings {
		switch {
		case setting.Key == "vcs.revision":
			commit = setting.Value
		case setting.Key == "vcs.modified" && setting.Value == "true":
			changed = " with changes"
		}
	}
	return commit + changed
}
