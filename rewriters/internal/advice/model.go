package advice

import (
	"cmp"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
)

// NoCounterpart says that the target has no model for one of OpenAI's.
func NoCounterpart(t *provider.Target, model string) i18n.Text {
	return i18n.Tf("%[1]s 没有与 %[2]s 对应的模型：请用 --model %[2]s=NAME 指定", "%[3]s has no counterpart of %[2]s: choose one with --model %[2]s=NAME", t.Brief().ZH, model, t.Brief().EN)
}

// NeedsCounterpart says that what sends a model waits for one.
func NeedsCounterpart(t *provider.Target, model string) i18n.Text {
	return i18n.Tf("它使用的模型 %[1]s 在%[3]s没有对应模型：请先用 --model %[1]s=NAME 指定", "%[2]s has no counterpart of the model %[1]s that it uses: choose one with --model %[1]s=NAME first", model, t.Brief().EN, t.Brief().ZH)
}

// Counterpart says why a model takes the place of another, and what changes with it. What else a rewriter knows of the two
// stands before what the catalog notes.
func Counterpart(t *provider.Target, c provider.Choice, more ...i18n.Text) i18n.Text {
	why := i18n.Text{ZH: t.Brief().ZH + "的对应模型", EN: "the counterpart at " + t.Brief().EN}
	if c.Overridden {
		why = i18n.T("按 --model 指定", "as chosen with --model")
	}
	if c.Embedding != nil {
		n := cmp.Or(c.Dimensions, c.Embedding.Dimensions)
		why = i18n.Join(why, i18n.Tf("向量维度与含义都会改变（%d 维），已存的向量必须重新生成", "the vectors change in meaning and length (%d): stored ones must be rebuilt", n))
	}
	why = join(why, more...)
	if c.Note != "" {
		why = i18n.Join(why, i18n.Text{ZH: cmp.Or(c.NoteZH, c.Note), EN: c.Note})
	}
	return why
}
