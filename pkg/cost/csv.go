package cost

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/i18n"
)

// columns are what is read of an export, by the names that OpenAI has given them: those of the usage page and API, and
// those of the older activity export. The first of each list is the newest.
var columns = map[string][]string{
	"model":    {"model"},
	"requests": {"num_model_requests", "n_requests", "num_requests"},
	"in":       {"input_tokens", "n_context_tokens_total", "n_context_tokens"},
	"out":      {"output_tokens", "n_generated_tokens_total", "n_generated_tokens"},
	"cached":   {"input_cached_tokens", "n_cached_context_tokens_total"},
	"batch":    {"batch"},
}

// CSVError says what is wrong with an export. Line counts from 1; 0 means the file as a whole.
type CSVError struct {
	File   string
	Line   int
	Reason i18n.Text
}

func (e *CSVError) Error() string { return e.Text().EN }

// Text is the error for the user.
func (e *CSVError) Text() i18n.Text {
	at := e.File
	if e.Line > 0 {
		at = fmt.Sprintf("%s:%d", e.File, e.Line)
	}
	return i18n.T(at+"："+e.Reason.ZH, at+": "+e.Reason.EN)
}

// Hint says where to get one.
func (e *CSVError) Hint() i18n.Text {
	return i18n.T(
		"在 platform.openai.com 的用量页面按模型导出 CSV；至少要有 model、input_tokens、output_tokens 三列",
		"export the usage page of platform.openai.com as CSV, by model; the columns model, input_tokens and output_tokens are needed")
}

// ReadCSV adds up an export of OpenAI's usage page, one usage for each model. peak is the share in peak hours, which such
// a file does not say. name is for messages.
func ReadCSV(name string, r io.Reader, peak float64) ([]Usage, error) {
	rows := csv.NewReader(r)
	rows.FieldsPerRecord = -1
	head, err := rows.Read()
	if errors.Is(err, io.EOF) {
		return nil, &CSVError{name, 0, i18n.T("文件是空的", "the file is empty")}
	}
	if err != nil {
		return nil, broken(name, err)
	}
	at, err := locate(name, head)
	if err != nil {
		return nil, err
	}
	sums := map[string]*Usage{}
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, broken(name, err)
		}
		line, _ := rows.FieldPos(0)
		if err := add(sums, at, row); err != nil {
			return nil, &CSVError{name, line, i18n.T("应为数字："+err.Error(), "not a number: "+err.Error())}
		}
	}
	var out []Usage
	for _, model := range slices.Sorted(maps.Keys(sums)) {
		sums[model].Peak = peak
		out = append(out, *sums[model])
	}
	if len(out) == 0 {
		return nil, &CSVError{name, 0, i18n.T("没有一行写明模型：导出时请按模型分组", "no row names a model: group the export by model")}
	}
	return out, nil
}

func broken(name string, err error) error {
	line := 0
	if p := (*csv.ParseError)(nil); errors.As(err, &p) {
		line, err = p.Line, p.Err
	}
	return &CSVError{name, line, i18n.T("不是 CSV："+err.Error(), "not CSV: "+err.Error())}
}

// locate finds the columns by their names in the first row.
func locate(name string, head []string) (map[string]int, error) {
	at := map[string]int{}
	for i := range head {
		head[i] = strings.ToLower(strings.TrimSpace(strings.TrimPrefix(head[i], "\ufeff")))
	}
	for what, names := range columns {
		at[what] = -1
		for _, n := range names {
			if i := slices.Index(head, n); i >= 0 && at[what] < 0 {
				at[what] = i
			}
		}
	}
	for _, what := range []string{"model", "in", "out"} {
		if at[what] < 0 {
			return nil, &CSVError{name, 1, i18n.Tf("缺少 %s 列", "there is no column %s", columns[what][0])}
		}
	}
	return at, nil
}

// add counts one row in; rows without a model, such as those of empty days, hold nothing.
func add(sums map[string]*Usage, at map[string]int, row []string) error {
	cell := func(what string) string {
		if i := at[what]; i >= 0 && i < len(row) {
			return strings.TrimSpace(row[i])
		}
		return ""
	}
	model := cell("model")
	if model == "" {
		return nil
	}
	n := map[string]float64{}
	for _, what := range []string{"requests", "in", "out", "cached"} {
		if text := cell(what); text != "" {
			v, err := number(text)
			if err != nil {
				return err
			}
			n[what] = v
		}
	}
	u := sums[model]
	if u == nil {
		u = &Usage{Model: model}
		sums[model] = u
	}
	u.Requests += n["requests"]
	u.In += n["in"]
	u.Out += n["out"]
	u.Cached += min(n["cached"], n["in"])
	if strings.EqualFold(cell("batch"), "true") {
		u.Batch += n["requests"]
	}
	return nil
}
