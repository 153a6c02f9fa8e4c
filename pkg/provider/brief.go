package provider

import (
	"strings"

	"github.com/openai-migrate/migrate/pkg/i18n"
)

// Brief returns the provider's name without what it is also called, for use within a sentence.
//
// Have: Zhipu AI (BigModel) / Z.ai -> Zhipu AI
func (p *Provider) Brief() i18n.Text { return i18n.T(brief(p.Name.ZH), brief(p.Name.EN)) }

func brief(name string) string {
	for _, mark := range []string{"（", " (", " / "} {
		name, _, _ = strings.Cut(name, mark)
	}
	return name
}
