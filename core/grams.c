/* Grams: how often each character, or each two that stand side by side, come in some texts. */
#include "cntext.h"

#include <stdlib.h>

#define BUCKETS 16 /* by the last bits of the key: who asks for one gram reads one bucket */

typedef struct {
    uint32_t key;
    int32_t freq, range, last; /* `last`: the text that it came in last, plus 1; 0: a free cell */
} Gram;

static int by_bucket(const void *a, const void *b) {
    uint32_t x = ((const Gram *)a)->key, y = ((const Gram *)b)->key;
    uint32_t i = x % BUCKETS, j = y % BUCKETS;
    return i != j ? (i > j) - (i < j) : (x > y) - (x < y);
}

static Gram *cell_of(Gram *cells, int64_t room, uint32_t key) {
    uint64_t at = (uint64_t)key * 0x9E3779B97F4A7C15ULL >> 20, mask = (uint64_t)room - 1;
    while (cells[at & mask].last && cells[at & mask].key != key) at++;
    return &cells[at & mask];
}

/* Count the grams of `size` (1 or 2) characters below 65536 in texts: text d is the codes from
 * bounds[d] to bounds[d + 1]. Occurrences of one gram do not overlap, left to right. `cells` is
 * scratch, zeros: `room` of them, a power of two. Fill `counts`, with room for 3 * room / 2, bucket
 * by bucket: n keys, rising; how often each comes; in how many texts. sizes[BUCKETS] are the n.
 * Returns 1; or 0 if there are more than room / 2 grams. */
API int cn_grams(const uint32_t *text, const int64_t *bounds, int32_t texts, int size, int32_t *cells, int64_t room,
                 int32_t *counts, int64_t *sizes) {
    Gram *grams = (Gram *)cells;
    int64_t found = 0;
    for (int32_t d = 0; d < texts; d++) {
        int64_t taken = -1; /* the place of the last gram of two equal characters */
        for (int64_t i = bounds[d]; i + size <= bounds[d + 1]; i++) {
            uint32_t first = text[i], second = size == 2 ? text[i + 1] : 0;
            if (first > 0xFFFF || second > 0xFFFF) continue;
            if (size == 2 && first == second) {
                if (taken >= bounds[d] && taken == i - 1) continue;
                taken = i;
            }
            Gram *gram = cell_of(grams, room, size == 2 ? first << 16 | second : first);
            if (!gram->last) {
                if (++found > room / 2) return 0;
                gram->key = size == 2 ? first << 16 | second : first;
            }
            gram->freq++;
            gram->range += gram->last != d + 1;
            gram->last = d + 1;
        }
    }
    int64_t end = 0;
    for (int64_t i = 0; i < room; i++)
        if (grams[i].last) grams[end++] = grams[i];
    qsort(grams, (size_t)found, sizeof *grams, by_bucket);
    for (int64_t i = 0, bucket = 0; bucket < BUCKETS; bucket++) {
        int64_t n = 0;
        while (i + n < found && grams[i + n].key % BUCKETS == bucket) n++;
        for (int64_t k = 0; k < n; k++) {
            counts[3 * i + k] = (int32_t)grams[i + k].key;
            counts[3 * i + n + k] = grams[i + k].freq;
            counts[3 * i + 2 * n + k] = grams[i + k].range;
        }
        sizes[bucket] = n;
        i += n;
    }
    return 1;
}
