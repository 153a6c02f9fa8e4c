// Parsing and flattening in one piece, so that a file costs two calls out of Go and no call back into it.
//
// The library itself is compiled by the module go-tree-sitter, whose headers cgo cannot find from here; what we call of
// it is declared below. These declarations are its ABI at the version pinned in go.mod, and the tests compare every node
// with the library's own printing.

#include "flat.h"

#include "arena.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#ifdef _WIN32
#include <windows.h>
#endif

typedef struct TSParser TSParser;
typedef struct TSTree TSTree;
typedef struct { uint32_t row, column; } TSPoint;
typedef struct { uint32_t context[4]; const void *id; const TSTree *tree; } TSNode;
typedef struct { const void *tree, *id; uint32_t context[3]; } TSTreeCursor;

typedef struct {
	void *payload;
	const char *(*read)(void *payload, uint32_t at, TSPoint point, uint32_t *length);
	int encoding; // 0 is UTF-8
	uint32_t (*decode)(const uint8_t *text, uint32_t length, int32_t *code);
} TSInput;

typedef struct { void *payload; uint32_t at; bool has_error; } TSParseState;
typedef struct { void *payload; bool (*progress)(TSParseState *state); } TSParseOptions;

extern void ts_set_allocator(void *(*)(size_t), void *(*)(size_t, size_t), void *(*)(void *, size_t), void (*)(void *));
extern TSParser *ts_parser_new(void);
extern void ts_parser_delete(TSParser *);
extern bool ts_parser_set_language(TSParser *, const void *language);
extern TSTree *ts_parser_parse_with_options(TSParser *, const TSTree *old, TSInput, TSParseOptions);
extern void ts_tree_delete(TSTree *);
extern TSNode ts_tree_root_node(const TSTree *);
extern TSTreeCursor ts_tree_cursor_new(TSNode);
extern void ts_tree_cursor_delete(TSTreeCursor *);
extern TSNode ts_tree_cursor_current_node(const TSTreeCursor *);
extern uint16_t ts_tree_cursor_current_field_id(const TSTreeCursor *);
extern bool ts_tree_cursor_goto_parent(TSTreeCursor *);
extern bool ts_tree_cursor_goto_next_sibling(TSTreeCursor *);
extern bool ts_tree_cursor_goto_first_child(TSTreeCursor *);
extern uint16_t ts_node_symbol(TSNode);
extern uint32_t ts_node_start_byte(TSNode);
extern uint32_t ts_node_end_byte(TSNode);
extern bool ts_node_is_named(TSNode);
extern bool ts_node_is_extra(TSNode);
extern bool ts_node_is_error(TSNode);
extern bool ts_node_is_missing(TSNode);
extern bool ts_node_has_error(TSNode);
extern char *ts_node_string(TSNode);
extern uint32_t ts_language_symbol_count(const void *);
extern const char *ts_language_symbol_name(const void *, uint16_t);
extern uint32_t ts_language_field_count(const void *);
extern const char *ts_language_field_name_for_id(const void *, uint16_t);

// text is what the library reads from and how long it may take.
typedef struct {
	const char *start;
	uint32_t length;
	int64_t deadline; // on the clock of now()
	unsigned calls;
} text;

// now is the processor time of this thread in nanoseconds: a busy machine does not make a file unparsable.
static int64_t now(void) {
#ifdef _WIN32
	FILETIME created, exited, kernel, user;
	GetThreadTimes(GetCurrentThread(), &created, &exited, &kernel, &user);
	uint64_t k = (uint64_t)kernel.dwHighDateTime << 32 | kernel.dwLowDateTime;
	uint64_t u = (uint64_t)user.dwHighDateTime << 32 | user.dwLowDateTime;
	return (int64_t)((k + u) * 100);
#else
	struct timespec t;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
#endif
}

// read_text hands out the rest of the text at once; nothing is copied.
static const char *read_text(void *payload, uint32_t at, TSPoint point, uint32_t *length) {
	text *t = payload;
	(void)point;
	*length = at < t->length ? t->length - at : 0;
	return at < t->length ? t->start + at : "";
}

// expired is asked after every hundred steps of the parser and looks at the clock every eighth time.
static bool expired(TSParseState *state) {
	text *t = state->payload;
	return t->calls++ % 8 == 0 && now() >= t->deadline;
}

// parse makes a parser for this one text: one that was cancelled is not fit for another (v0.25.0), and a new one costs
// microseconds.
static TSTree *parse(const void *language, text *t, int *status) {
	TSParser *parser = ts_parser_new();
	TSTree *tree = NULL;
	*status = FLAT_LANGUAGE;
	if (ts_parser_set_language(parser, language)) {
		TSInput input = {t, read_text, 0, NULL};
		TSParseOptions options = {t, expired};
		tree = ts_parser_parse_with_options(parser, NULL, input, options);
		*status = tree ? FLAT_OK : FLAT_TIMEOUT;
	}
	ts_parser_delete(parser);
	return tree;
}

static flat_node record(const TSTreeCursor *cursor, int32_t parent, int32_t prev) {
	TSNode n = ts_tree_cursor_current_node(cursor);
	flat_node f = {ts_node_symbol(n), ts_tree_cursor_current_field_id(cursor), 0,
		ts_node_start_byte(n), ts_node_end_byte(n), parent, prev, 1};
	if (ts_node_is_named(n)) f.flags |= FLAT_NAMED;
	if (ts_node_is_extra(n)) f.flags |= FLAT_EXTRA;
	if (ts_node_is_error(n)) f.flags |= FLAT_ERROR;
	if (ts_node_is_missing(n)) f.flags |= FLAT_MISSING;
	if (ts_node_has_error(n)) f.flags |= FLAT_HAS_ERROR;
	return f;
}

// push adds the cursor's node to the tree; false when there is no memory for it.
static bool push(flat_tree *out, int32_t *room, const TSTreeCursor *cursor, int32_t parent, int32_t prev) {
	if (out->count == *room) {
		int32_t more = *room * 2;
		flat_node *nodes = realloc(out->nodes, (size_t)more * sizeof *nodes);
		if (!nodes) return false;
		out->nodes = nodes;
		*room = more;
	}
	out->nodes[out->count++] = record(cursor, parent, prev);
	return true;
}

// leave climbs from node at, whose subtree is complete, to the next node with a sibling; -1 at the end.
static int32_t leave(flat_tree *out, TSTreeCursor *cursor, int32_t at) {
	while (at >= 0) {
		out->nodes[at].size = out->count - at;
		if (ts_tree_cursor_goto_next_sibling(cursor)) return at;
		if (!ts_tree_cursor_goto_parent(cursor)) return -1;
		at = out->nodes[at].parent;
	}
	return -1;
}

// flatten walks with a cursor, which keeps its path on the heap: depth costs no stack.
static void flatten(flat_tree *out, TSTreeCursor *cursor, uint32_t length) {
	int32_t room = 64 + (int32_t)(length / 4);
	out->nodes = malloc((size_t)room * sizeof *out->nodes);
	int32_t parent = -1, prev = -1;
	while (out->nodes && push(out, &room, cursor, parent, prev)) {
		int32_t at = out->count - 1;
		if (ts_tree_cursor_goto_first_child(cursor)) {
			parent = at;
			prev = -1;
			continue;
		}
		prev = leave(out, cursor, at);
		if (prev < 0) return;
		parent = out->nodes[prev].parent;
	}
	free(out->nodes);
	out->nodes = NULL;
	out->status = FLAT_MEMORY;
}

// The Go binding has the library allocate through functions of its own, so that every node would call back into Go and
// from there malloc.
void flat_allocate_in_c(void) { ts_set_allocator(arena_malloc, arena_calloc, arena_realloc, arena_free); }

flat_tree flat_parse(const void *language, const char *start, uint32_t length, int64_t budget) {
	flat_tree out = {NULL, 0, FLAT_OK};
	arena *memory = arena_open();
	text t = {start, length, now() + budget, 0};
	TSTree *tree = parse(language, &t, &out.status);
	if (tree) {
		TSTreeCursor cursor = ts_tree_cursor_new(ts_tree_root_node(tree));
		flatten(&out, &cursor, length);
	}
	arena_close(memory); // the tree and the cursor with it
	return out;
}

char *flat_sexp(const void *language, const char *start, uint32_t length) {
	text t = {start, length, INT64_MAX, 0};
	int status;
	TSTree *tree = parse(language, &t, &status);
	if (!tree) return NULL;
	char *s = ts_node_string(ts_tree_root_node(tree));
	char *copy = malloc(strlen(s) + 1); // which its caller can free
	if (copy) strcpy(copy, s);
	arena_free(s);
	ts_tree_delete(tree);
	return copy;
}

uint32_t flat_symbol_count(const void *language) { return ts_language_symbol_count(language); }
const char *flat_symbol_name(const void *language, uint16_t symbol) { return ts_language_symbol_name(language, symbol); }
uint32_t flat_field_count(const void *language) { return ts_language_field_count(language); }
const char *flat_field_name(const void *language, uint16_t field) { return ts_language_field_name_for_id(language, field); }
