package cost

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
)

// Profile is a usage as a person states it. In and Out are tokens a request.
type Profile struct {
	Model    string  `json:"model,omitempty"` // the profile is that of one model; empty for every model found
	Requests float64 `json:"requests"`
	In       float64 `json:"in"`
	Out      float64 `json:"out"`
	Cached   float64 `json:"cached"` // share of In that the provider finds in its cache, 0 to 1
	Peak     float64 `json:"peak"`   // share of the requests in peak hours, 0 to 1
}

// Default is the profile where the user states none: a thousand requests of middling length, none of them cached, all in
// the hours that cost most.
var Default = Profile{Requests: 1000, In: 1000, Out: 300, Peak: 1}

// ProfileError says what is wrong with the text of a profile.
type ProfileError struct {
	Part   string
	Reason i18n.Text
}

func (e *ProfileError) Error() string { return e.Text().EN }

// Text is the error for the user.
func (e *ProfileError) Text() i18n.Text {
	return i18n.T(fmt.Sprintf("--usage %q：%s", e.Part, e.Reason.ZH), fmt.Sprintf("--usage %q: %s", e.Part, e.Reason.EN))
}

// Hint says what a profile looks like.
func (e *ProfileError) Hint() i18n.Text {
	return i18n.T(
		"形如 requests=100000,in=1500,out=400,cached=30%,peak=50%,model=gpt-4o（in、out 为每次请求的 token 数），或 OpenAI 用量导出的 CSV 文件",
		"as in requests=100000,in=1500,out=400,cached=30%,peak=50%,model=gpt-4o (in and out are tokens a request), or a CSV file exported from OpenAI's usage page")
}

// ParseProfile reads "requests=…,in=…,out=…", with cached=, peak= and model= as one likes. What is not said is as in
// [Default].
func ParseProfile(text string) (Profile, error) {
	p := Default
	for part := range strings.SplitSeq(text, ",") {
		name, value, ok := strings.Cut(strings.TrimSpace(part), "=")
		if !ok {
			return p, &ProfileError{part, i18n.T("应为 名称=值", "is not of the form name=value")}
		}
		if err := p.set(name, value, part); err != nil {
			return p, err
		}
	}
	return p, nil
}

func (p *Profile) set(name, value, part string) error {
	var err error
	switch name {
	case "model":
		p.Model = value
		if o, ok := provider.OpenAIModel(value); !ok || o.Unknown {
			return &ProfileError{part, i18n.T("不是已知的 OpenAI 模型名", "is not the name of a known OpenAI model")}
		}
	case "requests":
		p.Requests, err = number(value)
	case "in":
		p.In, err = number(value)
	case "out":
		p.Out, err = number(value)
	case "cached":
		p.Cached, err = share(value)
	case "peak":
		p.Peak, err = share(value)
	default:
		return &ProfileError{part, i18n.T("没有这一项；可用 requests、in、out、cached、peak、model", "no such part; there are requests, in, out, cached, peak and model")}
	}
	if err != nil {
		return &ProfileError{part, i18n.T("应为不小于 0 的数（cached、peak 为 0 到 1，或百分比）", "wants a number that is not negative (cached and peak: 0 to 1, or per cent)")}
	}
	return nil
}

func number(s string) (float64, error) {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || v < 0 || math.IsInf(v, 0) || math.IsNaN(v) {
		return 0, fmt.Errorf("%q is not a count", s)
	}
	return v, nil
}

func share(s string) (float64, error) {
	text, percent := strings.CutSuffix(s, "%")
	v, err := number(text)
	if percent {
		v /= 100
	}
	if err != nil || v > 1 {
		return 0, fmt.Errorf("%q is not a share", s)
	}
	return v, nil
}

// Spread makes usages of profiles: each goes to its model, and one without a model to every model found that has none of
// its own. An embeddings model gets the profile's input and no output.
func Spread(profiles []Profile, found []string) []Usage {
	if len(profiles) == 0 {
		profiles = []Profile{Default}
	}
	own := map[string]bool{}
	for _, p := range profiles {
		own[p.Model] = true
	}
	var out []Usage
	for _, p := range profiles {
		if p.Model != "" {
			out = append(out, p.of(p.Model))
			continue
		}
		for _, name := range found {
			if !own[name] {
				out = append(out, p.of(name))
			}
		}
	}
	return out
}

func (p Profile) of(model string) Usage {
	u := Usage{Model: model, Requests: p.Requests, In: p.Requests * p.In, Out: p.Requests * p.Out, Peak: p.Peak}
	if o, _ := provider.OpenAIModel(model); o.Kind == "embeddings" {
		u.Out = 0
		return u
	}
	u.Cached = u.In * p.Cached
	return u
}
