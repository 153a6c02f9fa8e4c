package source

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// fences are the languages of code in documents by the word that opens it. Go is not among them: what documents show of it
// is no file that a compiler would take.
var fences = map[string]Lang{
	"python": Python, "py": Python, "python3": Python,
	"javascript": JavaScript, "js": JavaScript, "jsx": JavaScript, "mjs": JavaScript,
	"typescript": TypeScript, "ts": TypeScript, "tsx": TSX,
	"bash": Shell, "sh": Shell, "shell": Shell, "zsh": Shell,
	"env": Dotenv, "dotenv": Dotenv,
	"yaml": YAML, "yml": YAML, "toml": TOML, "json": JSON, "jsonc": JSON,
}

// WithPrograms returns a tree that has, beside every Markdown document, the programs that stand in its code fences, as files
// of the document's path: those of one programming language together, because a later fence goes on where an earlier one
// ended, and every other fence by itself. An edit of such a program is an edit of the document.
func (t *Tree) WithPrograms() *Tree {
	out := &Tree{Dir: t.Dir, Skipped: t.Skipped, Seen: t.Seen, store: t.store}
	for _, f := range t.Files {
		out.Files = append(out.Files, f)
		if f.Lang == Markdown {
			out.Files = append(out.Files, f.programs()...)
		}
	}
	return out
}

// fence is one stretch of code in a document.
type fence struct {
	lang  Lang
	lines *text.Segments
}

func (f *File) programs() []*File {
	var out []*File
	open := map[Lang]*document{}
	for _, c := range f.fences() {
		d := open[c.lang]
		if d == nil {
			d = &document{all: &shown{}, view: &view{host: f, plain: true}}
			if c.lang.Family() != FamilyConfig {
				open[c.lang] = d
			}
			out = append(out, &File{Path: f.Path, Lang: c.lang, Mark: f.Mark, raw: f.raw, enc: f.enc, view: d.view})
			d.file = out[len(out)-1]
		}
		d.add(c.lines)
	}
	return out
}

// fences returns the fenced code of a document in order.
func (f *File) fences() []fence {
	var out []fence
	root := goldmark.DefaultParser().Parse(text.NewReader(f.Data))
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) { // the function below never fails
		block, ok := n.(*ast.FencedCodeBlock)
		if !ok || !entering || block.Info == nil || !exact(block.Lines()) {
			return ast.WalkContinue, nil
		}
		word, _, _ := strings.Cut(strings.Trim(string(block.Info.Segment.Value(f.Data)), "{}. "), " ")
		if lang, ok := fences[strings.ToLower(word)]; ok {
			out = append(out, fence{lang, block.Lines()})
		}
		return ast.WalkContinue, nil
	})
	return out
}

// exact reports whether code is shown as it is written: behind half a tab there are blanks that the document does not have.
func exact(lines *text.Segments) bool {
	for i := range lines.Len() {
		if lines.At(i).Padding > 0 {
			return false
		}
	}
	return lines.Len() > 0
}

// document is a program under construction.
type document struct {
	file *File
	view *view
	all  *shown
}

// add puts a fence at the end of the program. What stands before its lines in the document, the indentation of a list or
// the sign of a quotation, is not shown, and is put before lines that are added.
func (d *document) add(lines *text.Segments) {
	host := d.view.host.Data
	code := &shown{}
	for i := range lines.Len() {
		s := lines.At(i)
		code.verbatim(host[s.Start:s.Stop], s.Start)
	}
	if len(code.pieces) == 0 {
		return
	}
	first := lines.At(0).Start
	prefix := string(host[bytes.LastIndexByte(host[:first], '\n')+1 : first])
	d.view.add(d.all, code, part{lineBreak: prefix})
	d.view.pieces, d.file.Data = d.all.pieces, d.all.text
}
