#include "arena.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// A piece begins with its class, so that it can be given back without its size. Pieces are aligned for any type.
typedef union {
	struct { uint32_t class; } is;
	max_align_t align;
} head;

// The classes: up to SMALL bytes every 16 bytes, above that every power of two. FOREIGN is a piece of malloc's.
enum { STEP = 16, SMALL = 1024, SMALLS = SMALL / STEP, CLASSES = SMALLS + 32, FOREIGN = CLASSES };

// Chunks are of CHUNK bytes, or of one larger piece. So many of an arena's, and so many arenas, are kept for the next text.
enum { CHUNK = 1 << 20, KEPT_CHUNKS = 8, KEPT = 16 };

typedef struct chunk {
	struct chunk *next;
	size_t size;
	max_align_t data[];
} chunk;

typedef struct piece { struct piece *next; } piece;

struct arena {
	chunk *chunks, *idle;
	char *at, *end;
	piece *spare[CLASSES];
};

static _Thread_local arena *current;

static _Atomic(arena *) kept[KEPT];

// class_of returns the class of a piece for n bytes, whose size it rounds n up to; FOREIGN for one that is too large.
static uint32_t class_of(size_t *n) {
	if (*n <= SMALL) {
		uint32_t k = *n ? (uint32_t)((*n - 1) / STEP) : 0;
		*n = (size_t)(k + 1) * STEP;
		return k;
	}
	size_t size = 2 * SMALL;
	for (uint32_t k = SMALLS; k < CLASSES; k++, size *= 2) {
		if (*n <= size) {
			*n = size;
			return k;
		}
	}
	return FOREIGN;
}

static size_t size_of(uint32_t class) {
	return class < SMALLS ? (size_t)(class + 1) * STEP : (size_t)(2 * SMALL) << (class - SMALLS);
}

// must is malloc for the library, which does not look whether it gets what it asks for.
static void *must(void *p) {
	if (!p) abort();
	return p;
}

// grow adds a chunk that has room for n bytes.
static void grow(arena *a, size_t n) {
	chunk *c = a->idle;
	if (c && n <= CHUNK) {
		a->idle = c->next;
	} else {
		if (n < CHUNK) n = CHUNK;
		c = must(malloc(sizeof *c + n));
		c->size = n;
	}
	c->next = a->chunks;
	a->chunks = c;
	a->at = (char *)c->data;
	a->end = a->at + c->size;
}

arena *arena_open(void) {
	arena *a = NULL;
	for (int i = 0; i < KEPT && !a; i++) a = atomic_exchange(&kept[i], NULL);
	return current = a ? a : must(calloc(1, sizeof *a));
}

void arena_close(arena *a) {
	current = NULL;
	int n = 0;
	for (chunk *c = a->idle; c; c = c->next) n++;
	for (chunk *c = a->chunks, *next; c; c = next) {
		next = c->next;
		if (c->size > CHUNK || n == KEPT_CHUNKS) {
			free(c);
			continue;
		}
		c->next = a->idle;
		a->idle = c;
		n++;
	}
	chunk *idle = a->idle;
	memset(a, 0, sizeof *a);
	a->idle = idle;
	for (int i = 0; i < KEPT && a; i++) a = atomic_exchange(&kept[i], a);
	if (!a) return;
	for (chunk *c = a->idle, *next; c; c = next) {
		next = c->next;
		free(c);
	}
	free(a);
}

static void *foreign(size_t n) {
	head *h = must(n <= SIZE_MAX - sizeof *h ? malloc(sizeof *h + n) : NULL);
	h->is.class = FOREIGN;
	return h + 1;
}

void *arena_malloc(size_t n) {
	arena *a = current;
	uint32_t class = a ? class_of(&n) : FOREIGN;
	if (class == FOREIGN) return foreign(n);
	if (a->spare[class]) {
		piece *p = a->spare[class];
		a->spare[class] = p->next;
		return p;
	}
	n += sizeof(head);
	if ((size_t)(a->end - a->at) < n) grow(a, n);
	head *h = (head *)a->at;
	a->at += n;
	h->is.class = class;
	return h + 1;
}

void *arena_calloc(size_t count, size_t size) {
	if (size && count > SIZE_MAX / size) abort();
	return memset(arena_malloc(count * size), 0, count * size);
}

void arena_free(void *p) {
	if (!p) return;
	head *h = (head *)p - 1;
	if (h->is.class == FOREIGN) {
		free(h);
	} else if (current) {
		piece *back = p;
		back->next = current->spare[h->is.class];
		current->spare[h->is.class] = back;
	}
}

void *arena_realloc(void *p, size_t n) {
	if (!p) return arena_malloc(n);
	head *h = (head *)p - 1;
	if (h->is.class == FOREIGN) {
		h = must(n <= SIZE_MAX - sizeof *h ? realloc(h, sizeof *h + n) : NULL);
		return h + 1;
	}
	size_t old = size_of(h->is.class);
	if (n <= old) return p;
	void *q = memcpy(arena_malloc(n), p, old);
	arena_free(p);
	return q;
}
