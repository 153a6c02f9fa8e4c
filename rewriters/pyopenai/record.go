package pyopenai

import (
	"slices"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// elsewhereUsed returns a use other than as a model of a name that stands in a record, an entry beside others of what code
// goes through; invalid for other names. What else is called by the name, an index or a deployment, is not renamed by a
// change of model: a person must tell the two apart.
//
//	Have: for index in [{"name": "text-embedding-3-small", "dimension": 1536}, ...]: create_index(index["name"]); embed(model=index["name"])
func (s *survey) elsewhereUsed(k *sink) syntax.Node {
	if !slices.ContainsFunc(k.Values, pysyntax.Value.InRecord) {
		return syntax.Node{}
	}
	return s.otherUse(k.Values)
}

// keepNamed keeps a client in place that sends a name which a person must tell apart first: address and key would go ahead of
// it, and the request fail. It reports whether one was found.
func (s *survey) keepNamed() bool {
	for _, c := range s.all() {
		if s.target == nil || !c.moves() {
			continue
		}
		for _, r := range c.requests {
			if r.parted() || !s.serves(r.api) {
				continue
			}
			for _, k := range s.models.Of(r) {
				if n := s.elsewhereUsed(k); n.Valid() {
					c.state = byHand
					c.why = i18n.Tf("请求的模型名 %[1]s 还用在 %[2]s：请先人工区分两者", "the name %[1]s of the model that it asks for is used at %[2]s as well: tell the two apart by hand first", k.Name, s.Place(n))
					return true
				}
			}
		}
	}
	return false
}

// merged returns another name of the list that a name stands in which becomes the same model, empty for none.
func (s *survey) merged(k *sink, id string) string {
	list := k.Node.Parent()
	if !list.Is("list", "tuple", "set") {
		return ""
	}
	for _, o := range s.models.All() {
		if c, ok := s.target.Model(o.Name, need(o)); ok && o != k && o.Node.Parent() == list && c.ID == id {
			return o.Name
		}
	}
	return ""
}

// mergedWhy says what becomes of a list in which two names are replaced by one.
func mergedWhy(name, id string) i18n.Text {
	return i18n.Tf("同一列表中的 %[1]s 也会换成 %[2]s：请去掉重复的一个或另选模型", "%[1]s in the same list becomes %[2]s, too: drop one of the two or choose another model", name, id)
}
