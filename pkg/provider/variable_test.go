package provider

import "testing"

func TestOfAnother(t *testing.T) {
	for _, c := range []struct {
		address, key string
		want         bool
	}{
		{"MINING_BASE_URL", "MINING_API_KEY", true},
		{"TEXT_GEN_WEB_UI_BASE_PATH", "TEXT_GEN_WEB_UI_API_KEY", true},
		{"MINING_BASE_URL", "OPENAI_API_KEY", false},
		{"MINING_BASE_URL", "SECRET_API_KEY", false},
		{"LLM_BASE_URL", "LLM_API_KEY", false},
		{"SHOP_LLM_BASE_URL", "SHOP_LLM_API_KEY", false},
		{"SHOP_OPENAI_BASE", "SHOP_KEY", false},
		{"OPENAI_BASE_URL", "OPENAI_API_KEY", false},
		{"API_BASE_URL", "API_KEY", false},
		{"BASE_URL", "API_KEY", false},
		{"BASE", "BASE_KEY", false},
		{"", "", false},
	} {
		if got := OfAnother(c.address, c.key); got != c.want {
			t.Errorf("OfAnother(%q, %q) = %v, want %v", c.address, c.key, got, c.want)
		}
	}
}
