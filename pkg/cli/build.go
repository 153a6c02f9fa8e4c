package cli

import "runtime/debug"

// BuildVersion returns the version that the Go tool recorded in the binary: a module version, or the commit it was built
// from, with "+dirty" where the work tree had changes.
func BuildVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "(unknown)"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	revision, dirty := "", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			revision = s.Value[:min(12, len(s.Value))]
		case s.Key == "vcs.modified" && s.Value == "true":
			dirty = "+dirty"
		}
	}
	return or(revision, "(devel)") + dirty
}
