// Package syntax parses Python, JavaScript and TypeScript into trees that rewriters read positions from.
//
// The parsers are the official tree-sitter modules, through cgo: maintained, tolerant of broken code, and exact to the
// byte. Nothing else in the repository imports tree-sitter, so that another backend can take its place here alone.
//
// A tree crosses from C to Go once. [Parse] makes one call, in which a few lines of C of our own (flat.c) parse the text
// and write the tree down as an array of small records in preorder; from then on it is plain Go memory, a [Node] is an
// index into it, and walking it costs what walking a slice costs. Measured on 60 kB of Python (a busy machine; the ratios
// count, and vary by a fifth): parsing alone 1; parsing and flattening 1.1; parsing and one query for calls, imports,
// assignments, strings and classes 1.3; parsing and asking each node through the binding for its kind only 1.4 to 2. The
// array was taken over queries: it costs no more, and a rewriter that follows a binding needs the scopes and parents that
// a list of matches does not have.
//
// What is known of the library and met here:
//   - A parser that was cancelled is broken afterwards (v0.25.0): every text gets a new one, which costs microseconds.
//   - The binding's ParseWithOptions leaks its payload: it is not called; flat.c has the read and progress functions.
//   - Junk makes the library take memory without end: [MaxSize], [Budget], and NUL bytes refused. The budget is processor
//     time and not time of day, so that a busy machine reads the same files as an idle one.
//
// What is known of the grammars, for those who read the trees:
//   - No error node does not mean valid code: Python 2 parses, as does much that the compilers' later stages refuse.
//   - TypeScript's `await f<T>(x)` is a call whose function is the await_expression: step into it.
//   - `import("x")` in a type looks like a call.
//   - `type(x).y` at the start of a statement can get lost in TypeScript.
package syntax
