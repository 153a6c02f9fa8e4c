package config

import (
	"strconv"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/keyvalue"
)

var ruleRequest = &finding.Rule{
	ID: "CF012", Slug: "curl-request", Severity: finding.Error,
	Title: i18n.T("用 curl 发往 OpenAI 的请求", "request that curl sends to OpenAI"),
	Doc: i18n.T(
		"脚本、Makefile、CI 或 Dockerfile 里发往 api.openai.com 的 curl 命令。地址、请求头里的密钥变量和 JSON 中的模型一起改；目标平台没有的接口、不接受的字段和从文件读取的请求体只报告。",
		"A curl command to api.openai.com in a script, Makefile, workflow or Dockerfile. Address, the key variable in its header and the model in its JSON change together; endpoints that the target lacks, fields that it does not take and bodies read from a file are reported."),
}

// request reports a curl command.
//
//	Have: curl https://api.openai.com/v1/chat/completions -H "Authorization: Bearer $OPENAI_API_KEY" -d '{"model": "gpt-4o"}'
//	Want: curl https://open.bigmodel.cn/api/paas/v4/chat/completions -H "Authorization: Bearer $ZAI_API_KEY" -d '{"model": "glm-5-turbo"}'
func (d *document) request(q *keyvalue.Request) {
	m := openaiURL.FindStringSubmatchIndex(q.URL.Value)
	if m == nil {
		return
	}
	url := q.URL.Value[m[0]:m[1]]
	f := finding.Finding{
		Rule: ruleRequest, Kind: finding.Endpoint, Span: q.URL.Text, Symbol: url, Capability: capability(url), Reaches: true,
		Message: i18n.Tf("curl 发往 %s", "curl sends a request to %s", url),
	}
	if d.target != nil {
		d.moveRequest(&f, q, source.Span{Start: q.URL.Text.Start + m[0], End: q.URL.Text.Start + m[1]}, url)
	}
	d.add(f)
}

func capability(url string) finding.Capability {
	m := openaiURL.FindStringSubmatch(url)
	name, _, _ := strings.Cut(endpoints[m[2]], "_")
	return finding.Capability(name)
}

func (d *document) moveRequest(f *finding.Finding, q *keyvalue.Request, at source.Span, url string) {
	s := &setting{document: d, Entry: &q.URL, scope: d.pass.Project.Root}
	reads := []finding.Key{}
	edits, keys := s.headerEdits(q)
	for _, name := range keys {
		reads = append(reads, s.variable(finding.KeyReads, name))
	}
	address, why := d.addressFor(url)
	if why == (i18n.Text{}) && (q.URL.Opaque || !plain(address)) {
		why = i18n.Tf("请改为 %s", "change it to %s", address)
	}
	if why == (i18n.Text{}) {
		why = d.bodyDoubt(q)
	}
	if why != (i18n.Text{}) {
		f.Message, f.Holds = i18n.Join(f.Message, why), reads
		return
	}
	fix := finding.Fix{
		Title: i18n.Text{ZH: "将请求发往" + d.target.Brief().ZH, EN: "send the request to " + d.target.Brief().EN},
		Why:   i18n.Tf("地址、密钥和模型须一起换", "address, key and model change together"), Sources: rewrite.Sources(d.target.Address().Verdict),
		Confidence: finding.Likely, Edits: append(edits, s.replace(at, address)), Provides: reads,
	}
	for _, name := range keys {
		fix.Requires = append(fix.Requires, s.variable(finding.KeySets, name))
	}
	d.bodyEdits(f, &fix, q)
	f.Fixes = []finding.Fix{fix}
}

// headerEdits rename the key variable in the headers, and say which it was.
func (s *setting) headerEdits(q *keyvalue.Request) (edits []finding.Edit, keys []string) {
	for _, h := range q.Head {
		for _, m := range keyWord.FindAllStringIndex(h.Value, -1) {
			name := h.Value[m[0]:m[1]]
			if name == s.target.KeyEnv {
				continue
			}
			keys = append(keys, name)
			edits = append(edits, s.replace(source.Span{Start: h.Text.Start + m[0], End: h.Text.Start + m[1]}, s.target.KeyEnv))
		}
	}
	return edits, keys
}

// bodyDoubt says what keeps a request's body from moving.
func (d *document) bodyDoubt(q *keyvalue.Request) i18n.Text {
	for i := range q.Body {
		e := &q.Body[i]
		if e.Name != "model" || len(e.Path) != 1 {
			continue
		}
		if _, ok := provider.OpenAIModel(e.Value); !ok {
			return i18n.Text{}
		}
		if choice, ok := d.target.Model(e.Value, provider.Need{}); !ok || !plain(choice.ID) {
			return i18n.Text{ZH: d.target.Brief().ZH + "没有 " + e.Value + " 的对应模型：请用 --model 指定", EN: d.target.Brief().EN + " has no counterpart of " + e.Value + ": name one with --model"}
		}
	}
	return i18n.Text{}
}

// bodyEdits changes the model in the body, and adds what the target says about the other fields.
func (d *document) bodyEdits(f *finding.Finding, fix *finding.Fix, q *keyvalue.Request) {
	if q.From != "" {
		f.Message = i18n.Join(f.Message, i18n.Tf("请求体来自 %s，请核对其中的模型", "the body comes from %s: check the model in it", q.From))
	}
	var choice provider.Choice
	for i := range q.Body {
		e := &q.Body[i]
		if e.Name != "model" || len(e.Path) != 1 {
			continue
		}
		f.Model = e.Value
		var ok bool
		if choice, ok = d.target.Model(e.Value, provider.Need{}); ok && choice.ID != e.Value {
			s := &setting{document: d, Entry: e}
			fix.Edits = append(fix.Edits, s.replace(e.Text, choice.ID))
			fix.Sources = append(fix.Sources, rewrite.Sources(choice.Verdict)...)
		}
	}
	for i := range q.Body {
		if e := &q.Body[i]; len(e.Path) == 1 && e.Name != "model" && f.Capability == finding.Chat {
			if j := d.target.Judge(choice, provider.Sent{Field: e.Name, Value: jsonValue(e)}); j.Action != provider.Keep {
				f.Message = i18n.Join(f.Message, j.Reason)
			}
		}
	}
}

// jsonValue is a field's value as far as a judgement looks at it.
func jsonValue(e *keyvalue.Entry) any {
	switch n, err := strconv.ParseFloat(e.Value, 64); {
	case err == nil:
		return n
	case e.Value == "true", e.Value == "false":
		return e.Value == "true"
	case e.Value == "":
		return nil
	}
	return e.Value
}
