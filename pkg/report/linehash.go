package report

import (
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/openai-migrate/migrate/pkg/source"
)

// lineHashes computes GitHub's primaryLocationLineHash, by which code scanning recognises an alert when lines move. An
// upload through GitHub's action adds it, one through the API does not; the action warns where it would have come to
// another value, so it has to be the same one. Files are hashed once.
//
// A line's hash is a polynomial over the 100 UTF-16 units from its first character on, spaces and tabs left out and line
// ends made "\n"; the file ends in the unit 65535. Equal lines are numbered.
type lineHashes map[*source.File][]string

const (
	hashWindow = 100
	hashBase   = 37
	hashEnd    = 65535
)

// of returns the hash of a line counted from 1, or nothing where the file is not UTF-8 or has no such line.
func (l lineHashes) of(f *source.File, line int) string {
	hashes, ok := l[f]
	if !ok {
		hashes = hashLines(f.Raw())
		l[f] = hashes
	}
	if line > len(hashes) {
		return ""
	}
	return hashes[line-1]
}

func hashLines(raw []byte) []string {
	if !utf8.Valid(raw) {
		return nil
	}
	units, starts := hashUnits(raw)
	var out []string
	seen := map[uint64]int{}
	for _, at := range starts {
		var h uint64
		for k := range hashWindow {
			h *= hashBase
			if at+k < len(units) {
				h += uint64(units[at+k])
			}
		}
		seen[h]++
		out = append(out, strconv.FormatUint(h, 16)+":"+strconv.Itoa(seen[h]))
	}
	return out
}

// hashUnits returns the units that are hashed and the index of each line's first.
func hashUnits(raw []byte) (units []uint16, starts []int) {
	fresh, cr := true, false
	for _, u := range append(utf16.Encode([]rune(string(raw))), hashEnd) {
		if u == ' ' || u == '\t' || cr && u == '\n' {
			cr = false
			continue
		}
		cr = u == '\r'
		if cr {
			u = '\n'
		}
		if fresh {
			starts = append(starts, len(units))
		}
		fresh = u == '\n'
		units = append(units, u)
	}
	return units, starts
}
