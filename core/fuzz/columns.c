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

#define VOCABULARY 16
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

int LLVMFuzzerTestOneInput(const uint8_t *input, size_t size) {
    if (!size) return 0;
    void (*const all[])(const uint8_t *, int64_t) = {characters, tokens, bytes};
    all[*input % 3](input + 1, (int64_t)size - 1);
    return 0;
}
