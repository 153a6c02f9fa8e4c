// Package rewritetest is the golden harness for rewriters.
//
// A case is one txtar file: flag lines and prose as its comment, the input tree as files, and the sections findings, diff
// and skipped as expected results; testdata/README.md at the root of the repository describes the format. [Run] takes
// every case through the same steps as a user's run, short of writing files: scan, plan, all edits, unified diff.
//
//	func TestCases(t *testing.T) { rewritetest.Run(t, New(), "testdata/*.txtar", rewritetest.Parses(syntax.Check)) }
//
// What a rewriter's author would have to remember for every case is not left to the author: the standing duties are
// checked for each case without being asked. They are the list in duties.go, one function each.
//
// With -update the expected sections are written anew; the duties are checked all the same.
package rewritetest
