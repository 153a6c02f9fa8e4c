package syntax

// Question is what is asked of a name before the file that it comes from is parsed, from texts alone.
type Question int

// The questions, which are about what is looked for: a package, or names of one.
const (
	Leads  Question = iota // may anything that the name gives lead to it?
	Makes                  // may calling the name make an object of it, or of a class that derives from it?
	Stands                 // may the name be one of it?
)

// Ways are those in which a text binds a name: by the definition of a function or of a class, which may derive from another,
// or otherwise.
type Ways struct{ Function, Class, Derived, Other bool }

// Concerns reports whether what is bound in some ways may answer a question with yes. A function of the project may well
// return what is looked for, but makes no object itself and is nothing of a package's.
func (q Question) Concerns(w Ways) bool {
	return w.Other || w.Derived && q == Makes || (w.Class || w.Function) && q == Leads
}
