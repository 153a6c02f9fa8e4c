package source

import (
	"path"
	"slices"
	"strings"
)

// testDirs are directories that hold tests, or what tests read.
var testDirs = []string{"test", "tests", "testing", "testdata", "__tests__", "__mocks__", "__fixtures__", "__snapshots__", "fixtures", "cassettes", "spec", "e2e"}

// IsTest reports whether a slash path is that of a test or of what tests use, by the customs of the languages: a directory for
// tests, or a name such as test_x.py, x_test.go, x.spec.ts, conftest.py.
func IsTest(p string) bool {
	p = strings.ToLower(p)
	for dir := range strings.SplitSeq(path.Dir(p), "/") {
		if slices.Contains(testDirs, dir) {
			return true
		}
	}
	stem := strings.TrimSuffix(path.Base(p), path.Ext(p))
	return strings.HasPrefix(stem, "test_") || strings.HasSuffix(stem, "_test") || strings.HasSuffix(stem, ".test") ||
		strings.HasSuffix(stem, ".spec") || strings.HasSuffix(stem, "_spec") || stem == "conftest"
}
