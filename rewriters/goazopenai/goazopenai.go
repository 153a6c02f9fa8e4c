// Package goazopenai describes Azure's SDK github.com/Azure/azure-sdk-for-go/sdk/ai/azopenai.
//
// It speaks Azure's dialect: deployments in place of models, the api-key header or Entra ID in place of a bearer token. Only
// NewClientForOpenAI can be pointed elsewhere. All of it is reported with a recipe and nothing is edited, because the names of
// deployments say nothing of models.
package goazopenai

import (
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/gosdk"
	"github.com/openai-migrate/migrate/rewriters/internal/gosyntax"
)

const azopenai = "github.com/Azure/azure-sdk-for-go/sdk/ai/azopenai"

var port = i18n.T(
	"azopenai 使用 Azure 的部署地址和 api-key 请求头，无法指向其他平台：请换用 github.com/openai/openai-go，以 openai.NewClient(option.WithBaseURL(…), option.WithAPIKey(…)) 创建客户端，把 DeploymentName 换成模型名，GetChatCompletions 换成 Chat.Completions.New",
	"azopenai uses Azure's deployment URLs and the api-key header and cannot be pointed elsewhere: port it to github.com/openai/openai-go, make the client with openai.NewClient(option.WithBaseURL(…), option.WithAPIKey(…)), name a model in place of DeploymentName, and call Chat.Completions.New in place of GetChatCompletions")

var plain = i18n.T(
	"NewClientForOpenAI 使用 Bearer 认证，可以指向兼容的平台：请把第一个参数换成新地址，密钥换成新平台的，并把 DeploymentName 换成模型名；SDK 已停止更新，建议换用 github.com/openai/openai-go",
	"NewClientForOpenAI sends a bearer token and can be pointed at a compatible service: give it the new address as its first argument and a key of the new provider, and name a model as DeploymentName; the SDK is no longer updated, so github.com/openai/openai-go is the better home")

// SDK is the description.
var SDK = &gosdk.SDK{
	Name: "azopenai", Modules: []string{azopenai},
	Stubs: gosyntax.Stubs{azopenai: surface},
	Makers: map[string]gosdk.Maker{
		azopenai + ".NewClient":                  {Shape: gosdk.ByHand, Azure: true, Recipe: port},
		azopenai + ".NewClientWithKeyCredential": {Shape: gosdk.ByHand, Azure: true, Recipe: port},
		azopenai + ".NewClientForOpenAI":         {Shape: gosdk.ByHand, Recipe: plain},
	},
	Holders: []string{azopenai + ".Client"},
	Method:  method,
	Hand:    i18n.T("换用其他 SDK", "use another SDK"),
}

const surface = `package azopenai

type Client struct{}

func NewClient(endpoint string, credential, options any) (*Client, error)
func NewClientWithKeyCredential(endpoint string, credential, options any) (*Client, error)
func NewClientForOpenAI(endpoint string, credential, options any) (*Client, error)

func (c *Client) GetChatCompletions(args ...any) (any, error)
func (c *Client) GetChatCompletionsStream(args ...any) (any, error)
func (c *Client) GetCompletions(args ...any) (any, error)
func (c *Client) GetCompletionsStream(args ...any) (any, error)
func (c *Client) GetEmbeddings(args ...any) (any, error)
func (c *Client) GetImageGenerations(args ...any) (any, error)
func (c *Client) GetAudioTranscription(args ...any) (any, error)
func (c *Client) GetAudioTranslation(args ...any) (any, error)
func (c *Client) GenerateSpeechFromText(args ...any) (any, error)
`

// capabilities are the parts of the API by method.
var capabilities = map[string]finding.Capability{
	"GetChatCompletions": finding.Chat, "GetChatCompletionsStream": finding.Chat, "GetCompletions": finding.Completions,
	"GetCompletionsStream": finding.Completions, "GetEmbeddings": finding.Embeddings, "GetImageGenerations": finding.Images,
	"GetAudioTranscription": finding.Audio, "GetAudioTranslation": finding.Audio, "GenerateSpeechFromText": finding.Audio,
}

func method(_, name string) (string, finding.Capability) {
	c, ok := capabilities[name]
	if !ok {
		return "", ""
	}
	return name, c
}
