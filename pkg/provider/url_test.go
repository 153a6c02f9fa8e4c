package provider

import "testing"

func TestByURL(t *testing.T) {
	for _, c := range []struct{ url, want string }{
		{"https://api.openai.com/v1", "openai"},
		{"https://api.openai.com", "openai"},
		{"https://api.openai.com:443/v1/", "openai"},
		{"http://API.OpenAI.com/v1", "openai"},
		{"api.openai.com/v1", "openai"},
		{"api.openai.com", "openai"},
		{"wss://api.openai.com/v1/realtime?model=gpt-realtime", "openai"},
		{"https://eu.api.openai.com/v1", "openai"},
		{"https://api.openai.com/v1/chat/completions is the address", "openai"},
		{"https://user:pw@api.openai.com/v1", "openai"},
		{"  https://api.openai.com/v1\n", "openai"},
		{"https://platform.openai.com/docs", ""},
		{"https://openai.com/blog", ""},
		{"https://api.openai.com.evil.example/v1", ""},
		{"https://notapi.openai.example/v1", ""},
		{"https://api.openai.example.com/v1", ""},
		{"https://myapi.openai.com.cn", ""},

		{"https://res.openai.azure.com/openai/deployments/x", "azure"},
		{"https://res.cognitiveservices.azure.com/", "azure"},
		{"https://res.services.ai.azure.com/models", "azure"},
		{"https://${RESOURCE}.openai.azure.com/openai", "azure"},
		{"https://{resource}.openai.azure.com", "azure"},
		{"https://<your-resource>.openai.azure.com/", "azure"},
		{"https://%s.openai.azure.com/", "azure"},
		{"https://portal.azure.com", ""},

		{"https://open.bigmodel.cn/api/paas/v4/", "zhipu"},
		{"https://api.z.ai/api/coding/paas/v4", "zhipu"},
		{"https://qianfan.baidubce.com/v2", "baidu"},
		{"https://dashscope.aliyuncs.com/compatible-mode/v1", "alibaba"},
		{"https://ws-1234.cn-beijing.maas.aliyuncs.com/compatible-mode/v1", "alibaba"},
		{"https://api.minimaxi.com/v1", "minimax"},
		{"https://api.minimax.chat/v1", "minimax"},
		{"https://api.lingyiwanwu.com/v1", "yi"},
		{"https://api.deepseek.com", "deepseek"},
		{"https://api.deepseek.com/beta", "deepseek"},
		{"https://api.moonshot.ai/v1", "moonshot"},
		{"https://api.kimi.com/coding/v1", "moonshot"},
		{"https://ark.cn-beijing.volces.com/api/v3/chat/completions", "ark"},
		{"https://api.hunyuan.cloud.tencent.com/v1", "tencent"},
		{"https://tokenhub-intl.tencentcloudmaas.com/v1", "tencent"},
		{"https://spark-api-open.xf-yun.com/v2", "spark"},
		{"https://api.stepfun.ai/v1", "stepfun"},
		{"https://api.siliconflow.cn/v1", "siliconflow"},
		{"https://api.baichuan-ai.com/v1", "baichuan"},
		{"https://api.sensenova.cn/compatible-mode/v2", "sensenova"},
		{"https://api-inference.modelscope.cn/v1", "modelscope"},
		{"https://token-plan-cn.xiaomimimo.com/v1", "mimo"},
		{"https://www.aliyuncs.com/", ""},

		{"http://localhost:11434/v1", "local"},
		{"localhost:8000", "local"},
		{"http://127.0.0.1:8000/v1", "local"},
		{"http://[::1]:8000/v1", "local"},
		{"http://192.168.1.20/v1", "local"},
		{"http://10.0.0.7:3000", "local"},
		{"http://0.0.0.0:8000", "local"},
		{"http://ollama:11434/v1", "local"},
		{"ollama:11434", "local"},
		{"http://host.docker.internal:8000", "local"},
		{"http://llm.default.svc.cluster.local/v1", "local"},
		{"http://localhost:${PORT}/v1", "local"},
		{"http://8.8.8.8/v1", ""},

		{"", ""},
		{"/v1/chat/completions", ""},
		{"openai", ""},
		{"hello world", ""},
		{"${HOST}/v1", ""},
		{"https://${HOST}/v1", ""},
		{"{base_url}/chat", ""},
		{"https://{host}.com/v1", ""},
		{"https://", ""},
		{"https://example.com:abc/v1", ""},
		{"https://exa mple.com", "local"}, // a host ends at the first blank
		{"https://gateway.example.com/openai/v1", ""},
		{"mailto:a@api.openai.com", ""},
	} {
		if got := ByURL(c.url); got != c.want {
			t.Errorf("ByURL(%q) = %q, want %q", c.url, got, c.want)
		}
	}
}

// Every address of the catalog must be known by its host.
func TestByURLKnowsTheCatalog(t *testing.T) {
	for _, p := range All() {
		for _, u := range p.BaseURLs {
			if got := ByURL(u.URL); got != p.ID && got != "local" {
				t.Errorf("%s: ByURL(%s) = %q", p.ID, u.URL, got)
			}
		}
	}
}

func FuzzByURL(f *testing.F) {
	for _, s := range []string{"https://api.openai.com/v1", "${HOST}/v1", "[::1", "a:b@c", "http://[", "%s.openai.azure.com", "localhost:"} {
		f.Add(s)
	}
	f.Fuzz(func(_ *testing.T, s string) { ByURL(s) })
}
