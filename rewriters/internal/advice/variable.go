package advice

import (
	"regexp"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
)

var (
	family  = regexp.MustCompile(`^([A-Z0-9]+_)*(OPENAI|OPEN_AI|OAI|AOAI)(_[A-Z0-9_]+)$`)
	keyName = regexp.MustCompile(`^OPEN_?AI_(API_?)?KEY$|^OPENAI_TOKEN$`)
)

// IsVariable reports whether a text is the name of a variable about OpenAI.
func IsVariable(text string) bool { return family.MatchString(text) }

// IsKey reports whether a text is the name of a variable that holds a key of OpenAI's and is renamed with what reads it, in
// code and in configuration alike.
func IsKey(text string) bool { return keyName.MatchString(text) }

// Renames reports whether reads of a variable change to the target's; there may be no target.
func Renames(t *provider.Target, name string) bool {
	return t != nil && IsKey(name) && name != t.KeyEnv
}

// Access is how code uses a variable.
type Access int

// The ways to use one.
const (
	NoAccess Access = iota
	Reads
	Tests // asks whether it is set
	Sets
	Declares // says its type
	Names    // names it to something that cannot be followed: a schema, a settings library, an option parser
)

// Text says how a variable is used.
func (a Access) Text(name string) i18n.Text {
	switch a {
	case Sets:
		return i18n.Tf("设置环境变量 %s", "sets the variable %s", name)
	case Tests:
		return i18n.Tf("检查环境变量 %s 是否已设置", "tests whether the variable %s is set", name)
	case Declares:
		return i18n.Tf("声明环境变量 %s 的类型", "declares the type of the variable %s", name)
	case Names:
		return i18n.Tf("以名字提到环境变量 %s", "names the variable %s", name)
	}
	return i18n.Tf("读取环境变量 %s", "reads the variable %s", name)
}

// Shared says of a variable that it keeps its name.
var Shared = i18n.T("它的用途不止于已迁移的客户端，保持不变", "it serves more than clients that move, and stays")

// Becomes says that the variable in a read changes with the client that it is for.
func Becomes(t *provider.Target) i18n.Text {
	return i18n.Tf("随客户端改为 %s", "it becomes %s with the client", t.KeyEnv)
}

// Written says what to do where a variable is set to a key: under its new name the old key would be sent to the target.
func Written(t *provider.Target) i18n.Text {
	return i18n.Tf("值是写在代码里的密钥：请删去此行，改在环境中设置 %s", "the value is a key written into the code: remove the line and set %s in the environment", t.KeyEnv)
}

// Rename is the change of a key variable's name where it is set, tested or told of: it follows the clients that read it, and
// is not made while something else does.
func Rename(t *provider.Target, name string, sets, reads finding.Key, sure finding.Confidence, edits []finding.Edit) finding.Fix {
	return finding.Fix{
		Title:      i18n.Tf("将变量 %s 改名为 %s", "rename the variable %s to %s", name, t.KeyEnv),
		Why:        i18n.Tf("迁移后的客户端从 %s 读取密钥", "the clients that move read their key from %s", t.KeyEnv),
		Confidence: sure, Edits: edits,
		Provides: []finding.Key{sets}, Follows: []finding.Key{reads}, Unless: []finding.Key{reads},
	}
}

// Variable says what to do about a variable that is not renamed, by its name. What to put into one that holds an address
// depends on who reads it.
func Variable(name string, address i18n.Text) i18n.Text {
	switch {
	case strings.HasPrefix(name, "AZURE_"), strings.HasPrefix(name, "AOAI"), Has(name, "API_VERSION", "API_TYPE"):
		return OfAzure
	case strings.HasSuffix(name, "KEY"), strings.HasSuffix(name, "TOKEN"):
		return i18n.T("请在其中填入新平台的密钥", "put a key of the new provider there")
	case Has(name, AddressWords...):
		return address
	}
	return Option(name)
}

// Option says what to do about a variable that holds neither a key nor an address.
func Option(name string) i18n.Text {
	switch {
	case Has(name, "MODEL"):
		return i18n.T("请在部署环境中把它设为目标平台的模型名", "set it to a model of the target where the program is deployed")
	case Has(name, "ORG", "PROJECT"):
		return i18n.T("SDK 会把它作为请求头发给任何地址：请从环境中去掉", "the SDK sends it as a header to whatever host: remove it from the environment")
	}
	return i18n.T("请检查迁移后是否仍适用", "check whether it still holds after the move")
}

// OfAzure says what becomes of Azure's own settings.
var OfAzure = i18n.T("它属于 Azure 的配置，随客户端一起去掉", "it belongs to Azure and goes with that client")

// AddressWords are in the names of variables that hold an address.
var AddressWords = []string{"BASE", "URL", "ENDPOINT", "HOST"}

// SetTo says what to put into a variable that holds an address.
func SetTo(url string) i18n.Text {
	return i18n.Tf("请在部署环境中把它设为 %s", "set it to %s where the program is deployed", url)
}

// Has reports whether a name has one of some words in it.
func Has(name string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(name, w) })
}
