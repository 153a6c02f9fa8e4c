package verify

import (
	"context"
	"fmt"
	"regexp"
	"strconv"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/source"
)

// syntax parses every touched file; where nothing is known of a run, every file that the scan read. A file that did not
// parse before is no news.
func (v *verifier) syntax(ctx context.Context) error {
	defer v.progress(i18n.T("正在检查语法", "checking the syntax"))()
	before := v.before()
	paths := v.touched()
	if len(v.Runs) == 0 {
		for _, f := range v.Scan.Tree.Files {
			paths = append(paths, f.Path)
		}
	}
	c := Check{Name: CheckSyntax, Status: Passed}
	for _, path := range paths {
		bad := v.parse(path, nil)
		if bad == nil {
			continue
		}
		p := Problem{Path: path, Message: i18n.Tf("无法解析：%v", "does not parse: %v", bad)}
		p.Line, p.Column = placeOf(bad)
		switch {
		case len(v.Runs) == 0:
		case v.parse(path, before) != nil:
			p.Outside = true
			p.Message = i18n.Tf("迁移之前就无法解析：%v", "did not parse before the migration, either: %v", bad)
		default:
			err := v.charge(ctx, &p, func(_ context.Context, st state) (bool, error) { return v.parse(path, st) != nil, nil })
			if err != nil {
				return err
			}
		}
		if !p.Outside {
			c.Status = Failed
		}
		c.Problems = append(c.Problems, p)
	}
	c.Text = i18n.T(fmt.Sprintf("%d 个文件", len(paths)), i18n.N(len(paths), "file", "files"))
	v.add(c)
	return nil
}

// parse parses a file as it is in a state, nil for the tree.
func (v *verifier) parse(path string, st state) error {
	f, err := v.Scan.Tree.Open(path)
	if data, ok := st[path]; ok {
		f, err = source.NewFile(path, data)
	}
	if err != nil {
		return err
	}
	return v.o.Syntax(f)
}

var place = regexp.MustCompile(`\b(\d+):(\d+)`)

// placeOf reads line and column off a parser's message.
func placeOf(err error) (line, column int) {
	if m := place.FindStringSubmatch(err.Error()); m != nil {
		line, _ = strconv.Atoi(m[1])
		column, _ = strconv.Atoi(m[2])
	}
	return line, column
}
