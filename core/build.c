/* Building the double-array trie, once for each version of jieba's dictionary. */
#include "cntext.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    Cell *cells;
    uint8_t *based;       /* [capacity] is this number some cell's base already? */
    int32_t *next, *prev; /* the free cells, as a ring through cell 0 */
    uint16_t *labels;     /* of the family at hand */
    int32_t capacity, last;
    int32_t hint[16];     /* where to look for room, by the size of the family */
} Builder;

/* The words of a cell are those from `first` to before `end`: they share `depth` characters. */
typedef struct {
    int32_t cell, first, end, depth;
} Task;

static void take(Builder *b, int32_t cell, uint16_t label) {
    b->next[b->prev[cell]] = b->next[cell];
    b->prev[b->next[cell]] = b->prev[cell];
    b->cells[cell].label = label;
    if (cell > b->last) b->last = cell;
}

/* Find a base that no cell has and that puts every one of `labels` on a free cell; -1 if full. */
static int32_t place(Builder *b, const uint16_t *labels, int32_t count) {
    /* Where a family found no hole for long, others of its size need not look again. */
    int32_t size = 0, tries = 0;
    while (count >> size > 1) size++;
    int32_t cell = b->hint[size];
    while (b->cells[cell].label != NO_LABEL && cell + 1 < b->capacity) cell++;
    for (cell = cell ? cell : b->next[0]; cell; cell = b->next[cell], tries++) {
        int32_t base = cell - labels[0], i = 1;
        if (base < 1 || b->based[base]) continue;
        if (base + labels[count - 1] >= b->capacity) return -1;
        while (i < count && b->cells[base + labels[i]].label == NO_LABEL) i++;
        if (i < count) continue;
        if (tries > 8192) b->hint[size] = cell;
        return base;
    }
    return -1;
}

/* Put the children of a cell on the table; those with one word below go to `chains`. */
static int open_family(Builder *b, Task task, const uint16_t *codes, const int64_t *bounds, Task *families,
                       int64_t *family_count, Task *chains, int64_t *chain_count) {
    uint16_t *labels = b->labels;
    Task *children = families + *family_count; /* all of them at first */
    int32_t n = 0, first = task.first;
    if (bounds[first + 1] - bounds[first] == task.depth) first++; /* the word that ends here */
    for (int32_t i = first; i < task.end; i++) {
        uint16_t label = codes[bounds[i] + task.depth];
        if (n && labels[n - 1] == label) {
            children[n - 1].end = i + 1;
            continue;
        }
        children[n] = (Task){label, i, i + 1, task.depth + 1};
        labels[n++] = label;
    }
    if (!n) return 1;
    int32_t base = task.cell ? place(b, labels, n) : 1;
    if (base < 0) return 0;
    b->cells[task.cell].base = base;
    b->based[base] = 1;
    for (int32_t i = 0; i < n; i++) {
        Task child = children[i];
        child.cell += base;
        take(b, child.cell, labels[i]);
        if (child.end - child.first == 1) chains[(*chain_count)++] = child;
        else families[(*family_count)++] = child; /* never beyond children[i] */
    }
    return 1;
}

static int larger_first(const void *one, const void *other) {
    const Task *a = one, *b = other;
    int32_t first = b->end - b->first - (a->end - a->first);
    return first ? first : a->first - b->first;
}

/* Fill `cells` (room for `capacity`) with the trie of `words` different words.
 *
 * Word i is codes[bounds[i]:bounds[i + 1]]; the words are in order of their codes (1 to
 * `code_count`) and none is empty. weight[i] goes to the cell on which word i ends.
 * Returns the cells used, room to step from any of them included, or -1. */
API int64_t cn_build(const uint16_t *codes, const int64_t *bounds, int32_t words, int32_t code_count,
                     const uint16_t *weight, Cell *cells, int32_t capacity) {
    Builder b = {cells, calloc((size_t)capacity, 1), malloc((size_t)capacity * 4), malloc((size_t)capacity * 4),
                 malloc(65536 * sizeof(uint16_t)), capacity, 0, {0}};
    size_t room = sizeof(Task) * (size_t)(bounds[words] + 1);
    Task *families = malloc(room), *chains = malloc(room);
    int64_t family_count = 1, chain_count = 0, used = -1;
    int fits = b.based && b.next && b.prev && b.labels && families && chains && capacity > code_count + 1;
    for (int32_t i = 0; fits && i < capacity; i++) {
        cells[i] = (Cell){0, NO_LABEL, 0};
        b.next[i] = i + 1 < capacity ? i + 1 : 0;
        b.prev[i] = i ? i - 1 : capacity - 1;
    }
    if (fits) families[0] = (Task){0, 0, words, 0};
    /* Level by level, the large families first, while there is room for them; what hangs on one
     * word alone fits into any hole and comes last. */
    for (int64_t done = 0, level = 0, chained = 0; fits && (done < family_count || chained < chain_count);) {
        if (done == level && done < family_count) {
            qsort(families + done, (size_t)(family_count - done), sizeof *families, larger_first);
            level = family_count;
        }
        Task task = done < family_count ? families[done++] : chains[chained++];
        if (task.depth && bounds[task.first + 1] - bounds[task.first] == task.depth)
            cells[task.cell].weight = weight[task.first];
        fits = open_family(&b, task, codes, bounds, families, &family_count, chains, &chain_count);
    }
    if (fits) used = (int64_t)b.last + 1 + code_count + 1;
    if (used > capacity) used = -1;
    /* A cell without children steps into the free cells behind the last one. */
    for (int64_t i = 0; i < used; i++)
        if (!cells[i].base) cells[i].base = b.last + 1;
    void *owned[] = {b.based, b.next, b.prev, b.labels, families, chains};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++) free(owned[i]);
    return used;
}
