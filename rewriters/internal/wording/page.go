package wording

import (
	"regexp"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
)

var (
	// address matches OpenAI's pages that hand out keys; that of the platform itself is one where a text is about keys.
	address = regexp.MustCompile(`(?:https?://)?\b(?:platform|beta)\.openai\.com(?:/(?:account/|settings/(?:organization/)?)?api-keys\b)?/?`)
	// website matches words that lead there.
	// Have: get API key from top-right dropdown on OpenAI website
	website  = regexp.MustCompile(`(?i)\b(?:from|at|in|on|via) (?:(?:the|your|[\w-]*(?:right|left)|dropdown|menu|page|settings|on|in|of|at) ){0,6}open[ -]?ai(?:'s)? (?:website|site|dashboard|console|platform|account)\b(?: page)?`)
	aboutKey = regexp.MustCompile(`(?i)\bkeys?\b|api-keys|密钥|令牌`)
)

// pages puts the target's page in the place of OpenAI's, with a scheme where that has one.
func (k Key) pages(s string) (out []edit.Edit) {
	if k.page == "" {
		return nil
	}
	for _, at := range address.FindAllStringIndex(s, -1) {
		if behind := s[at[1]:]; inWord("", behind) || strings.IndexAny(behind, "/?#-") == 0 || strings.HasSuffix(s[:at[0]], ".") {
			continue // another page
		}
		out = append(out, edit.Edit{Start: at[0], End: at[1], New: k.pageLike(s[at[0]:at[1]]), Node: "text"})
	}
	return out
}

func (k Key) pageLike(was string) string {
	if strings.Contains(was, "://") {
		return k.page
	}
	_, bare, _ := strings.Cut(k.page, "://")
	return bare
}

// Comment returns the edits of a comment on a key, or right above it. One that leads to OpenAI's page stays where the
// target's is not known, and so does one that is about something else.
//
//	Have: # get API key from platform.openai.com -> # get API key from bigmodel.cn/usercenter/proj-mgmt/apikeys
func (k Key) Comment(s string) []edit.Edit {
	at, way := address.FindString(s), website.FindStringIndex(s)
	bare := at != "" && strings.Trim(s, "#/*-<!> \t\r") == at
	switch {
	case !bare && !aboutKey.MatchString(s) && len(k.names(s)) == 0, (at != "" || way != nil) && k.page == "":
		return nil
	case way != nil:
		return append(k.Text(s[:way[0]], false), edit.Edit{Start: way[0], End: way[1], New: "at " + k.page, Node: "comment"})
	}
	out := k.Text(s, false)
	for i := range out {
		out[i].Node = "comment"
	}
	return out
}
