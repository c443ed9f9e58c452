/* libFuzzer over what handles texts, columns and bytes: in bounds for any input, sums that hold. */
#include "../cntext.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int64_t cn_look(const uint32_t *text, int64_t at, int64_t size, const uint8_t *table, uint32_t *letters, int64_t *found);
int64_t cn_kinds(const uint32_t *text, const int32_t *lengths, int64_t count, const uint8_t *table, uint8_t *kinds);
int cn_spaced(const uint32_t *text, int64_t size, const uint8_t *table);
int64_t cn_largest(const int32_t *numbers, int64_t count);
int64_t cn_order(const int32_t *ids, int64_t count, int32_t *numbers);
void cn_renumber(int32_t *ids, int64_t count, const int32_t *numbers);
void cn_count(const int32_t *ids, const int64_t *bounds, int32_t documents, int64_t *freq, int64_t *range, int32_t *last);
void cn_merge(const int32_t *ids, const int32_t *starts, int64_t count, const int32_t *lengths, const int32_t *spans,
              int64_t phrases, int32_t *merged_ids, int32_t *merged_starts, int32_t *fresh, int64_t *sizes);
int cn_grams(const uint32_t *text, const int64_t *bounds, int32_t texts, int size, int32_t *cells, int64_t room,
             int32_t *counts, int64_t *sizes);
int64_t cn_find(const uint8_t *bytes, const int64_t *bounds, int64_t count, const uint8_t *word, int64_t length,
                int32_t *documents, int32_t *starts, int64_t room, int64_t *from);
void cn_grow(const int32_t *numbers, const int64_t *counts, int64_t size, const int32_t *places, int64_t k,
             const int32_t *codes, const uint8_t *borders, uint8_t *rare, int64_t alphabet, int32_t *room, int64_t *keys,
             int64_t *freq, int64_t *begins, int64_t *whole, int32_t *grown, int32_t *pruned, int64_t *sizes);
int64_t cn_apart(const int64_t *counts, int64_t size, const int32_t *places, int64_t length, int64_t *freq, int32_t *kept);
void cn_select(const int64_t *numbers, const int64_t *freq, int64_t size, const int32_t *places, const int64_t *chosen,
               int64_t count, int64_t *bounds, int32_t *kept);
void cn_beside(const int32_t *places, const int64_t *bounds, const int64_t *lengths, int64_t count, const uint8_t *front,
               const uint8_t *behind, int flags, int64_t *sums);
int64_t cn_neighbours(const int32_t *places, const int64_t *bounds, const int64_t *shifts, int64_t count,
                      const int32_t *codes, const uint8_t *tying, int64_t alphabet, int32_t *room, int64_t *keys,
                      int64_t *counts, int64_t *tied);
void cn_first(const int32_t *places, const int64_t *bounds, const int64_t *lengths, int64_t count, const uint8_t *borders,
              const int64_t *where, int64_t unless, int64_t none, int64_t *first);
void cn_numbers(const int64_t *keys, const int64_t *bounds, int64_t levels, int64_t alphabet, int32_t *first,
                const int32_t *codes, const int64_t *starts, const int64_t *lengths, int64_t count, int64_t *numbers);
int64_t cn_nests(const int64_t *keys, const int64_t *bounds, int64_t levels, int64_t alphabet, int32_t *first,
                 const int32_t *candidate, const int32_t *codes, const int64_t *starts, const int64_t *lengths,
                 int64_t count, int64_t *last, int64_t *pairs);

#define VOCABULARY 16
#define ALPHABET 4
#define LEVELS 4
#define ROOM 64

static void must(int holds, const char *what) {
    if (holds) return;
    fprintf(stderr, "does not hold: %s\n", what);
    abort();
}

static void *copy(const void *bytes, int64_t size) { /* of its own, so that reading beyond is seen */
    void *own = malloc((size_t)size + 1);
    memcpy(own, bytes, (size_t)size);
    return own;
}

static void characters(const uint8_t *input, int64_t size) {
    static uint8_t table[0x110000];
    int64_t count = size / 4, bounds[3] = {0, count / 3, count}, found[3] = {0, 0, 0}, sizes[16], total = 0;
    uint32_t *text = copy(input, 4 * count), *letters = malloc(4 * (size_t)count + 1);
    for (int64_t i = 0; i < count; i++)
        if (text[i] < 0x110000) table[text[i]] = (uint8_t)(text[i] * 37) & 127;
    must(cn_look(text, 0, count, table, letters, found) == count, "every character is looked at");
    must(found[1] <= count && found[2] <= count, "no more are found than there are");
    cn_spaced(text, count, table);
    int32_t *lengths = calloc((size_t)count + 1, sizeof *lengths);
    uint8_t *kinds = malloc((size_t)count + 1);
    for (int64_t i = 0; i < count; i++) lengths[i] = i % 3 == 0 ? 3 : 0;
    int64_t words = count / 3 * 3;
    must(cn_kinds(text, lengths, words, table, kinds) == words, "every word is looked at");
    for (int n = 1; n < 3; n++) {
        int32_t *cells = calloc(4 * ROOM, sizeof *cells), *counts = malloc(3 * ROOM / 2 * sizeof *counts);
        if (cn_grams(text, bounds, 2, n, cells, ROOM, counts, sizes)) {
            total = 0;
            for (int b = 0; b < 16; b++) total += sizes[b];
            must(total <= ROOM / 2, "grams fit");
        }
        free(cells);
        free(counts);
    }
    free(text);
    free(letters);
    free(lengths);
    free(kinds);
}

static void tokens(const uint8_t *input, int64_t size) {
    int64_t count = size / 2, phrases = 0, sizes[2], bounds[3] = {0, count / 2, count}, total = 0;
    int32_t lengths[VOCABULARY], numbers[VOCABULARY], last[VOCABULARY] = {0}, start = 0, free_from = 0;
    int64_t freq[VOCABULARY] = {0}, range[VOCABULARY] = {0};
    int32_t *ids = malloc(4 * (size_t)count + 1), *starts = malloc(4 * (size_t)count + 1);
    int32_t *spans = malloc(8 * (size_t)count + 1);
    for (int i = 0; i < VOCABULARY; i++) lengths[i] = 1 + i % 4, numbers[i] = -1;
    for (int64_t i = 0; i < count; i++) {
        ids[i] = input[2 * i] % VOCABULARY;
        starts[i] = start += input[2 * i] >> 7;
        start += lengths[ids[i]];
    }
    for (int64_t i = 0; i < count && free_from < start; i++) {
        int32_t first = free_from + input[2 * i + 1] % 8, end = first + 2 + (input[2 * i + 1] >> 5);
        if (end > start) break;
        spans[2 * phrases] = first;
        spans[2 * phrases++ + 1] = free_from = end;
    }
    int64_t room = count + 3 * phrases;
    int32_t *merged = malloc(4 * (size_t)room + 1), *places = malloc(4 * (size_t)room + 1);
    int32_t *fresh = malloc(36 * (size_t)phrases + 1);
    cn_merge(ids, starts, count, lengths, spans, phrases, merged, places, fresh, sizes);
    must(sizes[0] <= room && sizes[1] <= 3 * phrases, "what is merged fits");
    for (int64_t i = 0, piece = 0, reached = 0; i < sizes[0]; i++) {
        must(places[i] >= reached, "tokens are in order and apart");
        int new = piece < sizes[1] && fresh[3 * piece] == i;
        must(new == (merged[i] < 0), "what is new has no number");
        must(!new || fresh[3 * piece + 1] == places[i], "what is new stands where it is said to");
        reached = new ? fresh[3 * piece++ + 2] : places[i] + lengths[merged[i]];
    }
    cn_count(ids, bounds, 2, freq, range, last);
    for (int i = 0; i < VOCABULARY; i++) total += freq[i];
    must(total == count, "every token is counted");
    int64_t met = cn_order(ids, count, numbers);
    cn_renumber(ids, count, numbers);
    must(!count || (ids[0] == 0 && cn_largest(ids, count) == met - 1), "words are numbered as they come");
    free(ids);
    free(starts);
    free(spans);
    free(merged);
    free(places);
    free(fresh);
}

static void bytes(const uint8_t *input, int64_t size) {
    int64_t length = size ? input[0] % 4 : 0, rest = size - 1 - length;
    if (rest < 0) return;
    uint8_t *word = copy(input + 1, length), *text = copy(input + 1 + length, rest);
    int64_t bounds[3] = {0, rest / 2, rest}, from[3] = {0, 0, 0}, found = 0;
    int32_t documents[2], starts[2];
    for (int calls = 0; from[0] < 2; calls++) {
        must(calls <= size, "the search comes to an end");
        int64_t now = cn_find(text, bounds, 2, word, length, documents, starts, 2, from);
        for (int64_t i = 0; i < now; i++) must(documents[i] < 2 && starts[i] >= 0, "a place is in a text");
        found += now;
    }
    must(found * length <= rest, "places do not overlap");
    free(word);
    free(text);
}

static void *zeros(int64_t count, size_t size) { return calloc((size_t)count + 1, size); }

/* Look beside the places of `count` strings of `length` characters, as bounds say. */
static void looked(const int32_t *places, const int64_t *bounds, int64_t count, int64_t length, const int32_t *codes,
                   const uint8_t *borders, int64_t size) {
    int64_t total = bounds[count], *lengths = zeros(count, 8), *shifts = zeros(count, 8), *sums = zeros(3 * count, 8);
    int64_t *keys = zeros(total, 8), *counts = zeros(total, 8), *tied = zeros(total, 8), *where = zeros(size, 8), met = 0;
    int64_t *numbers = zeros(count, 8), *freq = zeros(count, 8), *chosen = zeros(count, 8), *edges = zeros(count + 1, 8);
    int32_t room[3 * ALPHABET] = {0}, *kept = zeros(total, 4);
    uint8_t *flags = zeros(size, 1);
    for (int64_t i = 0; i < size; i++) flags[i] = (uint8_t)(borders[i] | 2), where[i] = size - i;
    for (int64_t c = 0; c < count; c++) lengths[c] = length, shifts[c] = -1, numbers[c] = 2 * c, freq[c] = bounds[c + 1] - bounds[c];
    cn_beside(places, bounds, lengths, count, flags, flags, 3, sums);
    for (int64_t c = 0; c < count; c++) {
        must(sums[count + c] == freq[c], "what always holds is counted everywhere");
        must(sums[c] <= freq[c] && sums[2 * count + c] == 0, "no more is counted than there is");
    }
    for (int side = 0; side < 2; side++) {
        int64_t found = cn_neighbours(places, bounds, side ? lengths : shifts, count, codes, flags, ALPHABET, room, keys, counts, tied);
        for (int64_t i = 0; i < found; i++) met += counts[i];
        must(met <= 2 * total, "each place has two neighbours at most");
        for (int64_t i = 1; i < found; i++) must(keys[i - 1] < keys[i], "neighbours are in order");
        for (int i = 0; i < 3 * ALPHABET; i++) must(!room[i], "scratch is left as it was");
    }
    cn_first(places, bounds, lengths, count, borders, where, 1 << 20, 1 << 30, sums);
    for (int64_t c = 0; c < count; c++) must((sums[c] == 1 << 30) == !freq[c], "a string that comes has a first place");
    for (int64_t c = 0; c < count; c++) chosen[c] = 3 * c;
    cn_select(numbers, freq, count, places, chosen, count, edges, kept);
    must(edges[count] <= total, "the chosen are some of all");
    free(lengths), free(shifts), free(sums), free(keys), free(counts), free(tied), free(where), free(numbers), free(freq);
    free(chosen), free(edges), free(kept), free(flags);
}

/* Grow the strings of a row of characters, then find each on its level and within the others. */
static void strings(const uint8_t *input, int64_t size) {
    int64_t n = size + 2, counts[1] = {0}, sizes[3] = {1, 0, 0}, bounds[LEVELS + 1] = {0}, total = 0;
    int32_t *codes = zeros(n, 4), *places = zeros(n, 4), *pruned = zeros(n, 4), *numbers = zeros(n, 4);
    uint8_t *borders = zeros(n, 1);
    int64_t *freq = zeros(n, 8), *all = zeros(LEVELS * n, 8), *starts = zeros(LEVELS * n, 8), *lengths = zeros(LEVELS * n, 8);
    for (int64_t i = 0; i < size; i++) codes[i + 1] = input[i] % ALPHABET, borders[i + 1] = input[i] >> 7;
    for (int32_t i = 0; i < n; i++)
        if (codes[i]) places[counts[0]++] = i;
    freq[0] = counts[0];
    for (int k = 0; k < LEVELS; k++) {
        int64_t alive = 0;
        for (int64_t i = 0; i < sizes[0]; i++) alive += freq[i];
        int64_t *keys = zeros(alive, 8), *more = zeros(alive, 8), *begins = zeros(alive, 8), *whole = zeros(alive, 8);
        int32_t *grown = zeros(alive, 4), *lost = zeros(alive, 4), room[3 * ALPHABET] = {0};
        uint8_t *rare = zeros(n, 1);
        for (int64_t i = 0; i < sizes[2]; i++) rare[pruned[i]] = 1;
        cn_grow(numbers, freq, sizes[0], places, k, codes, borders, rare, ALPHABET, room, keys, more, begins, whole, grown, lost, sizes);
        int64_t at = 0, went = 0, *edges = zeros(sizes[0] + 1, 8);
        for (int64_t i = 0; i < sizes[0]; at += more[i++]) {
            must(!i || keys[i - 1] < keys[i], "strings are in order");
            must(whole[i] <= begins[i] && begins[i] <= more[i] && more[i] > 0, "counts hold");
            for (int64_t j = 0; j < more[i]; j++) {
                must(!memcmp(codes + grown[at], codes + grown[at + j], 4 * ((size_t)k + 1)), "places of one string read alike");
                must(!j || grown[at + j - 1] < grown[at + j], "places are in order");
            }
            edges[i + 1] = edges[i] + more[i];
            int goes = more[i] > 1;
            numbers[i] = goes ? (int32_t)went : -2;
            if (!goes) continue;
            all[bounds[k] + went++] = keys[i];
            starts[total] = grown[at];
            lengths[total++] = k + 1;
        }
        must(at == sizes[1] && sizes[1] + sizes[2] <= alive, "every place is kept, pruned or at an end");
        looked(grown, edges, sizes[0], k + 1, codes, borders, n);
        memcpy(pruned, lost, 4 * (size_t)sizes[2]);
        must(cn_apart(more, sizes[0], grown, k + 1, begins, lost) <= sizes[1], "some are kept");
        bounds[k + 1] = bounds[k] + went;
        memcpy(places, grown, 4 * (size_t)sizes[1]);
        memcpy(freq, more, 8 * (size_t)sizes[0]);
        free(keys), free(more), free(begins), free(whole), free(grown), free(lost), free(rare), free(edges);
    }
    int32_t *first = zeros(bounds[LEVELS] + LEVELS, 4), *candidate = zeros(bounds[LEVELS], 4);
    int64_t *found = zeros(total, 8), *last = zeros(total, 8), *pairs = zeros(total * LEVELS * (LEVELS + 1) / 2, 8);
    cn_numbers(all, bounds, LEVELS, ALPHABET, first, codes, starts, lengths, total, found);
    for (int64_t i = 0; i < total; i++) {
        must(found[i] == i - bounds[lengths[i] - 1], "a string is found where it is");
        candidate[i] = (int32_t)i;
    }
    int64_t nested = cn_nests(all, bounds, LEVELS, ALPHABET, first, candidate, codes, starts, lengths, total, last, pairs);
    for (int64_t i = 0; i < nested; i++)
        must(lengths[pairs[i] >> 33] < lengths[pairs[i] >> 2 & 0x7FFFFFFF], "the shorter lies within the longer");
    free(codes), free(places), free(pruned), free(numbers), free(borders), free(freq), free(all), free(starts), free(lengths);
    free(first), free(candidate), free(found), free(last), free(pairs);
}

int LLVMFuzzerTestOneInput(const uint8_t *input, size_t size) {
    if (!size) return 0;
    void (*const all[])(const uint8_t *, int64_t) = {characters, tokens, bytes, strings};
    all[*input % 4](input + 1, (int64_t)size - 1);
    return 0;
}
