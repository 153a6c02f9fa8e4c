package provider

import (
	"fmt"
	"strings"

	"github.com/openai-migrate/migrate/pkg/i18n"
)

// openAIBatch is the number of texts that OpenAI takes in one embeddings request.
const openAIBatch = 2048

// JudgeBatch says what becomes of an embeddings request for several texts; texts is 0 where their number is not written in
// the code. A batch over the limit cannot be mended by an edit of the call: it has to be cut where it is made.
func (t *Target) JudgeBatch(c Choice, texts int) Judgement {
	e := c.Embedding
	if e == nil || e.MaxBatch == 0 || e.MaxBatch >= openAIBatch || texts > 0 && texts <= e.MaxBatch {
		return Judgement{Action: Keep, Silent: true}
	}
	name := t.Brief()
	j := Judgement{Action: Keep, Verdict: e.Verdict, Reason: i18n.T(
		i18n.Spaced(fmt.Sprintf("%s的 %s 每次最多接受 %d 条文本（OpenAI 为 %d 条）：请核对这里一次送出多少条", name.ZH, c.ID, e.MaxBatch, openAIBatch)),
		fmt.Sprintf("%s takes at most %[3]d texts a request for %[2]s (OpenAI: %[4]d): check how many are sent here at a time", name.EN, c.ID, e.MaxBatch, openAIBatch),
	)}
	if texts > 0 {
		j.Action, j.Sure = Block, !e.Unconfirmed
		j.Reason = i18n.T(
			i18n.Spaced(fmt.Sprintf("%s的 %s 每次最多接受 %d 条文本，这里是 %d 条：请分批", name.ZH, c.ID, e.MaxBatch, texts)),
			fmt.Sprintf("%s takes at most %[3]d texts a request for %[2]s, and these are %[4]d: send them in batches", name.EN, c.ID, e.MaxBatch, texts),
		)
	}
	return j
}

// Several reports whether the name of a variable says that it holds several things: a plural, a batch, a list, chunks.
func Several(name string) bool {
	name = strings.ToLower(name)
	return strings.HasSuffix(name, "s") && !strings.HasSuffix(name, "ss") || strings.Contains(name, "batch") || strings.Contains(name, "list")
}
