#ifndef MIGRATE_ARENA_H
#define MIGRATE_ARENA_H

#include <stddef.h>

// An arena serves the library while it parses one text on one thread. It cuts pieces from large chunks, keeps what is given
// back for the next piece of that size, and goes as a whole: a tree is a million small pieces, which malloc would have to find
// one by one and the library to give back one by one.
typedef struct arena arena;

// arena_open makes an arena the one that this thread allocates from.
arena *arena_open(void);

// arena_close frees all that the thread has allocated since arena_open.
void arena_close(arena *);

// The functions that the library allocates with. Outside of an arena they are malloc's.
void *arena_malloc(size_t);
void *arena_calloc(size_t, size_t);
void *arena_realloc(void *, size_t);
void arena_free(void *);

#endif
