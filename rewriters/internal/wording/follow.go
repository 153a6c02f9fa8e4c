package wording

import (
	"regexp"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// Follow adds to the edits of a change those of the texts beside every key that it moves to the target's variable:
//
//   - in the statement of the key, what is handed to a call or raised, placeholders, and comments;
//   - in the function around it, and in other statements that speak of the name it is bound to, what is handed to a call or raised;
//   - in code outside of functions, of the same file or cell, what names the variable; in functions, too, where nothing else
//     in the file reads it.
//
// Where a function reads other variables with a key of OpenAI's, only what names the variable changes in it. A change that
// gives a client an [OwnKey] beside the old one has no followers: what is said of the old one goes on to hold.
func Follow(edits []finding.Edit, t *provider.Target, tree func(*source.File) *syntax.Tree) []finding.Edit {
	if slices.ContainsFunc(edits, func(e finding.Edit) bool { return e.Node == OwnKey }) {
		return edits
	}
	out := edits
	for _, e := range edits {
		at := tree(e.File)
		if at == nil || e.Start == e.End || !strings.Contains(e.New, t.KeyEnv) || dialects[at.Lang()] == nil {
			continue
		}
		was := namesIn(e.File.Data[e.Start:e.End], t.KeyEnv)
		s := &search{Key: Of(t, was...), was: was, dialect: dialects[at.Lang()], file: e.File, tree: at, edit: e.Edit}
		s.run()
		for _, x := range s.out {
			if free := !slices.ContainsFunc(out, func(o finding.Edit) bool { return o.File == e.File && touches(o.Edit, x) }); free {
				out = append(slices.Clip(out), finding.Edit{File: e.File, Edit: x})
			}
		}
	}
	return out
}

// OwnKey is what edits name that give a client a key of its own, and leave the one that it shared to others.
const OwnKey = "key of its own"

func touches(a, b edit.Edit) bool { return a.Start < b.End && b.Start < a.End || a.Same(b) }

var keyVariable = regexp.MustCompile(`\b[A-Z0-9_]*OPEN_?AI[A-Z0-9_]*(?:KEY|TOKEN)\b`)

// namesIn are the variables with a key of OpenAI's that a text names, without one.
func namesIn(text []byte, without string) (out []string) {
	for _, name := range keyVariable.FindAllString(string(text), -1) {
		if name != without && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// Prompt returns the edits of the words with which a call asks a person for the key, and of the texts beside it; none for a
// call that does not ask.
func Prompt(f *source.File, call syntax.Node, t *provider.Target) []edit.Edit {
	if !call.Valid() || dialects[call.Tree().Lang()] == nil {
		return nil
	}
	s := &search{Key: Of(t), dialect: dialects[call.Tree().Lang()], file: f, tree: call.Tree(), edit: edit.Edit{Start: call.Start(), End: call.End()}}
	if s.dialect.asks(call) {
		s.run()
	}
	return s.out
}

// search is the look around one edit.
type search struct {
	Key
	was     []string
	dialect *dialect
	file    *source.File
	tree    *syntax.Tree
	edit    edit.Edit
	alone   bool  // see soleRead
	lines   []int // the offsets of line breaks
	out     []edit.Edit
}

func (s *search) run() {
	at := s.tree.Covering(source.Span{Start: s.edit.Start, End: s.edit.End})
	statement := s.statement(at)
	s.messages(statement, s.Key.Text)
	s.placeholders(statement)
	s.comments(statement)
	s.alone = s.soleRead()
	if function := s.function(at); function.Valid() {
		s.messages(function, s.textIn(function))
		if !s.alone {
			return
		}
	}
	for _, n := range s.about(at) {
		s.messages(n, s.Key.Text)
	}
	s.messages(s.tree.Root(), func(text string, _ bool) []edit.Edit { return s.Naming(text) })
}

// soleRead reports whether no other literal of the file names the variable to code: then what tells of the variable is about
// this key, wherever in the file it stands.
func (s *search) soleRead() bool {
	n := 0
	for c := range s.tree.Root().Descendants(s.dialect.content...) {
		if slices.Contains(s.was, c.Text()) {
			n++
		}
	}
	return n == 1
}

// textIn is what becomes of texts in a function.
func (s *search) textIn(function syntax.Node) func(string, bool) []edit.Edit {
	for _, name := range namesIn([]byte(function.Text()), s.env) {
		if !slices.Contains(s.was, name) {
			return func(text string, _ bool) []edit.Edit { return s.Naming(text) }
		}
	}
	return s.Key.Text
}

// statement is the one that a node stands in.
func (s *search) statement(n syntax.Node) syntax.Node {
	for n.Parent().Valid() && !n.Parent().Is(s.dialect.blocks...) {
		n = n.Parent()
	}
	return n
}

func (s *search) function(n syntax.Node) syntax.Node {
	if n.Is(s.dialect.functions...) {
		return n
	}
	return n.Enclosing(s.dialect.functions...)
}

// about are the statements outside of functions, of the same cell, that speak of the name that the key is bound to.
//
//	Have: key = os.getenv("OPENAI_API_KEY") and below it if not key: raise SystemExit("no OpenAI API key")
func (s *search) about(at syntax.Node) (out []syntax.Node) {
	bound := s.dialect.bound(at.Enclosing(s.dialect.assignments...))
	if !bound.Is("identifier", "attribute", "member_expression") {
		return nil
	}
	for n := range s.tree.Root().Descendants(bound.Kind()) {
		if n.Text() == bound.Text() && s.beside(n) && !s.function(n).Valid() {
			out = append(out, s.statement(n))
		}
	}
	return out
}

// beside reports whether a node is in the edit's cell.
func (s *search) beside(n syntax.Node) bool {
	_, cell := s.file.Cell(s.edit.Start)
	return cell.Start <= n.Start() && n.End() <= cell.End
}

// messages notes what becomes of the texts in a part of the code that are handed to a call or raised. In the whole file functions
// have texts of their own, unless the key is the only one.
func (s *search) messages(in syntax.Node, text func(string, bool) []edit.Edit) {
	for n := range in.Descendants(s.dialect.content...) {
		literal := n.Parent()
		said := literal.Enclosing(s.dialect.said...)
		switch {
		case !in.Contains(said), literal.Field() == "key", literal.Parent().Is("subscript", "subscript_expression", "comparison_operator"):
		case !s.dialect.tells(literal, said), !s.beside(n), in == s.tree.Root() && !s.alone && s.function(n).Valid(), s.isName(n):
		default:
			s.add(n, text(n.Text(), s.dialect.asks(said.Parent())))
		}
	}
}

// isName reports whether a text is no more than the name of a variable, for code to look up.
func (s *search) isName(n syntax.Node) bool {
	return slug.MatchString(n.Text()) && n.Text() == strings.ToUpper(n.Text())
}

func (s *search) add(n syntax.Node, edits []edit.Edit) {
	for _, e := range edits {
		e.Start, e.End = e.Start+n.Start(), e.End+n.Start()
		s.out = append(s.out, e)
	}
}

// placeholders notes what becomes of values in a statement that stand for the key where there is none.
func (s *search) placeholders(statement syntax.Node) {
	for n := range statement.Descendants(s.dialect.content...) {
		if s.inPlace(n.Parent()) && !s.looksFor(n.Text()) {
			s.add(n, s.Placeholder(n.Text()))
		}
	}
}

// looksFor reports whether the file compares something with a placeholder or a part of one, to tell that nobody has filled
// it in.
func (s *search) looksFor(placeholder string) bool {
	for n := range s.tree.Root().Descendants(s.dialect.content...) {
		if strings.Contains(placeholder, n.Text()) && s.dialect.compares(n.Parent()) {
			return true
		}
	}
	return false
}

// inPlace reports whether a literal is what the key is set to, or what it is where the variable is not set.
//
//	Have: os.environ["OPENAI_API_KEY"] = "…"; os.getenv("OPENAI_API_KEY", "…"); os.getenv("OPENAI_API_KEY") or "…"
func (s *search) inPlace(literal syntax.Node) bool {
	at := literal
	for at.Parent().Is(s.dialect.joins...) {
		at = at.Parent()
	}
	up := at.Parent()
	switch {
	case s.holds(literal):
		return false
	case at != literal && s.holds(at):
		return true
	case up.Is(s.dialect.assignments...):
		return s.holds(s.dialect.bound(up)) && at != s.dialect.bound(up)
	}
	return up.Is(s.dialect.said...) && at != up.NamedChild(0) && s.holds(up.NamedChild(0))
}

// holds reports whether the edit lies in a node.
func (s *search) holds(n syntax.Node) bool {
	return n.Valid() && n.Start() <= s.edit.Start && s.edit.End <= n.End()
}

// comments notes what becomes of the comments behind a statement, in it, and on the lines right above.
func (s *search) comments(statement syntax.Node) {
	first, last := s.line(s.edit.Start), s.line(s.edit.End)
	for range statement.Descendants(s.dialect.blocks...) {
		statement = syntax.Node{}
		break
	}
	if statement.Valid() {
		first, last = s.line(statement.Start()), s.line(statement.End())
	}
	var above []syntax.Node
	for n := range s.tree.Root().Descendants("comment") {
		switch at := s.line(n.Start()); {
		case !s.beside(n) || !s.apart(n):
		case at >= first && at <= last:
			s.add(n, s.Comment(n.Text()))
		case at < first && s.ownLine(n):
			above = append(above, n)
		}
	}
	for i := len(above) - 1; i >= 0 && s.line(above[i].End()) == first-1; i-- {
		s.add(above[i], s.Comment(above[i].Text()))
		first = s.line(above[i].Start())
	}
}

// line is the line of an offset in the program, which in a notebook is not that of the file.
func (s *search) line(offset int) int {
	if s.lines == nil {
		for i, c := range s.file.Data {
			if c == '\n' {
				s.lines = append(s.lines, i)
			}
		}
	}
	n, _ := slices.BinarySearch(s.lines, offset)
	return n
}

// apart reports whether space stands before a comment: in a notebook a command for the shell is shown as one that lacks it.
func (s *search) apart(n syntax.Node) bool {
	return n.Start() == 0 || strings.IndexByte(" \t\r\n;,({[", s.file.Data[n.Start()-1]) >= 0
}

func (s *search) ownLine(n syntax.Node) bool {
	data := s.file.Data[:n.Start()]
	line := data[strings.LastIndexByte(string(data), '\n')+1:]
	return strings.TrimSpace(string(line)) == ""
}
