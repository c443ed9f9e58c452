/* Columns of tokens: counted, numbered anew, listed phrases merged. Ids are numbers of V words. */
#include "cntext.h"

/* Add `by` to each number. */
API void cn_shift(int32_t *numbers, int64_t count, int32_t by) {
    for (int64_t i = 0; i < count; i++) numbers[i] += by;
}

/* Return the largest number, read without its sign: a negative one is larger than any other. */
API int64_t cn_largest(const int32_t *numbers, int64_t count) {
    uint32_t most = 0;
    for (int64_t i = 0; i < count; i++) most = (uint32_t)numbers[i] > most ? (uint32_t)numbers[i] : most;
    return most;
}

/* Add each of `values` to the sum at its place. */
API void cn_add_up(const int64_t *values, const int32_t *places, int64_t count, int64_t *sums) {
    for (int64_t i = 0; i < count; i++) sums[places[i]] += values[i];
}

/* Put numbers[id] in the place of each id. */
API void cn_renumber(int32_t *ids, int64_t count, const int32_t *numbers) {
    for (int64_t i = 0; i < count; i++) ids[i] = numbers[ids[i]];
}

/* Number the words in the order in which they first come: numbers[V] are -1 before, and stay so
 * for a word that does not come. Returns how many come. */
API int64_t cn_order(const int32_t *ids, int64_t count, int32_t *numbers) {
    int32_t next = 0;
    for (int64_t i = 0; i < count; i++)
        if (numbers[ids[i]] < 0) numbers[ids[i]] = next++;
    return next;
}

/* Count occurrences and documents of each word into freq and range; document d has the ids from
 * bounds[d] to bounds[d + 1]. Those two and `last`, [V] each, are 0 before. */
API void cn_count(const int32_t *ids, const int64_t *bounds, int32_t documents, int64_t *freq, int64_t *range, int32_t *last) {
    for (int32_t d = 0; d < documents; d++)
        for (int64_t i = bounds[d]; i < bounds[d + 1]; i++) {
            freq[ids[i]]++;
            range[ids[i]] += last[ids[i]] != d + 1;
            last[ids[i]] = d + 1;
        }
}

typedef struct {
    int32_t *ids, *starts, *fresh;
    int64_t count, pieces;
} Merged;

static void put(Merged *to, int32_t id, int32_t start) {
    to->ids[to->count] = id;
    to->starts[to->count++] = start;
}

static void cut_out(Merged *to, int32_t start, int32_t end) { /* a piece of text that has no number yet */
    if (start >= end) return;
    int32_t *piece = to->fresh + 3 * to->pieces++;
    piece[0] = (int32_t)to->count;
    piece[1] = start;
    piece[2] = end;
    put(to, -1, start);
}

/* Merge the phrases at `spans` (pairs of start and end, in order and apart) into the tokens of one
 * text, as `segment/merging.py` says. The tokens that come of it are filled into merged_ids and
 * merged_starts, which have room for count + 3 * phrases; those that no token was before have the
 * id -1, and `fresh`, with room for 9 * phrases, has where they are among the tokens, their start
 * and their end. `sizes` gets how many tokens there are, and how many of them are new. */
API void cn_merge(const int32_t *ids, const int32_t *starts, int64_t count, const int32_t *lengths, const int32_t *spans,
                  int64_t phrases, int32_t *merged_ids, int32_t *merged_starts, int32_t *fresh, int64_t *sizes) {
    Merged to = {merged_ids, merged_starts, fresh, 0, 0};
    int64_t done = 0, first = -1;         /* tokens before `done` have been put */
    int32_t rest_start = 0, rest_end = 0; /* the right part of a token that a phrase cut through */
    for (int64_t p = 0; p < phrases; p++) {
        int32_t start = spans[2 * p], end = spans[2 * p + 1];
        while (first + 1 < count && starts[first + 1] <= start) first++;
        int64_t last = first;
        while (last + 1 < count && starts[last + 1] < end) last++;
        if (first < 0 || first == last) continue;
        int32_t left;
        if (first >= done) {
            cut_out(&to, rest_start, rest_end);
            for (; done < first; done++) put(&to, ids[done], starts[done]);
            left = starts[first];
        } else if (rest_start < rest_end && rest_start <= start) {
            left = rest_start;
        } else {
            continue;
        }
        cut_out(&to, left, start);
        cut_out(&to, start, end);
        rest_start = end;
        rest_end = starts[last] + lengths[ids[last]];
        done = last + 1;
    }
    cut_out(&to, rest_start, rest_end);
    for (; done < count; done++) put(&to, ids[done], starts[done]);
    sizes[0] = to.count;
    sizes[1] = to.pieces;
}
