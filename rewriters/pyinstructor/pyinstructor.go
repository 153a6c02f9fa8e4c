// Package pyinstructor is the rewriter for Instructor.
package pyinstructor

import "github.com/openai-migrate/migrate/rewriters/internal/pyframe"

// Rewriter is made of the table pyframe.Instructor.
var Rewriter = pyframe.Rewriter(pyframe.Instructor)
