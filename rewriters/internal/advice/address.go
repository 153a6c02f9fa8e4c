package advice

import (
	"strings"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
)

// What is said of an address of OpenAI's that is no client's.
var (
	AddressHere     = i18n.T("直接写有 OpenAI 的地址", "an address of OpenAI is written here")
	AddressInProse  = i18n.T("文字中提到 OpenAI 的地址：请确认是否需要更新", "a text names OpenAI's address: check whether it must change")
	AddressCompared = i18n.T("代码按地址是否为 OpenAI 判断：换了地址后会走另一分支", "the code decides by whether the address is OpenAI's: with another address the other branch is taken")
)

// AzureAddress says what takes the place of an address of Azure's.
func AzureAddress(t *provider.Target) i18n.Text {
	return i18n.Tf("写有 Azure OpenAI 的地址：请改为 %s，并改用 Authorization: Bearer 头", "an address of Azure OpenAI is written here: use %s, and the header Authorization: Bearer", t.BaseURL)
}

// ChangeAddress says what takes the place of an address, and what changes together with it.
func ChangeAddress(t *provider.Target, to string) i18n.Text {
	return i18n.Tf("直接写有 OpenAI 的地址：请改为 %[1]s，并从 %[2]s 读取密钥、换用目标平台的模型名",
		"an address of OpenAI is written here: use %[1]s, read the key from %[2]s and name a model of the target", to, t.KeyEnv)
}

// FullAddress is the target's address for what one of OpenAI's names: a full endpoint, or else the base.
func FullAddress(t *provider.Target, found string) string {
	for _, end := range []string{"/chat/completions", "/embeddings"} {
		if strings.HasSuffix(strings.TrimSuffix(found, "/"), end) {
			return t.BaseURL + end
		}
	}
	return t.BaseURL
}

// Address is FullAddress in the form in which the address was found: a base without its scheme, or a host alone.
func Address(t *provider.Target, found string) string {
	to := FullAddress(t, found)
	if strings.Contains(found, "://") || to != t.BaseURL {
		return to
	}
	_, to, _ = strings.Cut(to, "://")
	if !strings.Contains(found, "/") {
		to, _, _ = strings.Cut(to, "/")
	}
	return to
}
