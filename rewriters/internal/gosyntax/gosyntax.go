// Package gosyntax is what the Go rewriters share: it parses and loads the Go code of one project, follows values to
// where they come from, and turns changes of a syntax tree into small edits of the user's bytes.
//
// Loading is a ladder ([Load]). The import path of a file decides whether an SDK is used, never a package's name: many
// programs have packages of their own called openai. Where no file imports one, nothing but the files is read and no
// command is run. Otherwise the directories of the tree and go.mod say which files and modules belong together, as long as
// they leave nothing open: no workspace, no local replacement, no C, no package whose name is not in its path. Where they do,
// go/packages answers for the directories that import an SDK; nothing is compiled or downloaded and go.mod is never written.
// Where the go command is no help ([Program.Degraded] says why), the directories have to do, a little less exactly. Either
// way the packages are then type-checked from source, with every import that is not the project's own replaced by an empty
// package, or by a stub that declares an SDK's surface: the answer does not depend on what is in the module cache.
//
// Functions are checked when a question is asked that they may answer ([Program.Type] and its like about a node in them,
// [Program.Assigned] and its like about something that they name). A rewriter that first asks what names alone tell
// ([Program.Known], [Last]) has few of them checked.
//
// Values are followed without regard to order ([Program.Origins]): a model name may pass through a constant, a struct
// field, a functional option and a flag before it reaches a request.
//
// Changes are made on dst trees of the declarations that they touch ([File.Change]), which keep comments where they
// belong, and are brought back onto the user's bytes by a three-way merge, so that a file that is not gofmt-clean gets no
// unrelated line in its diff.
package gosyntax
