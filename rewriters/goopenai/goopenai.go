// Package goopenai describes github.com/openai/openai-go, the official SDK, in all its versions.
//
// Address, key and organisation are options of NewClient; without them the SDK reads OPENAI_API_KEY and, from v1 on,
// OPENAI_BASE_URL. Options are applied in order and the last one wins.
//
//	Have: client := openai.NewClient()
//	->    client := openai.NewClient(
//	      	option.WithAPIKey(os.Getenv("ZAI_API_KEY")),
//	      	option.WithBaseURL("https://open.bigmodel.cn/api/paas/v4/"),
//	      )
//
// Names of models are aliases of string, so that a literal stands wherever a constant did; the alpha wraps every field, as in
// openai.F(openai.ChatModelGPT4o), and what it wraps is looked at. Fields that the SDK does not know are sent with
// option.WithJSONSet. The Responses API is another interface, and is reported where the target lacks it.
package goopenai

import (
	_ "embed"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/gosdk"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

// surface is the SDK as far as the rewriter looks at it, and models its names of models.
//
//go:embed sdk.go.txt
var surface string

//go:embed models.go.txt
var models string

// modules are the major versions; v0 and v1 share a path.
var modules = []string{"github.com/openai/openai-go", "github.com/openai/openai-go/v2", "github.com/openai/openai-go/v3"}

// SDK is the description.
var SDK = describe()

func describe() *gosdk.SDK {
	s := &gosdk.SDK{
		Name: "openai-go", Modules: modules, Stubs: gosyntax.Stubs{}, Makers: map[string]gosdk.Maker{}, Options: map[string]gosdk.Option{},
		Requests: map[string]finding.Capability{}, Method: method, Slashes: true,
		Since: map[string]string{"Slash": "v1.1.0"},
		Env:   gosdk.Env{Key: "OPENAI_API_KEY"},
		Door:  gosdk.Door{Call: "*/option.WithJSONSet"},
		Hand:  i18n.T("在 NewClient 中加 option.WithBaseURL 和 option.WithAPIKey", "give NewClient option.WithBaseURL and option.WithAPIKey"),
	}
	for _, m := range modules {
		stubs(s, m)
		s.Holders = append(s.Holders, m+".Client")
		for _, name := range makers {
			s.Makers[m+name] = gosdk.Maker{Shape: gosdk.ByOption}
		}
		for name, role := range options {
			s.Options[m+name] = gosdk.Option{Role: role}
		}
		for name, c := range requests {
			s.Requests[m+name] = c
		}
		for _, name := range []string{".F", ".String", ".Opt", "/packages/param.NewOpt"} {
			s.Through = append(s.Through, m+name)
		}
	}
	return s
}

// stubs cuts the surface into its packages.
func stubs(s *gosdk.SDK, module string) {
	for _, text := range strings.Split(surface[strings.Index(surface, "\npackage "):], "\npackage ")[1:] {
		name, rest, _ := strings.Cut(text, "\n")
		path := module + "/" + name
		switch name {
		case "openai":
			path = module
		case "param":
			path = module + "/packages/param"
		}
		switch name {
		case "option", "azure", "param":
		default:
			rest += models
		}
		s.Stubs[path] = "package " + name + "\n" + strings.ReplaceAll(rest, "%", module)
	}
}

// makers make a client, or one service of it.
var makers = []string{
	".NewClient", ".NewChatService", ".NewChatCompletionService", ".NewCompletionService", ".NewEmbeddingService",
	".NewImageService", ".NewAudioService", ".NewModerationService", ".NewModelService", ".NewFileService",
	"/responses.NewResponseService",
}

var options = map[string]gosdk.Role{
	"/option.WithBaseURL": gosdk.Address, "/option.WithAPIKey": gosdk.Key,
	"/option.WithOrganization": gosdk.Foreign, "/option.WithProject": gosdk.Foreign,
	"/option.WithEnvironmentProduction": gosdk.Reset,
	"/option.WithDataResidency":         gosdk.Clash, "/option.WithWorkloadIdentity": gosdk.Clash, "/option.WithX509WorkloadIdentity": gosdk.Clash,
	"/azure.WithEndpoint": gosdk.Azure, "/azure.WithAPIKey": gosdk.Azure, "/azure.WithTokenCredential": gosdk.Azure,
}

// requests are the types that name a model.
var requests = map[string]finding.Capability{
	".ChatCompletionNewParams": finding.Chat, ".CompletionNewParams": finding.Completions, ".EmbeddingNewParams": finding.Embeddings,
	".ImageGenerateParams": finding.Images, ".ImageEditParams": finding.Images, ".ImageNewVariationParams": finding.Images,
	".AudioSpeechNewParams": finding.Audio, ".AudioTranscriptionNewParams": finding.Audio, ".AudioTranslationNewParams": finding.Audio,
	".ModerationNewParams": finding.Moderation, ".BetaAssistantNewParams": finding.Assistants, ".BetaThreadRunNewParams": finding.Assistants,
	".FineTuningJobNewParams": finding.FineTuning, "/responses.ResponseNewParams": finding.Responses,
}

// capabilities says what part of the API a service is, by how its type's name begins; earlier rows win.
var capabilities = []struct {
	prefix     string
	capability finding.Capability
}{
	{"ChatCompletion", finding.Chat}, {"Completion", finding.Completions}, {"Embedding", finding.Embeddings}, {"Image", finding.Images},
	{"Audio", finding.Audio}, {"Moderation", finding.Moderation}, {"Model", finding.Models}, {"FineTuning", finding.FineTuning},
	{"VectorStore", finding.Assistants}, {"Batch", finding.Batches}, {"Beta", finding.Assistants}, {"Response", finding.Responses},
	{"File", finding.Files}, {"Upload", finding.Files},
}

// method names a call after its service.
// Have: client.Chat.Completions.New -> ChatCompletion.New
func method(receiver, name string) (string, finding.Capability) {
	service, ok := strings.CutSuffix(receiver, "Service")
	if !ok {
		return "", ""
	}
	for _, c := range capabilities {
		if strings.HasPrefix(service, c.prefix) {
			return service + "." + name, c.capability
		}
	}
	return service + "." + name, ""
}
