/* Words → numbers in the order of their first coming, without a Python string for each; and how
 * often each came, in how many documents. */
#include "cntext.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    uint64_t hash; /* 0: free */
    int64_t at;    /* where its characters are in the pool */
    int32_t length, id;
} Entry;

typedef struct {
    int64_t freq;
    int32_t range, last; /* the document that it came in last, plus 1 */
} Tally;

struct Vocabulary {
    const Data *data;
    int32_t *lone;  /* [65536] by character, id + 1 */
    int32_t *known; /* [cell_count] by the cell on which a word ends, id + 1 */
    Entry *entries; /* all other words: open addressing, a power of two of them */
    uint32_t *pool;
    int64_t entry_room, entry_count, pool_room, pool_size;
    int64_t *fresh; /* pairs of start and length: where new words stood in the text */
    int64_t fresh_room;
    int32_t count, first_fresh;
    Tally *tallies; /* by id */
    int64_t tally_room;
};

API void cn_vocabulary_free(Vocabulary *v) {
    if (!v) return;
    free(v->lone);
    free(v->known);
    free(v->entries);
    free(v->pool);
    free(v->fresh);
    free(v->tallies);
    free(v);
}

API Vocabulary *cn_vocabulary(const Data *data) {
    Vocabulary *v = calloc(1, sizeof *v);
    if (!v) return NULL;
    v->data = data;
    v->entry_room = 1024;
    v->lone = calloc(65536, sizeof(int32_t));
    v->known = calloc((size_t)data->cell_count, sizeof(int32_t));
    v->entries = calloc((size_t)v->entry_room, sizeof(Entry));
    if (v->lone && v->known && v->entries) return v;
    cn_vocabulary_free(v);
    return NULL;
}

/* Return how many new words have come, and in `fresh` where the last ones first stood: pairs of
 * start and length in the text cut last. Call it after every cn_cut: it forgets them. */
API int64_t cn_fresh(Vocabulary *v, const int64_t **fresh) {
    int64_t count = v->count - v->first_fresh;
    v->first_fresh = v->count;
    *fresh = v->fresh;
    return count;
}

static int32_t number(Vocabulary *v, int64_t start, int64_t length) { /* the next one, or -1 */
    int64_t at = 2 * (int64_t)(v->count - v->first_fresh);
    if (v->count == INT32_MAX - 1 || !grow((void **)&v->fresh, &v->fresh_room, at + 2, sizeof(int64_t))) return -1;
    v->fresh[at] = start;
    v->fresh[at + 1] = length;
    return v->count++;
}

static uint64_t hash_of(const uint32_t *word, int64_t length) {
    uint64_t h = (uint64_t)length;
    for (int64_t i = 0; i < length; i++) {
        h = (h ^ word[i]) * 0xFF51AFD7ED558CCDULL;
        h ^= h >> 32;
    }
    return h | 1;
}

static int widen(Vocabulary *v) {
    Entry *larger = calloc((size_t)v->entry_room * 2, sizeof(Entry));
    if (!larger) return 0;
    uint64_t mask = (uint64_t)v->entry_room * 2 - 1;
    for (int64_t i = 0; i < v->entry_room; i++) {
        uint64_t at = v->entries[i].hash >> 8;
        if (!v->entries[i].hash) continue;
        while (larger[at & mask].hash) at++;
        larger[at & mask] = v->entries[i];
    }
    free(v->entries);
    v->entries = larger;
    v->entry_room *= 2;
    return 1;
}

static int32_t unknown(Vocabulary *v, const uint32_t *word, int64_t start, int64_t length) {
    if (v->entry_count * 2 >= v->entry_room && !widen(v)) return -1;
    uint64_t hash = hash_of(word, length), at = hash >> 8, mask = (uint64_t)v->entry_room - 1;
    Entry *entry;
    for (; (entry = &v->entries[at & mask])->hash; at++)
        if (entry->hash == hash && entry->length == length
            && !memcmp(v->pool + entry->at, word, (size_t)length * sizeof *word))
            return entry->id;
    if (length > INT32_MAX || !grow((void **)&v->pool, &v->pool_room, v->pool_size + length, sizeof *word)) return -1;
    int32_t id = number(v, start, length);
    if (id < 0) return -1;
    memcpy(v->pool + v->pool_size, word, (size_t)length * sizeof *word);
    *entry = (Entry){hash, v->pool_size, (int32_t)length, id};
    v->pool_size += length;
    v->entry_count++;
    return id;
}

static int32_t remembered(Vocabulary *v, int32_t *id, int64_t start, int64_t length) {
    if (!*id) *id = number(v, start, length) + 1;
    return *id - 1;
}

/* Return the id of the character `c` as a word, -1 if there is no memory. */
int32_t vocabulary_lone(Vocabulary *v, uint32_t c, int64_t start) {
    if (c < 65536) return remembered(v, &v->lone[c], start, 1);
    return unknown(v, &c, start, 1);
}

/* Return the id of text[start:end], which is longer than a character; -1: no memory. `cell`
 * is where it ends in the trie, or 0 if that has not been looked up. */
int32_t vocabulary_id(Vocabulary *v, const uint32_t *text, int64_t start, int64_t end, uint32_t cell) {
    const Data *data = v->data;
    if (!cell && end - start <= MAX_WORD)
        for (int64_t i = start; i < end; i++)
            if (!(cell = step(data, cell, code_of(data, text[i])))) break;
    if (cell && data->cells[cell].weight) return remembered(v, &v->known[cell], start, end - start);
    return unknown(v, text + start, start, end - start);
}

/* Count the tokens of `documents` texts, as cn_cut put them out. `owners` are the documents that
 * they are of, rising: what is cut in pieces is one. Returns 0 if there is no memory. */
API int cn_tally(Vocabulary *v, const int32_t *ids, const int64_t *token_bounds, const int32_t *owners, int64_t documents) {
    int64_t had = v->tally_room;
    if (!grow((void **)&v->tallies, &v->tally_room, v->count, sizeof *v->tallies)) return 0;
    if (v->tally_room > had) memset(v->tallies + had, 0, (size_t)(v->tally_room - had) * sizeof *v->tallies);
    for (int64_t d = 0; d < documents; d++)
        for (int64_t i = token_bounds[d]; i < token_bounds[d + 1]; i++) {
            Tally *tally = &v->tallies[ids[i]];
            tally->freq++;
            tally->range += tally->last != owners[d] + 1;
            tally->last = owners[d] + 1;
        }
    return 1;
}

/* Fill freq and range, [words], with what cn_tally has counted. */
API void cn_tallied(const Vocabulary *v, int64_t *freq, int64_t *range) {
    for (int32_t i = 0; i < v->count; i++) {
        freq[i] = i < v->tally_room ? v->tallies[i].freq : 0;
        range[i] = i < v->tally_room ? v->tallies[i].range : 0;
    }
}
