package syntax

// names are the tables of one grammar: what its symbols and fields are called.
type names struct {
	kinds   []string
	symbols map[string][]uint16 // several symbols may share a kind
	field   []string
	fields  map[string]uint16
}

// errorSymbol is the library's number for a stretch of text that it could not parse; it lies outside the tables.
const errorSymbol = 0xffff

func (n *names) addKind(symbol uint16, kind string) {
	n.kinds = append(n.kinds, kind)
	n.symbols[kind] = append(n.symbols[kind], symbol)
}

func (n *names) addField(id uint16, name string) {
	for len(n.field) <= int(id) {
		n.field = append(n.field, "")
	}
	n.field[id] = name
	n.fields[name] = id
}

// kind returns the name of a symbol.
func (n *names) kind(symbol uint16) string {
	if int(symbol) < len(n.kinds) {
		return n.kinds[symbol]
	}
	return "ERROR"
}

// set returns the symbols of some kinds; a kind that the grammar lacks adds none.
func (n *names) set(kinds []string) kindSet {
	s := kindSet{in: make([]bool, len(n.kinds))}
	for _, k := range kinds {
		s.err = s.err || k == "ERROR"
		for _, symbol := range n.symbols[k] {
			s.in[symbol] = true
		}
	}
	return s
}

// kindSet is a set of symbols.
type kindSet struct {
	in  []bool
	err bool
}

func (s kindSet) has(symbol uint16) bool {
	if symbol == errorSymbol {
		return s.err
	}
	return s.in[symbol]
}
