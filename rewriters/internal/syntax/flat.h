#ifndef MIGRATE_FLAT_H
#define MIGRATE_FLAT_H

#include <stdint.h>

// flat_node is one node of a tree in preorder. The Go side reads it as type record: change both together.
typedef struct {
	uint16_t symbol;
	uint16_t field; // 0 where the parent gives the node no field
	uint32_t flags;
	uint32_t start; // bytes
	uint32_t end;
	int32_t parent; // index, -1 for the root
	int32_t prev;   // index of the sibling before, -1 for a first child
	int32_t size;   // nodes of the subtree, the node itself included
} flat_node;

enum { FLAT_NAMED = 1, FLAT_EXTRA = 2, FLAT_ERROR = 4, FLAT_MISSING = 8, FLAT_HAS_ERROR = 16 };

enum { FLAT_OK = 0, FLAT_TIMEOUT = 1, FLAT_LANGUAGE = 2, FLAT_MEMORY = 3 };

// flat_tree is the result of one parse. nodes belongs to the caller, who frees it; it is NULL unless status is FLAT_OK.
typedef struct {
	flat_node *nodes;
	int32_t count;
	int status;
} flat_tree;

// flat_allocate_in_c makes the library allocate without the Go binding; it is called once, before any parse.
void flat_allocate_in_c(void);

// flat_parse parses text and writes its tree down, giving up after budget nanoseconds of this thread's processor time.
flat_tree flat_parse(const void *language, const char *text, uint32_t length, int64_t budget);

// flat_sexp returns the tree as tree-sitter itself prints it, to be freed by the caller, or NULL.
char *flat_sexp(const void *language, const char *text, uint32_t length);

uint32_t flat_symbol_count(const void *language);
const char *flat_symbol_name(const void *language, uint16_t symbol);
uint32_t flat_field_count(const void *language);
const char *flat_field_name(const void *language, uint16_t field);

#endif
