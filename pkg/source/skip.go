package source

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
)

// Skip is a file or directory that was not analysed, and why.
type Skip struct {
	Path   string `json:"path"`
	Reason string `json:"reason"` // a stable word or short phrase, see the Reason constants
}

// The reasons of a Skip. ReasonUnreadable is followed by what the system said, ReasonLanguage by the language, and an encoding that is declared and does
// not fit has a reason of its own that names it.
const (
	ReasonBinary     = "binary"
	ReasonTooLarge   = "too large"
	ReasonUnreadable = "unreadable"
	ReasonEncoding   = "unknown encoding"
	ReasonLinkOut    = "symbolic link out of the tree"
	ReasonLinkBroken = "broken symbolic link"
	ReasonInstalled  = "installed dependencies" // a directory: node_modules, a virtual environment
	ReasonSubmodule  = "submodule not checked out"
	ReasonLanguage   = "not analysed yet" // followed by the language or format: the file mentions OpenAI and no rewriter reads it
)

// Complete reports whether nothing that belongs to the project was missed by the skip: installed packages are somebody
// else's code, and a link out of the tree leads to another tree.
func (s Skip) Complete() bool { return s.Reason == ReasonInstalled || s.Reason == ReasonLinkOut }

// unreadable is the skip of a path that the system would not let us read.
func unreadable(path string, err error) Skip {
	var pe *fs.PathError
	var se *os.SyscallError
	switch {
	case errors.As(err, &pe):
		err = pe.Err
	case errors.As(err, &se):
		err = se.Err
	}
	return Skip{Path: path, Reason: fmt.Sprintf("%s: %v", ReasonUnreadable, err)}
}

// sortSkips orders skips by path and takes out repetitions.
func sortSkips(list []Skip) []Skip {
	slices.SortFunc(list, func(a, b Skip) int { return strings.Compare(a.Path+"\x00"+a.Reason, b.Path+"\x00"+b.Reason) })
	return slices.Compact(list)
}
