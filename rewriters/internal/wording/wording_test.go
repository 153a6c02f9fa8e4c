package wording

import (
	"testing"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
)

func target(page string) *provider.Target {
	return provider.NewTarget(&provider.Provider{
		ID: "zhi-pu", Name: i18n.T("智谱 AI（BigModel）", "Zhipu AI (BigModel)"), KeyEnv: "ZAI_API_KEY",
		BaseURLs: []provider.BaseURL{{URL: "https://api.example/v1", Default: true}}, KeysPage: provider.Page{URL: page},
	})
}

// check applies the edits that a function gives for each text of a table.
func check(t *testing.T, table [][2]string, edits func(string) []edit.Edit) {
	t.Helper()
	for _, row := range table {
		out, err := edit.Apply([]byte(row[0]), edits(row[0]))
		if err != nil || string(out) != row[1] {
			t.Errorf("%q\n became %q\n    not %q (%v)", row[0], out, row[1], err)
		}
	}
}

func TestText(t *testing.T) {
	key := Of(target("https://keys.example/mine"), "OPENAI_API_KEY")
	same := func(s string) [2]string { return [2]string{s, s} }
	check(t, [][2]string{
		{"Enter your OpenAI API key: ", "Enter your Zhipu AI API key: "},
		{"Please enter an OpenAI API Key", "Please enter a Zhipu AI API Key"},
		{"other than OpenAI key", "other than Zhipu AI key"},
		{"Your Open AI secret key", "Your Zhipu AI secret key"},
		{"OpenAI's key is missing", "Zhipu AI's key is missing"},
		{`\nOpenAI API key`, `\nZhipu AI API key`},
		{"the API key for OpenAI", "the API key for Zhipu AI"},
		{"请输入 OpenAI 的 API 密钥：", "请输入 智谱 AI 的 API 密钥："},
		{"请设置OpenAI密钥", "请设置智谱 AI密钥"},
		{"OPENAI_API_KEY is not set", "ZAI_API_KEY is not set"},
		{"key (https://platform.openai.com/api-keys)", "key (https://keys.example/mine)"},
		{"key from platform.openai.com.", "key from keys.example/mine."},
		same("no Azure OpenAI API key"),
		same("OPENAI_API_KEY_2 and MY_OPENAI_API_KEY are others"),
		same("an OpenAI-compatible API key"),
		same("OpenAI compatible API key"),
		same("OpenAI is slow today"),
		same("openai_api_key"),
		same("https://platform.openai.com/docs/models"),
		same("https://api.openai.com/v1 needs something"),
	}, func(s string) []edit.Edit { return key.Text(s, false) })
	check(t, [][2]string{
		{"OpenAI: ", "Zhipu AI: "},
		{"OpenAI API key for OpenAI: ", "Zhipu AI API key for Zhipu AI: "},
		same("openai"),
		same("OpenAI-compatible server: "),
	}, func(s string) []edit.Edit { return key.Text(s, true) })
}

func TestAzureText(t *testing.T) {
	key := Of(target(""), "AZURE_OPENAI_API_KEY")
	check(t, [][2]string{
		{"an Azure OpenAI key in AZURE_OPENAI_API_KEY", "a Zhipu AI key in ZAI_API_KEY"},
		{"the OpenAI key", "the Zhipu AI key"},
	}, func(s string) []edit.Edit { return key.Text(s, false) })
}

func TestPlaceholder(t *testing.T) {
	key := Of(target(""), "OPENAI_API_KEY")
	check(t, [][2]string{
		{"OPENAI_API_KEY", "ZAI_API_KEY"},
		{"YOUR_OPENAI_API_KEY", "YOUR_ZAI_API_KEY"},
		{"<your_openai_api_key>", "<your_zai_api_key>"},
		{"your-openai-api-key", "your-zai-api-key"},
		{"your-openai-key-here", "your-zhipu-key-here"},
		{"<your OpenAI API key>", "<your Zhipu AI API key>"},
		{"MY_OPENAI_KEY", "MY_ZHIPU_KEY"},
		{"sk-...", "sk-..."},
		{"YOUR_API_KEY", "YOUR_API_KEY"},
		{"https://api.openai.com/v1", "https://api.openai.com/v1"},
	}, key.Placeholder)
}

func TestComment(t *testing.T) {
	key := Of(target("https://keys.example/mine"), "OPENAI_API_KEY")
	check(t, [][2]string{
		{"# platform.openai.com", "# keys.example/mine"},
		{"// https://platform.openai.com/api-keys", "// https://keys.example/mine"},
		{"# get openai api key from platform.openai.com", "# get Zhipu AI api key from keys.example/mine"},
		{"# get API key from top-right dropdown on OpenAI website", "# get API key at https://keys.example/mine"},
		{"# needs OPENAI_API_KEY", "# needs ZAI_API_KEY"},
		{"# see https://platform.openai.com/docs", "# see https://platform.openai.com/docs"},
		{"# billing is at platform.openai.com", "# billing is at platform.openai.com"},
		{"# the OpenAI client", "# the OpenAI client"},
	}, key.Comment)
	check(t, [][2]string{
		{"# platform.openai.com", "# platform.openai.com"},
		{"# get openai api key from platform.openai.com", "# get openai api key from platform.openai.com"},
		{"# the OpenAI API key", "# the Zhipu AI API key"},
	}, Of(target(""), "OPENAI_API_KEY").Comment)
}
