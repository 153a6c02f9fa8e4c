package gosdk

import (
	"testing"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
)

// TestNamesReadWell says the target's name in both languages.
func TestNamesReadWell(t *testing.T) {
	for _, tt := range []struct{ zh, en, wantZH, wantEN string }{
		{"智谱 AI（BigModel 开放平台 / Z.ai）", "Zhipu AI (BigModel) / Z.ai", "没有，智谱 AI 的密钥，指向智谱 AI", "a key of Zhipu AI"},
		{"MiniMax（稀宇科技）", "MiniMax", "没有，MiniMax 的密钥，指向 MiniMax", "a key of MiniMax"},
		{"百川智能", "Baichuan", "没有，百川智能的密钥，指向百川智能", "a key of Baichuan"},
	} {
		target := provider.Any()
		target.Provider = &provider.Provider{Name: i18n.T(tt.zh, tt.en)}
		got := (&run{target: target}).say("没有，%[1]s的密钥，指向%[1]s", "a key of %s")
		if got.ZH != tt.wantZH || got.EN != tt.wantEN {
			t.Errorf("%s: got %q, %q", tt.en, got.ZH, got.EN)
		}
	}
}
