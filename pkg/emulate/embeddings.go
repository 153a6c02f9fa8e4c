package emulate

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"math"
	"net/http"
	"slices"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
)

// length of a vector where the catalog does not know it.
const unknownLength = 1024

// embeddings answers POST /embeddings.
func (x *exchange) embeddings() *refusal {
	var body map[string]any
	if no := x.body(&body); no != nil {
		return no
	}
	e, no := x.embedding(body)
	if no != nil {
		return no
	}
	texts, no := x.inputs(e, body["input"])
	if no != nil {
		return no
	}
	n, no := x.dimensions(e, body["dimensions"])
	if no != nil {
		return no
	}
	base64, no := x.encoding(e, body["encoding_format"])
	if no != nil {
		return no
	}
	if user := body["user"]; user != nil {
		if _, no := x.take(choiceOf(e), "user", provider.Sent{Field: "embeddings_user", Value: user}); no != nil {
			return no
		}
	}
	return x.reply(vectors(e.ID, texts, n, base64))
}

func choiceOf(e *provider.Embedding) provider.Choice {
	return provider.Choice{ID: e.ID, Embedding: e}
}

// embedding looks the model up.
func (x *exchange) embedding(body map[string]any) (*provider.Embedding, *refusal) {
	id, _ := body["model"].(string)
	x.record.Model = x.masked(id)
	if e, ok := x.target.ListedEmbedding(id); ok && !e.Foreign {
		return e, nil
	}
	unlisted := &provider.Embedding{ID: id, Verdict: provider.Verdict{Unconfirmed: true}}
	if id != "" && (len(x.target.Embed) == 0 || x.target.Serving != nil) {
		return unlisted, nil
	}
	name := x.target.Brief()
	no := &refusal{status: http.StatusNotFound, kind: "model", param: "model", message: "model not found: " + id,
		reason: i18n.Tf("%[1]s没有向量模型 %[3]s", "%[2]s has no embeddings model %[3]s", name.ZH, name.EN, id)}
	return unlisted, x.object("model", no)
}

// inputs reads the texts. Token ids are those of OpenAI's models: they are taken only where the catalog says so.
func (x *exchange) inputs(e *provider.Embedding, input any) ([]string, *refusal) {
	wrong := refuseParam("input", i18n.T("input 应为文本或文本列表，不能为空", "input has to be a text or a list of texts, and not empty"))
	list, ok := input.([]any)
	if text, single := input.(string); single {
		list, ok = []any{text}, true
	}
	if !ok || len(list) == 0 {
		return nil, wrong
	}
	if isNumber(list[0]) {
		list = []any{list} // the ids of one text
	}
	if isList(list[0]) {
		if no := x.tokenIDs(e); no != nil {
			return nil, no
		}
	}
	if e.MaxBatch > 0 && len(list) > e.MaxBatch {
		no := refuseParam("input", i18n.Tf("%s 每次最多 %d 条文本，这里是 %d 条", "%s takes at most %d texts a request, and these are %d", e.ID, e.MaxBatch, len(list)))
		no.Verdict = e.Verdict
		if no := x.object("input", no); no != nil {
			return nil, no
		}
	}
	return x.texts(e, list, wrong)
}

func (x *exchange) tokenIDs(e *provider.Embedding) *refusal {
	got := x.target.Receive(choiceOf(e), provider.Sent{Field: "embeddings_tokens"})
	if !got.Refused && got.Support != provider.Undocumented {
		return nil
	}
	no := refuseParam("input", i18n.T("输入是 token 编号，这里只接受文本", "the input is token ids, and only text is taken"))
	no.Verdict = got.Verdict
	return x.object("input", no)
}

func (x *exchange) texts(e *provider.Embedding, list []any, wrong *refusal) ([]string, *refusal) {
	var out []string
	for _, v := range list {
		text, ok := v.(string)
		if ids, many := v.([]any); many && len(ids) > 0 {
			text, ok = encode(ids), true
		}
		if !ok || text == "" {
			return nil, wrong
		}
		if n := len([]rune(text)); e.MaxChars > 0 && n > e.MaxChars {
			no := refuseParam("input", i18n.Tf("%s 每条文本最多 %d 个字符，这里有 %d 个", "%s takes at most %d characters a text, and one has %d", e.ID, e.MaxChars, n))
			no.Verdict = e.Verdict
			if no := x.object("input", no); no != nil {
				return nil, no
			}
		}
		out = append(out, text)
	}
	return out, nil
}

// dimensions is the length of the vectors.
func (x *exchange) dimensions(e *provider.Embedding, asked any) (int, *refusal) {
	usual := e.Dimensions
	if usual == 0 {
		usual = unknownLength
	}
	if asked == nil {
		return usual, nil
	}
	n, ok := asked.(float64)
	if !ok || n < 1 || n > 65536 || n != math.Trunc(n) {
		return 0, refuseParam("dimensions", i18n.T("dimensions 应为正整数", "dimensions has to be a positive whole number"))
	}
	if len(e.Allowed) > 0 {
		if slices.Contains(e.Allowed, int(n)) {
			return int(n), nil
		}
		no := refuseParam("dimensions", i18n.Tf("%s 没有 %d 维（可用：%s）", "%s has no vectors of length %d (accepted: %s)", e.ID, int(n), fmt.Sprint(e.Allowed)))
		no.Verdict = e.Verdict
		return int(n), x.object("dimensions", no)
	}
	effect, no := x.take(choiceOf(e), "dimensions", provider.Sent{Field: "embeddings_dimensions", Value: n})
	if no != nil || !effect || !x.takes(choiceOf(e), "embeddings_dimensions", n) {
		return usual, no
	}
	return int(n), nil
}

// encoding reports whether vectors go over the wire in base64: where that is asked for and known to be taken.
func (x *exchange) encoding(e *provider.Embedding, asked any) (bool, *refusal) {
	if asked == nil {
		return false, nil
	}
	format, _ := asked.(string)
	if format != "float" && format != "base64" {
		return false, refuseParam("encoding_format", i18n.T("encoding_format 应为 float 或 base64", "encoding_format has to be float or base64"))
	}
	if format == "float" {
		return false, nil
	}
	got := x.target.Receive(choiceOf(e), provider.Sent{Field: "embeddings_encoding_format", Value: format})
	if got.Support == provider.Conflicting {
		got.Support = provider.Undocumented
	}
	switch {
	case got.Refused:
		_, no := x.take(choiceOf(e), "encoding_format", provider.Sent{Field: "embeddings_encoding_format", Value: format})
		return false, no
	case got.Support == provider.Undocumented, got.Support == provider.Ignored:
		x.note(&x.record.Ignored, "encoding_format") // not known to work: floats, as from a server that does not know it
		return false, nil
	}
	return true, nil
}

// vectors is the answer.
func vectors(model string, texts []string, n int, packed bool) map[string]any {
	var data []any
	used := 0
	for i, text := range texts {
		used += tokens(text)
		v := Vector(text, n)
		entry := map[string]any{"object": "embedding", "index": i, "embedding": v}
		if packed {
			b := make([]byte, 0, 4*n)
			for _, f := range v {
				b = binary.LittleEndian.AppendUint32(b, math.Float32bits(f))
			}
			entry["embedding"] = base64.StdEncoding.EncodeToString(b)
		}
		data = append(data, entry)
	}
	return map[string]any{
		"object": "list", "data": data, "model": model,
		"usage": map[string]any{"prompt_tokens": used, "total_tokens": used},
	}
}

// Vector is the embedding of a text: of length one, no entry zero, the same for the same text and length.
func Vector(text string, n int) []float32 {
	h := fnv.New64a()
	h.Write([]byte(text))
	state := h.Sum64()
	raw := make([]float64, n)
	sum := 0.0
	for i := range raw {
		state = state*6364136223846793005 + 1442695040888963407 // Knuth's linear congruential generator
		raw[i] = 0.1 + float64(state>>40)/(1<<24)
		if state>>39&1 == 1 {
			raw[i] = -raw[i]
		}
		sum += raw[i] * raw[i]
	}
	out := make([]float32, n)
	for i, f := range raw {
		out[i] = float32(f / math.Sqrt(sum))
	}
	return out
}
