package source

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// ReasonNotebook begins the reason of a Jupyter notebook that is not read; what is wrong with it follows.
const ReasonNotebook = "notebook"

// asNotebook makes f the program that a notebook's code cells are, in order: they share one namespace, so that to Python
// they are one module. Everything else in the notebook (text, outputs, metadata) is not part of it. A notebook of another
// language, or one that is broken, is an error fit for a Skip.
func (f *File) asNotebook() error {
	root, err := parseJSON(f.Data)
	var bad *json.SyntaxError
	switch {
	case errors.As(err, &bad):
		return fmt.Errorf("%s: invalid JSON at line %d", ReasonNotebook, f.Position(int(bad.Offset)-1).Line)
	case err != nil:
		return fmt.Errorf("%s: invalid JSON", ReasonNotebook)
	}
	cells, ok := cellsOf(root)
	if !ok {
		return fmt.Errorf("%s: has no cells", ReasonNotebook)
	}
	if lang := kernelLanguage(root, f.Data); !isPython(lang) {
		return fmt.Errorf("%s: its language is %s", ReasonNotebook, lang)
	}
	f.show(f.program(cells))
	return nil
}

// cellsOf returns a notebook's cells. Format 3 has them in worksheets.
func cellsOf(root jsonNode) ([]jsonNode, bool) {
	if cells := root.get("cells"); cells.kind == '[' {
		return cells.items, true
	}
	sheets := root.get("worksheets")
	var out []jsonNode
	for _, sheet := range sheets.items {
		out = append(out, sheet.get("cells").items...)
	}
	return out, sheets.kind == '['
}

// kernelLanguage returns the language that a notebook says its code is in, empty where it does not say.
func kernelLanguage(root jsonNode, text []byte) string {
	for _, path := range [][]string{{"metadata", "language_info", "name"}, {"metadata", "kernelspec", "language"}, {"metadata", "kernelspec", "name"}} {
		if name := root.get(path...).decode(text); name != "" {
			return name
		}
	}
	return ""
}

// isPython reports whether a language is Python, by whatever name a kernel gives it: "python3", "ipython", "conda-root-py".
func isPython(lang string) bool {
	low := strings.ToLower(lang)
	return low == "" || strings.Contains(low, "py")
}

// program shows the code cells one below the other, an empty line between them.
func (f *File) program(cells []jsonNode) *view {
	all, number := &shown{}, 0
	v := &view{ascii: isASCII(f.Data)}
	for _, cell := range cells {
		lines := cell.get("source")
		if lines.kind == 0 {
			lines = cell.get("input") // format 3
		}
		if cell.get("cell_type").decode(f.Data) != "code" {
			continue
		}
		if number++; !isPython(cell.get("language").decode(f.Data)) {
			continue
		}
		code := &shown{}
		for _, s := range stringsOf(lines) {
			code.jsonString(f.Data, s.start+1, s.end-1)
		}
		if len(bytes.TrimSpace(code.text)) == 0 {
			continue
		}
		v.add(all, code.without(magics(code.text)), part{cell: number, lineBreak: lineBreakOf(lines, f.Data)})
	}
	v.pieces = all.pieces
	v.host = &File{Path: f.Path, Lang: f.Lang, Data: f.Data, Mark: f.Mark, raw: f.raw, enc: f.enc}
	f.Data = all.text
	return v
}

// add puts a cell's code at the end of the program, as the part p.
func (v *view) add(all, code *shown, p part) {
	last := code.pieces[len(code.pieces)-1]
	p.start = len(all.text)
	for _, x := range code.pieces {
		x.start += p.start
		all.pieces = append(all.pieces, x)
	}
	all.text = append(all.text, code.text...)
	p.end = len(all.text)
	for range p.limit(all.text) - p.end + 1 {
		all.whole("\n", last.at+last.span, 0)
	}
	v.parts = append(v.parts, p)
}

// stringsOf returns the strings of a multi-line value, which is one string or a list of lines.
func stringsOf(lines jsonNode) []jsonNode {
	if lines.kind == '"' {
		return []jsonNode{lines}
	}
	var out []jsonNode
	for _, s := range lines.items {
		if s.kind == '"' {
			out = append(out, s)
		}
	}
	return out
}

// lineBreakOf is what stands between two lines of a value that is a list of them; nothing for one string.
func lineBreakOf(lines jsonNode, text []byte) string {
	if lines.kind != '[' || len(lines.items) == 0 {
		return ""
	}
	if len(lines.items) > 1 {
		return `"` + string(text[lines.items[0].end:lines.items[1].start]) + `"`
	}
	return `",` + string(text[lines.start+1:lines.items[0].start]) + `"`
}

func isASCII(text []byte) bool {
	for _, c := range text {
		if c > '~' {
			return false
		}
	}
	return true
}

// show turns f into the view's program.
func (f *File) show(v *view) {
	f.view, f.Lang = v, Python
}
