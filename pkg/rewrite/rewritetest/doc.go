// Package rewritetest is the golden harness for rewriters.
//
// A case is one txtar file: flag lines and prose as its comment, the input tree as files, and the sections findings, diff
// and skipped as expected results. [Run] checks them and, without being asked, the standing duties of every rewriter.
package rewritetest
