// Package pylangchain is the rewriter for LangChain: langchain_openai and the older paths of the same classes.
package pylangchain

import "github.com/openai-migrate/migrate/rewriters/internal/pyframe"

// Rewriter is made of the table pyframe.LangChain.
var Rewriter = pyframe.Rewriter(pyframe.LangChain)
