package report

import (
	"encoding/xml"
	"fmt"
	"io"

	"github.com/openai-migrate/migrate/pkg/finding"
)

// JUnit XML as Jenkins, GitLab and Azure DevOps read it: a suite a file, a case a finding.
// https://github.com/testmoapp/junitxml
type junitSuites struct {
	XMLName  xml.Name      `xml:"testsuites"`
	Name     string        `xml:"name,attr"`
	Tests    int           `xml:"tests,attr"`
	Failures int           `xml:"failures,attr"`
	Skipped  int           `xml:"skipped,attr"`
	Suites   []*junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Name    string       `xml:"name,attr"`
	Class   string       `xml:"classname,attr"`
	File    string       `xml:"file,attr,omitempty"`
	Line    int          `xml:"line,attr,omitempty"`
	Failure *junitResult `xml:"failure"`
	Skipped *junitResult `xml:"skipped"`
}

type junitResult struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr,omitempty"`
	Text    string `xml:",chardata"`
}

func writeJUnit(w io.Writer, r *Report) error {
	out := junitSuites{Name: "migrate"}
	for _, it := range r.failing() {
		out.add(it.record.Path, junitFinding(&it))
	}
	for _, s := range r.skipped() {
		out.add(s.Path, junitCase{Name: r.say("未能分析", "not analysed"), Class: s.Path, File: s.Path, Skipped: &junitResult{Message: r.reason(s)}})
	}
	// A report without a case looks to most servers like a run that went wrong.
	if out.Tests == 0 {
		out.add("migrate", junitCase{Name: r.headline(), Class: "migrate"})
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(out); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// junitFinding is a failed case for what still reaches OpenAI or may, and a passed one for a note.
func junitFinding(it *item) junitCase {
	r := it.record
	c := junitCase{Name: fmt.Sprintf("%s %s %d:%d", r.Rule, clean(r.Symbol), r.Line, r.Column), Class: r.Path, File: r.Path, Line: r.Line}
	if level := it.level(); level != finding.Note {
		text := fmt.Sprintf("%s:%d:%d: %s", r.Path, r.Line, r.Column, clean(r.Message))
		c.Failure = &junitResult{Message: clean(r.Message), Type: string(level), Text: text}
	}
	return c
}

// add appends a case to the suite of a path. Findings come sorted by path, so it is the last suite or a new one, except
// for files that were both read in part and skipped.
func (s *junitSuites) add(path string, c junitCase) {
	if n := len(s.Suites); n == 0 || s.Suites[n-1].Name != path {
		s.Suites = append(s.Suites, &junitSuite{Name: path})
	}
	suite := s.Suites[len(s.Suites)-1]
	suite.Cases = append(suite.Cases, c)
	suite.Tests++
	s.Tests++
	if c.Failure != nil {
		suite.Failures++
		s.Failures++
	}
	if c.Skipped != nil {
		suite.Skipped++
		s.Skipped++
	}
}
