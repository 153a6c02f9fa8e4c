package provider

import (
	"encoding/json"
	"strings"
	"testing"
)

// The names below are a contract with scripts.
func TestRecordJSON(t *testing.T) {
	p, _ := Lookup("zhipu")
	for _, c := range []struct {
		record Record
		want   []string
		not    []string
	}{
		{p.Summary(), []string{
			`"id":"zhipu","name":{"zh":"智谱 AI（BigModel 开放平台 / Z.ai）","en":"Zhipu AI (BigModel) / Z.ai"}`,
			`"origin":"catalog"`, `"baseURL":"https://open.bigmodel.cn/api/paas/v4","keyEnv":"ZAI_API_KEY"`,
			`"models":[{"id":"glm-5.3","context":1000000,"output":131072,"vision":false,"tools":true,"json":"json_object","thinking":"always-on"`,
		}, []string{`"endpoints"`, `"parameters"`}},
		{p.Detail(), []string{
			`"id":"zhipu","name"`, `"endpoints":{"assistants":{"support":"incompatible","note":{"zh":"自有 /assistant 接口","en":"own /assistant API"},"sources":[{"url":"https://github.com/zai-org/z-ai-sdk-python","verified":"2026-04-08"}]}`,
			`"parameters":{`, `"min":{"value":0},"max":{"value":1},"risky":[0],"default":"1.0 (glm-4.6 and later), 0.6 (glm-4.5)"`,
			`"above"`, `"embeddings":[{"id":"embedding-3","dimensions":2048,"allowed":[256,512,1024,2048],"maxBatch":64`,
			`{"from":"whisper-1","to":null,`, `"unconfirmed":true`, `"sources":[{"id":"agentscope"`, `"undated":true`, `"gone":["glm-4"`,
		}, nil},
	} {
		data, err := json.Marshal(c.record)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range c.want {
			if want == `"above"` { // an open end is a mark on the bound
				want = `"min":{"value":0,"exclusive":true}`
			}
			if !strings.Contains(string(data), want) {
				t.Errorf("no %s in %.3000s", want, data)
			}
		}
		for _, not := range c.not {
			if strings.Contains(string(data), not) {
				t.Errorf("%s in the summary", not)
			}
		}
	}
	for _, p := range All() {
		a, err := json.Marshal(p.Detail())
		b, _ := json.Marshal(p.Detail())
		if err != nil || string(a) != string(b) {
			t.Errorf("%s: %v, or not the same bytes twice", p.ID, err)
		}
	}
	yi, _ := Lookup("yi")
	if data, _ := json.Marshal(yi.Detail()); !strings.Contains(string(data), `"status":"uncertain"`) || !strings.Contains(string(data), `"statusEvidence":[{"id":"team-moved"`) {
		t.Error("the status of yi is not shown")
	}
}
