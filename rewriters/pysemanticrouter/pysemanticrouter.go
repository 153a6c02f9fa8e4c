// Package pysemanticrouter is the rewriter for Semantic Router.
package pysemanticrouter

import "github.com/openai-migrate/migrate/rewriters/internal/pyframe"

// Rewriter is made of the table pyframe.SemanticRouter.
var Rewriter = pyframe.Rewriter(pyframe.SemanticRouter)
