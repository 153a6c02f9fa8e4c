package pyframe

import (
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/pymanifest"
)

// lacksPackage reports whether a site that moves takes a class out of a package that no manifest of the project names.
func (v *survey) lacksPackage(s *Site) bool {
	if s.Class == nil || s.Class.Package == "" {
		return false
	}
	b := v.imported(s)
	return b != nil && s.Class.Module(b.From) != b.From && !v.named(s.Class.Package)
}

// named reports whether a manifest names a package.
func (v *survey) named(name string) bool {
	known, ok := v.packages[name]
	if !ok {
		known = pymanifest.Named(v.pass.Project.Tree, v.pass.Project.Root, name)
		v.packages[name] = known
	}
	return known
}

func (v *survey) packageKey(c *Swap) finding.Key {
	return finding.Key{Kind: finding.KeyReads, Scope: v.pass.Project.Root, Name: "package " + c.Package}
}

// packageFinding names the package that sites need in the manifest that names the old one.
//
//	Have: llama-index-llms-openai==0.4.0 -> the same, and llama-index-llms-openai-like
func (v *survey) packageFinding() {
	if v.target == nil {
		return
	}
	var class *Swap
	var clients []finding.Key
	for _, s := range v.sites {
		if s.State == Moving && v.lacksPackage(s) {
			class, clients = s.Class, append(clients, s.key(finding.KeyClient))
		}
	}
	if class == nil {
		return
	}
	f, e, ok := pymanifest.Beside(v.pass.Project.Tree, v.pass.Project.Root, class.Beside, class.Package)
	if !ok || f.Mark != "" {
		return // the sites themselves say what they need
	}
	why := i18n.Tf("%[1]s 从 %[2]s 导入；请同时更新锁文件并安装", "%[1]s is imported from %[2]s; update the lock file and install it", class.Name, class.Package)
	v.pass.Report(finding.Finding{
		Rule: v.frame.rules.dep, Kind: finding.Dependency, File: f, SDK: v.frame.SDK, Symbol: class.Package, Confidence: finding.Likely,
		Span: source.Span{Start: lineStart(f.Data, e.Start), End: e.Start}, Message: why,
		Fixes: []finding.Fix{{
			Title: i18n.Tf("添加依赖 %s", "add the package %s", class.Package), Why: why, Confidence: finding.Likely,
			Edits:    []finding.Edit{{File: f, Edit: e}},
			Provides: []finding.Key{v.packageKey(class)}, Follows: clients,
		}},
	})
}
