package i18n

import "testing"

func TestDetect(t *testing.T) {
	for _, tt := range []struct {
		flag string
		env  map[string]string
		want Lang
	}{
		{"", nil, EN},
		{"zh", nil, ZH},
		{"en", map[string]string{"LANG": "zh_CN.UTF-8"}, EN},
		{"", map[string]string{"LANG": "zh_CN.UTF-8"}, ZH},
		{"", map[string]string{"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, EN},
		{"", map[string]string{"LC_ALL": "zh_TW"}, ZH},
		{"", map[string]string{"MIGRATE_LANG": "en", "LC_ALL": "zh_CN"}, EN},
		{"fr", map[string]string{"LANG": "zh_CN"}, ZH},
	} {
		if got := Detect(tt.flag, func(k string) string { return tt.env[k] }); got != tt.want {
			t.Errorf("Detect(%q, %v) = %s, want %s", tt.flag, tt.env, got, tt.want)
		}
	}
}

func TestIn(t *testing.T) {
	if got := T("中", "e").In(ZH) + T("中", "e").In(EN) + T("", "e").In(ZH) + T("中", "").In(EN); got != "中ee中" {
		t.Errorf("got %q", got)
	}
	if got := Tf("%[2]s 个 %[1]s", "%s %s", "a", "b"); got != T("b 个 a", "a b") {
		t.Errorf("got %v", got)
	}
}

func TestSpaced(t *testing.T) {
	for in, want := range map[string]string{
		"超出MiniMax接受的范围":       "超出 MiniMax 接受的范围",
		"n=2 在智谱最多 3 项":        "n=2 在智谱最多 3 项",
		"把temperature收到1.0，再试": "把 temperature 收到 1.0，再试",
		"":                     "",
	} {
		if got := Spaced(in); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}

func TestSpacedInSentences(t *testing.T) {
	for in, want := range map[string]string{
		"超出MiniMax接受的范围":        "超出 MiniMax 接受的范围",
		"智谱 AI没有模型，见app/服务a.py": "智谱 AI 没有模型，见app/服务a.py",
		"已有 gpt-4o 的说明":         "已有 gpt-4o 的说明",
		"共3处":                   "共 3 处",
		"":                      "",
	} {
		if got := Spaced(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
