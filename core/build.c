/* Building the double-array trie, once for each version of jieba's dictionary. */
#include "cntext.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    Cell *cells;
    uint8_t *based;       /* [capacity] is this number some cell's base already? */
    int32_t *next, *prev; /* the free cells, as a ring through cell 0 */
    uint16_t *labels;     /* of the family at hand */
    int32_t capacity, last, hint;
} Builder;

/* The words of a cell are those from `first` to before `end`: they share `depth` characters. */
typedef struct {
    int32_t cell, first, end, depth;
} Task;

static void take(Builder *b, int32_t cell, uint16_t label) {
    if (cell == b->hint) b->hint = b->next[cell];
    b->next[b->prev[cell]] = b->next[cell];
    b->prev[b->next[cell]] = b->prev[cell];
    b->cells[cell].label = label;
    if (cell > b->last) b->last = cell;
}

/* Find a base that no cell has and that puts every one of `labels` on a free cell; -1 if full. */
static int32_t place(Builder *b, const uint16_t *labels, int32_t count) {
    /* Families are sought from a hint that moves on; only children fill the holes before it. */
    int32_t cell = count > 1 && b->hint ? b->hint : b->next[0], tries = 0;
    for (; cell; cell = b->next[cell], tries++) {
        int32_t base = cell - labels[0], i = 1;
        if (base < 1 || b->based[base]) continue;
        if (base + labels[count - 1] >= b->capacity) return -1;
        while (i < count && b->cells[base + labels[i]].label == NO_LABEL) i++;
        if (i < count) continue;
        if (count > 1 && tries > 8192) b->hint = cell;
        return base;
    }
    return -1;
}

static int open_family(Builder *b, Task task, const uint16_t *codes, const int64_t *bounds, Task *tasks, int64_t *count) {
    uint16_t *labels = b->labels;
    int32_t n = 0, first = task.first;
    if (bounds[first + 1] - bounds[first] == task.depth) first++; /* the word that ends here */
    for (int32_t i = first; i < task.end; i++) {
        uint16_t label = codes[bounds[i] + task.depth];
        if (n && labels[n - 1] == label) {
            tasks[*count + n - 1].end = i + 1;
            continue;
        }
        tasks[*count + n] = (Task){label, i, i + 1, task.depth + 1};
        labels[n++] = label;
    }
    if (!n) return 1;
    int32_t base = task.cell ? place(b, labels, n) : 1;
    if (base < 0) return 0;
    b->cells[task.cell].base = base;
    b->based[base] = 1;
    for (int32_t i = 0; i < n; i++) {
        tasks[*count + i].cell += base;
        take(b, base + labels[i], labels[i]);
    }
    *count += n;
    return 1;
}

/* Fill `cells` (room for `capacity`) with the trie of `words` different words.
 *
 * Word i is codes[bounds[i]:bounds[i + 1]]; the words are in order of their codes (1 to
 * `code_count`) and none is empty. weight[i] goes to the cell on which word i ends.
 * Returns the cells used, room to step from any of them included, or -1. */
API int64_t cn_build(const uint16_t *codes, const int64_t *bounds, int32_t words, int32_t code_count,
                     const uint16_t *weight, Cell *cells, int32_t capacity) {
    Builder b = {cells, calloc((size_t)capacity, 1), malloc((size_t)capacity * 4), malloc((size_t)capacity * 4),
                 malloc(65536 * sizeof(uint16_t)), capacity, 0, 0};
    Task *tasks = malloc(sizeof *tasks * (size_t)(bounds[words] + 1));
    int64_t count = 1, used = -1;
    if (b.based && b.next && b.prev && b.labels && tasks && capacity > code_count + 1) {
        for (int32_t i = 0; i < capacity; i++) {
            cells[i] = (Cell){0, NO_LABEL, 0};
            b.next[i] = i + 1 < capacity ? i + 1 : 0;
            b.prev[i] = i ? i - 1 : capacity - 1;
        }
        tasks[0] = (Task){0, 0, words, 0};
        int64_t done = 0;
        for (; done < count; done++) {
            Task task = tasks[done];
            if (task.depth && bounds[task.first + 1] - bounds[task.first] == task.depth)
                cells[task.cell].weight = weight[task.first];
            if (!open_family(&b, task, codes, bounds, tasks, &count)) break;
        }
        used = (int64_t)b.last + 1 + code_count + 1;
        if (done < count || used > capacity) used = -1;
        /* A cell without children steps into the free cells behind the last one. */
        for (int64_t i = 0; i < used; i++)
            if (!cells[i].base) cells[i].base = b.last + 1;
    }
    free(b.based);
    free(b.next);
    free(b.prev);
    free(b.labels);
    free(tasks);
    return used;
}
