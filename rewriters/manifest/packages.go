package manifest

import (
	"regexp"
	"strings"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
)

// eco is a registry of packages.
type eco string

const (
	pypi     eco = "PyPI"
	npm      eco = "npm"
	golang   eco = "Go"
	maven    eco = "Maven"
	nuget    eco = "NuGet"
	cargo    eco = "crates.io"
	composer eco = "Packagist"
	gems     eco = "RubyGems"
	swiftpm  eco = "SwiftPM"
	pub      eco = "pub.dev"
)

// need is what a target needs of a package.
type need int

const (
	nothing need = iota
	replaced
	beside  // another one is needed beside it
	recount // it counts tokens for OpenAI's models only
)

// pkg is one package.
type pkg struct {
	eco  eco
	name string
	sdk  string // as findings of code name it
	need need
	by   string // the other one
}

// packages are the ones that reach OpenAI or count for it. What is said of each beyond its name holds for all versions.
var packages = []pkg{
	{pypi, "openai", "openai-python", nothing, ""},
	{pypi, "langchain-openai", "langchain", nothing, ""},
	{pypi, "llama-index-llms-openai", "llama-index", beside, "llama-index-llms-openai-like"},
	{pypi, "llama-index-llms-openai-like", "llama-index", nothing, ""},
	{pypi, "llama-index-embeddings-openai", "llama-index", nothing, ""},
	{pypi, "llama-index-llms-azure-openai", "llama-index", replaced, "llama-index-llms-openai-like"},
	{pypi, "llama-index-embeddings-azure-openai", "llama-index", replaced, "llama-index-embeddings-openai-like"},
	{pypi, "openai-agents", "openai-agents", nothing, ""},
	{pypi, "openai-haystack", "haystack", nothing, ""},
	{pypi, "tiktoken", "tiktoken", recount, ""},
	{npm, "openai", "openai-node", nothing, ""},
	{npm, "openai-edge", "openai-node", nothing, ""},
	{npm, "@ai-sdk/openai", "ai-sdk", nothing, ""},
	{npm, "@ai-sdk/azure", "ai-sdk", replaced, "@ai-sdk/openai"},
	{npm, "@langchain/openai", "langchain-js", nothing, ""},
	{npm, "@langchain/azure-openai", "langchain-js", replaced, "@langchain/openai"},
	{npm, "@llamaindex/openai", "llamaindex-ts", nothing, ""},
	{npm, "@openai/agents", "openai-agents-js", nothing, ""},
	{npm, "@azure/openai", "openai-node", replaced, "openai"},
	{npm, "tiktoken", "tiktoken", recount, ""},
	{npm, "js-tiktoken", "tiktoken", recount, ""},
	{npm, "@dqbd/tiktoken", "tiktoken", recount, ""},
	{npm, "gpt-tokenizer", "tiktoken", recount, ""},
	{npm, "gpt-3-encoder", "tiktoken", recount, ""},
	{golang, "github.com/sashabaranov/go-openai", "go-openai", nothing, ""},
	{golang, "github.com/openai/openai-go", "openai-go", nothing, ""},
	{golang, "github.com/Azure/azure-sdk-for-go/sdk/ai/azopenai", "azopenai", replaced, "github.com/openai/openai-go"},
	{golang, "github.com/cloudwego/eino-ext/components/model/openai", "eino", nothing, ""},
	{golang, "github.com/cloudwego/eino-ext/components/embedding/openai", "eino", nothing, ""},
	{golang, "github.com/pkoukk/tiktoken-go", "tiktoken", recount, ""},
	{golang, "github.com/tiktoken-go/tokenizer", "tiktoken", recount, ""},
	{maven, "com.openai:openai-java", "openai-java", nothing, ""},
	{maven, "com.openai:openai-java-client-okhttp", "openai-java", nothing, ""},
	{maven, "org.springframework.ai:spring-ai-openai", "spring-ai", nothing, ""},
	{maven, "org.springframework.ai:spring-ai-starter-model-openai", "spring-ai", nothing, ""},
	{maven, "org.springframework.ai:spring-ai-openai-spring-boot-starter", "spring-ai", nothing, ""},
	{maven, "org.springframework.ai:spring-ai-starter-model-azure-openai", "spring-ai", replaced, "spring-ai-starter-model-openai"},
	{maven, "org.springframework.ai:spring-ai-azure-openai-spring-boot-starter", "spring-ai", replaced, "spring-ai-openai-spring-boot-starter"},
	{maven, "dev.langchain4j:langchain4j-open-ai", "langchain4j", nothing, ""},
	{maven, "dev.langchain4j:langchain4j-open-ai-spring-boot-starter", "langchain4j", nothing, ""},
	{maven, "dev.langchain4j:langchain4j-azure-open-ai", "langchain4j", replaced, "langchain4j-open-ai"},
	{maven, "io.quarkiverse.langchain4j:quarkus-langchain4j-openai", "langchain4j", nothing, ""},
	{maven, "com.azure:azure-ai-openai", "azure-ai-openai", replaced, "com.openai:openai-java"},
	{maven, "com.theokanning.openai-gpt3-java:service", "openai-gpt3-java", replaced, "com.openai:openai-java"},
	{maven, "com.theokanning.openai-gpt3-java:client", "openai-gpt3-java", replaced, "com.openai:openai-java"},
	{maven, "com.aallam.openai:openai-client", "openai-kotlin", nothing, ""},
	{maven, "io.github.sashirestela:simple-openai", "simple-openai", nothing, ""},
	{maven, "com.knuddels:jtokkit", "tiktoken", recount, ""},
	{nuget, "OpenAI", "openai-dotnet", nothing, ""},
	{nuget, "Azure.AI.OpenAI", "azure-openai-dotnet", replaced, "OpenAI"},
	{nuget, "Microsoft.SemanticKernel", "semantic-kernel", nothing, ""},
	{nuget, "Microsoft.SemanticKernel.Connectors.OpenAI", "semantic-kernel", nothing, ""},
	{nuget, "Microsoft.SemanticKernel.Connectors.AzureOpenAI", "semantic-kernel", replaced, "Microsoft.SemanticKernel.Connectors.OpenAI"},
	{nuget, "Microsoft.Extensions.AI.OpenAI", "openai-dotnet", nothing, ""},
	{nuget, "Betalgo.Ranul.OpenAI", "betalgo-openai", nothing, ""},
	{nuget, "Betalgo.OpenAI", "betalgo-openai", nothing, ""},
	{nuget, "Microsoft.ML.Tokenizers", "tiktoken", recount, ""},
	{cargo, "async-openai", "async-openai", nothing, ""},
	{cargo, "openai-api-rs", "openai-api-rs", nothing, ""},
	{cargo, "openai_dive", "openai_dive", nothing, ""},
	{cargo, "tiktoken-rs", "tiktoken", recount, ""},
	{composer, "openai-php/client", "openai-php", nothing, ""},
	{composer, "openai-php/laravel", "openai-laravel", nothing, ""},
	{composer, "openai-php/symfony", "openai-php", nothing, ""},
	{composer, "orhanerday/open-ai", "open-ai", nothing, ""},
	{gems, "ruby-openai", "ruby-openai", nothing, ""},
	{gems, "openai", "ruby-openai", nothing, ""},
	{gems, "tiktoken_ruby", "tiktoken", recount, ""},
	{swiftpm, "MacPaw/OpenAI", "macpaw-openai", nothing, ""},
	{swiftpm, "jamesrochabrun/SwiftOpenAI", "swiftopenai", nothing, ""},
	{pub, "openai_dart", "openai_dart", nothing, ""},
	{pub, "dart_openai", "dart_openai", nothing, ""},
	{pub, "langchain_openai", "langchain_openai", nothing, ""},
	{pub, "chat_gpt_sdk", "chat_gpt_sdk", nothing, ""},
}

// find returns the package of a name; PyPI does not tell dashes, dots, underscores and cases apart, NuGet no cases, and a
// Go module's name may end in a major version.
func find(e eco, name string) *pkg {
	name = plain(e, name)
	for i := range packages {
		if p := &packages[i]; p.eco == e && plain(e, p.name) == name {
			return p
		}
	}
	return nil
}

var major = regexp.MustCompile(`/v[0-9]+$`)

func plain(e eco, name string) string {
	switch e {
	case pypi:
		return strings.NewReplacer("_", "-", ".", "-").Replace(strings.ToLower(name))
	case nuget:
		return strings.ToLower(name)
	case golang:
		return major.ReplaceAllString(name, "")
	}
	return name
}

// todo says what a target needs of the package; manual is true where a person has to do something.
func (p *pkg) todo(t *provider.Target) (text i18n.Text, manual bool) {
	name := t.Brief()
	switch p.need {
	case replaced:
		return i18n.Tf("它只用于 Azure 或已停止维护，不能指向%[1]s：换成 %[3]s", "it serves Azure alone or is no longer kept, and cannot be pointed at %[2]s: put %[3]s in its place", name.ZH, name.EN, p.by), true
	case beside:
		return i18n.Tf("它只认 OpenAI 的模型名：还需安装 %s", "it knows OpenAI's models only: install %s, too", p.by), true
	case recount:
		return i18n.T("它按 OpenAI 的模型分词，迁移后的计数只是估计；计费以"+name.ZH+"返回的 usage 为准", "it counts for OpenAI's models: after the move its counts are estimates, what is billed is the usage that "+name.EN+" returns"), false
	}
	return i18n.T("迁移后继续使用，无需改动", "it stays and needs no change"), false
}
