package source

import "sync"

// Memo returns what make gave for a key when it was first asked: what several rewriters work out about a project, such as
// its parsed files, they share in this way. Keys are of types that their owners do not export, so that nobody meets
// another's. What is remembered must not depend on a target.
func (p *Project) Memo(key any, make func() any) any { return remember(&p.memo, key, make) }

// Memo is [Project.Memo] for what is known of the whole tree.
func (t *Tree) Memo(key any, make func() any) any { return remember(&t.memo, key, make) }

func remember(memo *sync.Map, key any, make func() any) any {
	once, ok := memo.Load(key)
	if !ok {
		once, _ = memo.LoadOrStore(key, sync.OnceValue(make))
	}
	return once.(func() any)()
}

// Forget drops what the project remembers, once nobody will ask any more.
func (p *Project) Forget() { p.memo.Clear() }
