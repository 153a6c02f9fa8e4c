package keyvalue

import (
	"bytes"
	"path"
	"regexp"
	"slices"
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"github.com/openai-migrate/migrate/pkg/source"
)

// shell reads a shell script with a shell parser: the variables that it sets and names, files that it writes, arguments of
// the form --x=y, and the requests that it sends with curl.
func shell(text []byte, from int, into *File) error { return shellRead(text, text, from, into) }

// script reads shell commands inside of a file of another format; expressions of the platform's own are blanked out.
//
//	Have: run: curl -H "Authorization: Bearer ${{ secrets.OPENAI_API_KEY }}" ...
func script(data []byte, s source.Span, under []string, into *File) {
	parsed := slices.Clone(data[:s.End])
	inner := &File{}
	for _, m := range expression.FindAllIndex(parsed[s.Start:], -1) {
		start, end := s.Start+m[0], s.Start+m[1]
		for _, v := range storeName.FindAllSubmatchIndex(data[start:end], -1) {
			inner.Entries = append(inner.Entries, Entry{
				Name: string(data[start+v[2] : start+v[3]]), Key: source.Span{Start: start + v[2], End: start + v[3]},
				Text: source.Span{Start: start + v[3], End: start + v[3]}, Use: true, Path: []string{Stored},
			})
		}
		for i := start; i < end; i++ {
			parsed[i] = 'x'
		}
	}
	if shellRead(parsed, data[:s.End], s.Start, inner) != nil {
		mentions(data[:s.End], s.Start, into)
		return
	}
	for i := range inner.Entries {
		e := &inner.Entries[i]
		if slices.ContainsFunc(inner.Requests, func(q Request) bool { return q.At.Start <= e.Key.Start && e.Key.End <= q.At.End }) && e.Use {
			e.Path = []string{Sent}
		}
		e.Path = append(slices.Clone(under), e.Path...)
	}
	into.Entries = append(into.Entries, inner.Entries...)
	into.Requests = append(into.Requests, inner.Requests...)
}

var (
	expression = regexp.MustCompile(`\$\{\{[^{}]*\}\}|\{\{[^{}]*\}\}`)
	storeName  = regexp.MustCompile(`\b(?:secrets|vars|env)\.([A-Za-z_]\w*)`)
)

func shellRead(parsed, text []byte, from int, into *File) error {
	f, err := syntax.NewParser(syntax.Variant(syntax.LangBash)).Parse(bytes.NewReader(parsed[from:]), "")
	if err != nil {
		return err
	}
	r := &shellReader{data: text, from: from, into: into}
	syntax.Walk(f, r.visit)
	return nil
}

type shellReader struct {
	data  []byte
	from  int
	into  *File
	stack []syntax.Node
}

func (r *shellReader) span(n syntax.Node) source.Span {
	return source.Span{Start: r.from + int(n.Pos().Offset()), End: r.from + int(n.End().Offset())}
}

func (r *shellReader) text(s source.Span) string { return string(r.data[s.Start:s.End]) }

func (r *shellReader) visit(n syntax.Node) bool {
	if n == nil {
		r.stack = r.stack[:len(r.stack)-1]
		return true
	}
	switch n := n.(type) {
	case *syntax.Assign:
		r.assign(n)
	case *syntax.ParamExp:
		r.param(n)
	case *syntax.Lit:
		r.literal(n)
	case *syntax.SglQuoted:
		r.words(source.Span{Start: r.span(n).Start + 1, End: r.span(n).End - 1})
	case *syntax.CallExpr:
		r.call(n)
	case *syntax.Redirect:
		r.heredoc(n)
	}
	r.stack = append(r.stack, n)
	return true
}

// Have: export OPENAI_API_KEY="sk-..."; OPENAI_MODEL=gpt-4o ./run
func (r *shellReader) assign(a *syntax.Assign) {
	if a.Name == nil {
		return
	}
	e := Entry{Path: []string{a.Name.Value}, Name: a.Name.Value, Key: r.span(a.Name), Environ: true}
	e.Text = source.Span{Start: r.span(a).End, End: r.span(a).End}
	switch {
	case a.Naked:
		e.Use, e.Path = true, []string{"export"}
	case a.Value != nil:
		r.fill(&e, a.Value)
	}
	if len(r.stack) > 0 {
		statement := r.span(r.stack[len(r.stack)-1])
		if s, ok := linesOf(r.data, statement, ""); ok && statement.End == s.End && !a.Naked && len(r.stack) < 5 && r.sole() {
			e.Lines = s
		}
	}
	r.into.Entries = append(r.into.Entries, e)
}

// sole reports whether the innermost command does nothing but one assignment.
func (r *shellReader) sole() bool {
	switch n := r.stack[len(r.stack)-1].(type) {
	case *syntax.DeclClause:
		return len(n.Args) == 1
	case *syntax.CallExpr:
		return len(n.Args) == 0 && len(n.Assigns) == 1
	}
	return false
}

// fill gives a setting the value of a word. Where quotes stand only around it, they are left out.
func (r *shellReader) fill(e *Entry, w *syntax.Word) {
	e.Text = r.span(w)
	if len(w.Parts) == 1 {
		switch p := w.Parts[0].(type) {
		case *syntax.DblQuoted:
			e.Text = source.Span{Start: r.span(p).Start + 1, End: r.span(p).End - 1}
		case *syntax.SglQuoted:
			e.Text = source.Span{Start: r.span(p).Start + 1, End: r.span(p).End - 1}
		}
	}
	for e.Text.End > e.Text.Start && r.data[e.Text.End-1] == '\r' {
		e.Text.End--
	}
	e.Value = r.text(e.Text)
	e.Opaque = len(w.Parts) > 1 && strings.ContainsAny(e.Value, `"'`) || strings.ContainsAny(e.Value, "\\\n")
}

// param reports that a variable is read, and for what.
func (r *shellReader) param(p *syntax.ParamExp) {
	if p.Param == nil {
		return
	}
	for _, n := range r.stack {
		if a, ok := n.(*syntax.Assign); ok && a.Name != nil && a.Name.Value == p.Param.Value {
			return
		}
	}
	r.use(p.Param.Value, r.span(p.Param))
}

func (r *shellReader) use(name string, at source.Span) {
	r.into.Entries = append(r.into.Entries, Entry{Path: []string{r.purpose(at)}, Name: name, Key: at, Text: source.Span{Start: at.End, End: at.End}, Use: true})
}

// The purposes for which a script uses a variable, as the Path of a use.
const (
	Tested  = "tested"  // it asks whether the variable is set
	Printed = "printed" // it tells its user about the variable, or writes it into a file
	Passed  = "passed"  // it hands the variable to a container, or to a store of secrets
	Sent    = "sent"    // a request sends it
	Stored  = "stored"  // the platform's store of secrets puts its value in
	Given   = "given"   // a program gets it as an argument, or another variable its value
)

// givesOn is what stands before the value of a variable.
var givesOn = regexp.MustCompile(`[\s'"]\w+=["']?\$\{?$`)

// passing are programs that take names of variables.
var passing = map[string]bool{
	"docker": true, "podman": true, "nerdctl": true, "docker-compose": true, "kubectl": true, "gh": true, "helm": true, "fly": true, "flyctl": true,
	"vercel": true, "heroku": true, "railway": true, "wrangler": true, "supabase": true, "unset": true, "export": true, "az": true, "gcloud": true, "aws": true,
}

func (r *shellReader) purpose(at source.Span) string {
	if before := r.data[lineOf(r.data, at.Start).Start:at.Start]; givesOn.Match(before) {
		return Given
	}
	for i := len(r.stack) - 1; i >= 0; i-- {
		switch n := r.stack[i].(type) {
		case *syntax.TestClause:
			return Tested
		case *syntax.Redirect:
			return Printed
		case *syntax.Assign:
			return Given
		case *syntax.CallExpr:
			switch name := r.program(n); {
			case name == "[" || name == "test":
				return Tested
			case name == "echo" || name == "printf":
				return Printed
			case passing[name]:
				return Passed
			case name == "curl":
				return Sent
			}
			return Given
		}
	}
	return Given
}

func (r *shellReader) program(c *syntax.CallExpr) string {
	if len(c.Args) == 0 {
		return ""
	}
	name := path.Base(c.Args[0].Lit())
	if name == "sudo" && len(c.Args) > 1 {
		name = path.Base(c.Args[1].Lit())
	}
	return name
}

// word is the name of a variable in running text.
var word = regexp.MustCompile(`\b[A-Z][A-Z0-9]*_[A-Z0-9_]*[A-Z0-9]\b`)

func (r *shellReader) literal(l *syntax.Lit) { r.words(r.span(l)) }

// words reports the names of variables in a literal.
//
//	Have: echo "OPENAI_API_KEY is not set"; docker run -e OPENAI_API_KEY app
func (r *shellReader) words(s source.Span) {
	if len(r.stack) == 0 {
		return
	}
	switch r.stack[len(r.stack)-1].(type) {
	case *syntax.Assign, *syntax.ParamExp:
		return
	}
	for _, m := range word.FindAllStringIndex(r.text(s), -1) {
		at := source.Span{Start: s.Start + m[0], End: s.Start + m[1]}
		r.use(r.text(at), at)
	}
}

// call reports what a command's arguments say, and the request that it sends.
func (r *shellReader) call(c *syntax.CallExpr) {
	if r.program(c) == "curl" {
		r.request(c)
		return
	}
	if len(c.Args) < 2 || r.program(c) == "echo" || r.program(c) == "printf" {
		return
	}
	var list []Entry
	for _, w := range c.Args[1:] {
		e := Entry{Path: []string{"arguments", "#"}}
		r.fill(&e, w)
		list = append(list, e)
	}
	for _, e := range flags(assignments(list)) {
		if !strings.HasPrefix(e.Value, "-") {
			r.into.Entries = append(r.into.Entries, e)
		}
	}
}

// uses leaves out the uses that are part of a setting: its name, and the variable of that name in its value. One that gives
// its value to another variable is that.
//
//	Have: docker run -e OPENAI_API_KEY=$OPENAI_API_KEY -e LLM_KEY=$OPENAI_API_KEY app
func uses(list []Entry) []Entry {
	var sets []*Entry
	for i := range list {
		if !list[i].Use && list[i].Environ {
			sets = append(sets, &list[i])
		}
	}
	within := func(a, b source.Span) bool { return b.Start <= a.Start && a.End <= b.End && b.End > b.Start }
	return slices.DeleteFunc(slices.Clone(list), func(e Entry) bool {
		return e.Use && slices.ContainsFunc(sets, func(s *Entry) bool {
			return e.Key == s.Key || e.Name == s.Name && within(e.Key, s.Text)
		})
	})
}

// heredoc reads a file that the script writes.
//
//	Have: cat > .env <<EOF
func (r *shellReader) heredoc(d *syntax.Redirect) {
	if d.Hdoc == nil || len(r.stack) == 0 {
		return
	}
	statement, _ := r.stack[len(r.stack)-1].(*syntax.Stmt)
	if statement == nil {
		return
	}
	name := ""
	for _, o := range statement.Redirs {
		if o.Word != nil && o.Op != syntax.Hdoc && o.Op != syntax.DashHdoc {
			name = o.Word.Lit()
		}
	}
	if c, ok := statement.Cmd.(*syntax.CallExpr); ok && name == "" && r.program(c) == "tee" && len(c.Args) > 1 {
		name = c.Args[len(c.Args)-1].Lit()
	}
	if name != "" {
		embedded(r.data, r.span(d.Hdoc), name, []string{"heredoc"}, r.into)
	}
}
