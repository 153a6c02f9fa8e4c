package review

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/plan"
	"github.com/openai-migrate/migrate/pkg/source"
)

// sampleFiles is a small service that calls OpenAI: a Python client, its environment, a Go worker, a notebook cell.
var sampleFiles = map[string]string{
	"app/llm.py": `"""Answers questions about 订单."""
import os
import time

from openai import OpenAI

MODEL = "gpt-4o"
client = OpenAI(timeout=30)


def answer(question: str) -> str:
    """Ask the model once; 失败时由调用方重试。"""
    started = time.time()
    reply = client.chat.completions.create(
        model=MODEL,
        messages=[{"role": "user", "content": question}],
        max_tokens=1024,
        logit_bias={"50256": -100},
        temperature=1.8,
    )
    print(f"answered in {time.time() - started:.1f}s")
    return reply.choices[0].message.content
`,
	".env": "# local settings\nDEBUG=1\nOPENAI_API_KEY=sk-proj-Zq81kd02mLs93jfhWq7Tn4\nOPENAI_MODEL=gpt-4o\n",
	"services/billing/worker/internal/summarize/client.go": `package summarize

import (
	"context"
	"os"

	"github.com/sashabaranov/go-openai"
)

func newClient() *openai.Client {
	return openai.NewClient(os.Getenv("OPENAI_API_KEY"))
}

func run(ctx context.Context, text string) (string, error) {
	return ask(ctx, newClient(), openai.GPT4o, text)
}
`,
}

// sampleOpen serves the sample's files.
func sampleOpen(path string) (*source.File, error) {
	text, ok := sampleFiles[path]
	if !ok {
		return nil, fmt.Errorf("open %s: no such file", path)
	}
	return source.NewFile(path, []byte(text))
}

// swap is an edit of the first occurrence of old in a file.
func swap(path, old, new, node string) plan.Edit {
	at := strings.Index(sampleFiles[path], old)
	if at < 0 {
		panic("sample: " + path + " has no " + old)
	}
	return plan.Edit{Path: path, Start: at, End: at + len(old), New: new, Node: node}
}

const samplePy, sampleGo = "app/llm.py", "services/billing/worker/internal/summarize/client.go"

// samplePlan is a plan for the sample with its texts in one language: a set of four over two files, one of two, and
// changes that stand alone, one of them with nothing to write.
func samplePlan(l i18n.Lang) *plan.Plan {
	t := func(zh, en string) string { return i18n.T(zh, en).In(l) }
	docs := []finding.Source{{URL: "https://docs.bigmodel.cn/cn/guide/develop/openai/introduction", Verified: "2026-06-25"}}
	p := &plan.Plan{Schema: plan.Schema, Target: "zhipu", Base: map[string]string{}}
	p.Changes = []*plan.Change{
		{ID: "c-env1", Rule: "ENV001", Path: ".env", Confidence: finding.Certain, Requires: []string{"c-py01"},
			Title: t("把 OPENAI_API_KEY 改名为 ZAI_API_KEY", "rename OPENAI_API_KEY to ZAI_API_KEY"),
			Why: t("代码迁移后读取的是智谱的密钥变量。密钥本身需要到智谱开放平台申请，旧值不能继续使用。",
				"The migrated code reads Zhipu's key variable. The key itself has to come from Zhipu's platform; the old value is of no use there."),
			Sources: docs, Edits: []plan.Edit{swap(".env", "OPENAI_API_KEY=", "ZAI_API_KEY=", "variable OPENAI_API_KEY")}},
		{ID: "c-env2", Rule: "ENV003", Path: ".env", Model: "gpt-4o", Confidence: finding.Likely,
			Title:   t("把 OPENAI_MODEL 的值换成 glm-5", "set OPENAI_MODEL to glm-5"),
			Why:     t("没有找到读取这个变量的代码。", "No code that reads this variable was found."),
			Sources: []finding.Source{{URL: "https://docs.bigmodel.cn/cn/guide/models/text/glm-5", Verified: "2026-06", Unconfirmed: true}},
			Edits:   []plan.Edit{swap(".env", "MODEL=gpt-4o", "MODEL=glm-5", "variable OPENAI_MODEL > value")}},
		{ID: "c-py00", Rule: "PY020", Path: samplePy, Model: "gpt-4o", Confidence: finding.Certain, Requires: []string{"c-py01"},
			Title:   t("把模型 gpt-4o 换成 glm-5", "replace the model gpt-4o by glm-5"),
			Why:     t("智谱没有 gpt-4o。glm-5 是用途最接近的模型，上下文长度 200K。", "Zhipu does not serve gpt-4o. glm-5 is the nearest model; its context is 200K tokens."),
			Sources: docs, Edits: []plan.Edit{swap(samplePy, `"gpt-4o"`, `"glm-5"`, "assignment MODEL > string")}},
		{ID: "c-py01", Rule: "PY001", Path: samplePy, Confidence: finding.Certain, Requires: []string{"c-env1", "c-py00"},
			Title: t("让客户端连接智谱", "point the client at Zhipu"),
			Why: t("OpenAI() 默认连接 api.openai.com，并读取 OPENAI_API_KEY。智谱的接口地址不同，密钥变量也不同，因此两者都要显式写出。",
				"OpenAI() talks to api.openai.com and reads OPENAI_API_KEY. Zhipu's address and key variable are different, so both are written out."),
			Sources: docs, Edits: []plan.Edit{swap(samplePy, "OpenAI(timeout=30)",
				"OpenAI(\n    api_key=os.environ[\"ZAI_API_KEY\"],\n    base_url=\"https://open.bigmodel.cn/api/paas/v4/\",\n    timeout=30,\n)", "call OpenAI > arguments")}},
		{ID: "c-py02", Rule: "PY031", Path: samplePy, Confidence: finding.Certain, Requires: []string{"c-py01"},
			Title:   t("temperature 从 1.8 降到 1.0", "lower temperature from 1.8 to 1.0"),
			Why:     t("智谱接受的范围是 0 到 1，超出会返回 400。", "Zhipu accepts 0 to 1 and answers 400 to anything above."),
			Sources: docs, Edits: []plan.Edit{swap(samplePy, "temperature=1.8", "temperature=1.0", "call create > keyword temperature")}},
		{ID: "c-py03", Rule: "PY032", Path: samplePy, Confidence: finding.Likely,
			Title: t("去掉 logit_bias", "drop logit_bias"),
			Why:   t("智谱的文档没有这个参数；词元编号也与 OpenAI 不同，照搬没有意义。", "Zhipu does not document it, and token numbers differ from OpenAI's anyway."),
			Edits: []plan.Edit{swap(samplePy, "        logit_bias={\"50256\": -100},\n", "", "call create > keyword logit_bias")}},
		{ID: "c-go01", Rule: "GO001", Path: sampleGo, Confidence: finding.Certain, Requires: []string{"c-go02"},
			Title:   t("让 go-openai 客户端连接智谱", "point the go-openai client at Zhipu"),
			Why:     t("NewClient 只接受密钥；接口地址要通过 DefaultConfig 设置。", "NewClient takes the key only; the address goes through DefaultConfig."),
			Sources: docs, Edits: []plan.Edit{swap(sampleGo, "\treturn openai.NewClient(os.Getenv(\"OPENAI_API_KEY\"))\n",
				"\tconfig := openai.DefaultConfig(os.Getenv(\"ZAI_API_KEY\"))\n\tconfig.BaseURL = \"https://open.bigmodel.cn/api/paas/v4\"\n\treturn openai.NewClientWithConfig(config)\n", "func newClient > return")}},
		{ID: "c-go02", Rule: "GO020", Path: sampleGo, Model: "gpt-4o", Confidence: finding.Certain, Requires: []string{"c-go01"},
			Title: t("把模型 GPT4o 换成 glm-5", "replace the model GPT4o by glm-5"), Why: t("智谱没有 gpt-4o。", "Zhipu does not serve gpt-4o."),
			Sources: docs, Edits: []plan.Edit{swap(sampleGo, "openai.GPT4o", `"glm-5"`, "call ask > argument 3")}},
		{ID: "c-go03", Rule: "GO040", Path: sampleGo, Confidence: finding.Manual, Edits: []plan.Edit{},
			Title: t("确认重试逻辑", "check how errors are retried"), Why: t("智谱用自己的错误码表示限流。", "Zhipu signals rate limits with codes of its own.")},
	}
	for _, c := range p.Changes {
		c.Decision = plan.Pending
		for _, e := range c.Edits {
			p.Base[e.Path] = source.Hash([]byte(sampleFiles[e.Path]))
		}
	}
	return p
}

// sampleModels offers three models in place of gpt-4o. With glm-4.7 the sample needs no lower temperature, but one more
// field; with glm-4.6v no plan can be made.
func sampleModels(l i18n.Lang) *Models {
	return &Models{
		Of: func(c *plan.Change) []Alternative {
			return []Alternative{
				{ID: "glm-5", Context: "200K", Price: "CNY 4/18", Marks: i18n.T("工具 JSON", "tools json"), Current: true, Suggested: true,
					Notes: []i18n.Text{i18n.T("默认思考，可关", "thinks unless told not to"), i18n.T("依据 https://docs.bigmodel.cn/（2026-06-25）", "source https://docs.bigmodel.cn/ (2026-06-25)")}},
				{ID: "glm-4.7", Context: "200K", Price: "CNY 2/8+", Marks: i18n.T("工具 JSON?", "tools json?"), Suggested: true,
					Notes: []i18n.Text{i18n.T("便宜一半", "half the price")}},
				{ID: "glm-4.6v", Context: "128K", Price: "-", Marks: i18n.T("视觉 工具", "vision tools")},
			}
		},
		Choose: func(_ context.Context, from, to string) (*plan.Plan, error) {
			if to == "glm-4.6v" {
				return nil, errors.New("the tree cannot be read")
			}
			p := samplePlan(l)
			for _, c := range p.Changes {
				c.Title = strings.ReplaceAll(c.Title, "glm-5", to)
				switch c.ID {
				case "c-py00":
					c.Requires = append(c.Requires, "c-py09")
				case "c-py02":
					c.ID, c.Title, c.Requires = "c-py09", "extra_body", []string{"c-py00"}
				}
			}
			return p, nil
		},
	}
}
