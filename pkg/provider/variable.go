package provider

import (
	"slices"
	"strings"
)

// speaking are words in the names of variables that speak of language models, whoever serves them, or of OpenAI.
var speaking = strings.Fields("OPENAI OPEN OAI AOAI GPT CHATGPT LLM LLMS AI CHAT CHATBOT EMBEDDING EMBEDDINGS EMBED MODEL MODELS COMPLETION COMPLETIONS DAVINCI")

// unnamed are words with which the name of a variable may begin that name nobody.
var unnamed = strings.Fields("API BASE URL URI ENDPOINT HOST SERVER SERVICE KEY TOKEN SECRET DEFAULT CUSTOM PROXY GATEWAY REMOTE HTTP HTTPS MY APP " +
	"BACKEND NEXT PUBLIC VITE REACT NUXT EXPO GATSBY")

// OfAnother reports whether the names of the variables that give a client its address and its key say that both are another
// service's: they begin with one name, and neither speaks of OpenAI or of models in general.
//
//	Have: MINING_BASE_URL and MINING_API_KEY; not LLM_BASE_URL and LLM_API_KEY, and not MINING_BASE_URL and OPENAI_API_KEY
func OfAnother(address, key string) bool {
	a, k := strings.Split(strings.ToUpper(address), "_"), strings.Split(strings.ToUpper(key), "_")
	general := func(word string) bool { return slices.Contains(speaking, word) }
	return len(a) > 1 && len(k) > 1 && a[0] != "" && a[0] == k[0] && !slices.Contains(unnamed, a[0]) && !slices.ContainsFunc(slices.Concat(a, k), general)
}
