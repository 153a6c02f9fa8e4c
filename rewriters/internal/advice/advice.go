// Package advice is what people are told of a variable, an address, a model and an endpoint, in whatever language their code
// is written.
//
// The rewriters of each language find things in their own way and decide by themselves what becomes of them; what they then
// say is the same sentence, in Chinese and in English, and the reader of a report over a whole tree must not meet it in five
// wordings. So the sentences stand here, with the little knowledge that chooses between them: what a variable is for by its
// name, what a place in the code does with a model's name, in what form an address was found, what the target is known to
// have. Nothing here looks at code.
//
// A sentence that one rewriter says alone stays with it.
package advice

import "github.com/openai-migrate/migrate/pkg/i18n"

// join adds what else there is to say, if there is anything.
func join(text i18n.Text, more ...i18n.Text) i18n.Text {
	for _, m := range more {
		if m != (i18n.Text{}) {
			text = i18n.Join(text, m)
		}
	}
	return text
}
