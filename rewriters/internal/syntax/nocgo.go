//go:build !cgo

package syntax

// Python, JavaScript and TypeScript are parsed by a C library. Building migrate needs a C compiler on the PATH (gcc,
// clang, or zig as CC="zig cc") and CGO_ENABLED=1; released binaries need neither. This line does not compile so that
// the compiler says it.
const _ = building_migrate_needs_a_C_compiler__install_gcc_or_clang_and_set_CGO_ENABLED_1
