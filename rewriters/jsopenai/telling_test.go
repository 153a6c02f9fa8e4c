package jsopenai

import (
	"testing"

	"github.com/openai-migrate/migrate/pkg/source"
)

func TestTells(t *testing.T) {
	for text, want := range map[string]bool{
		"import OpenAI from 'openai'": true, `require("openai-edge")`: true, "import x from '@azure/openai'": true, "import('js-tiktoken')": true,
		"from 'gpt-3-encoder'": true, "from 'gpt3-tokenizer'": true, "from 'llamaindex'": true, "from \"ai\"": true, "from `ai`": true, "from 'ai/react'": true,
		"https://esm.sh/ai@3": true, "from '@ai-sdk/anthropic'": true, "'@langchain/openai'": true, "langchain/chat_models/x": true, "'@posthog/ai'": true,
		"openai.com": true, "openai.azure": true, "OPENAI_API_KEY": true, "OPEN_AI_KEY": true, "'sk-a": true, "chat.completions.create(": true,
		"embeddings.create(": true, "createChatCompletion(": true, "createEmbedding(": true, "'openai/o1": true, "'gpt-4": true, "`chatgpt-4o": true,
		"'text-embedding-3": true, "'text-davinci": true, "\"davinci": true, "'o1'": true, "\"o3-mini\"": true, "`o4`": true, "'dall-e-3": true,
		"'whisper-1'": true, "'tts-1'": true, "'ft:gpt": true, "new OpenAI(": true, "from './lib/OpenAI'": true, "require('./my-openai')": true,
		"// we could ask OpenAI": false, "const fail = 'x'": false, "a gpt-4 of sorts": false, "'o5'": false, "": false,
	} {
		f, err := source.NewFile("a.ts", []byte("x\n"+text+"\ny\n"))
		if err != nil {
			t.Fatal(err)
		}
		if got := tells(f); got != want || telling.Match(f.Data) != want {
			t.Errorf("%q: %v, by the whole text %v, want %v", text, got, telling.Match(f.Data), want)
		}
	}
}
