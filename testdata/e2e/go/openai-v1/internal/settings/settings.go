// Package settings is where the application reads its environment.
package settings

import "os"

// DefaultModel is used where nothing else is said.
const DefaultModel = "gpt-4o-mini"

// APIKey is the key of the model's service.
func APIKey() string { return os.Getenv("OPENAI_API_KEY") }
