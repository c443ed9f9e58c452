/* Strings that recur, a level for each length: looked up, and found within one another.
 *
 * Strings of k + 1 characters are keys[bounds[k]:bounds[k + 1]], rising: (number of the string without
 * its last character, on the level before) * alphabet + code of that character. The number of a string
 * is its place on its level, so those that begin with one string lie side by side on the next. */
#include "cntext.h"

typedef struct {
    const int64_t *keys, *bounds;
    int32_t *first; /* of each string the first on the next level that begins with it, and the end of all */
    int64_t count, alphabet;
} Levels;

/* `first` has room for bounds[count] + count. */
static Levels opened(const int64_t *keys, const int64_t *bounds, int64_t count, int64_t alphabet, int32_t *first) {
    Levels levels = {keys, bounds, first, count, alphabet};
    for (int64_t k = 1; k < count; k++) {
        int64_t parents = bounds[k] - bounds[k - 1], size = bounds[k + 1] - bounds[k], parent = 0;
        int32_t *own = first + bounds[k - 1] + k - 1;
        for (int64_t i = 0; i < size; i++)
            while (parent <= parents && parent * alphabet <= keys[bounds[k] + i]) own[parent++] = (int32_t)i;
        while (parent <= parents) own[parent++] = (int32_t)size;
    }
    return levels;
}

/* Return the number on level k of string `number` of the level before with `code` behind it, or -1. */
static int64_t longer(const Levels *levels, int64_t k, int64_t number, int64_t code) {
    const int64_t *keys = levels->keys + levels->bounds[k];
    int64_t low = 0, high = levels->bounds[k + 1] - levels->bounds[k], key = number * levels->alphabet + code;
    if (k) {
        const int32_t *own = levels->first + levels->bounds[k - 1] + k - 1 + number;
        low = own[0];
        high = own[1];
    }
    int64_t end = high;
    while (low < high) {
        int64_t middle = (low + high) / 2;
        if (keys[middle] < key) low = middle + 1;
        else high = middle;
    }
    return low < end && keys[low] == key ? low : -1;
}

/* Look the strings codes[starts[i]:starts[i] + lengths[i]] up: fill numbers with theirs, -1 where one
 * is not on its level or one that it begins with on none. */
API void cn_numbers(const int64_t *keys, const int64_t *bounds, int64_t levels, int64_t alphabet, int32_t *first,
                    const int32_t *codes, const int64_t *starts, const int64_t *lengths, int64_t count,
                    int64_t *numbers) {
    Levels all = opened(keys, bounds, levels, alphabet, first);
    for (int64_t i = 0; i < count; i++) {
        int64_t number = lengths[i] > 0 && lengths[i] <= levels ? 0 : -1;
        for (int64_t k = 0; k < lengths[i] && number >= 0; k++) number = longer(&all, k, number, codes[starts[i] + k]);
        numbers[i] = number;
    }
}

enum { BEGINS = 1, ENDS = 2, FLAGS = 2 }; /* bits of a pair */

/* Find which of the strings codes[starts[i]:starts[i] + lengths[i]] lie within which: candidate[bounds[k] + n]
 * is the i of string n of level k, or -1. Fill pairs, once for each two of them, with the shorter one, the
 * longer one (31 bits) and whether it begins and ends with it (a bit each); there is room for one
 * for each stretch of each. Scratch: last[count], zeros. Returns how many. */
API int64_t cn_nests(const int64_t *keys, const int64_t *bounds, int64_t levels, int64_t alphabet, int32_t *first,
                     const int32_t *candidate, const int32_t *codes, const int64_t *starts, const int64_t *lengths,
                     int64_t count, int64_t *last, int64_t *pairs) {
    Levels all = opened(keys, bounds, levels, alphabet, first);
    int64_t found = 0;
    for (int64_t i = 0; i < count; i++) {
        int64_t own = found;
        for (int64_t at = 0; at < lengths[i]; at++) {
            int64_t number = 0;
            for (int64_t k = 0; k < lengths[i] - at && k < lengths[i] - 1 && k < levels; k++) {
                number = longer(&all, k, number, codes[starts[i] + at + k]);
                if (number < 0) break;
                int64_t part = candidate[bounds[k] + number];
                if (part < 0) continue;
                if (last[part] <= own) { /* the first time in this one */
                    pairs[found] = (part << 31 | i) << FLAGS;
                    last[part] = ++found;
                }
                pairs[last[part] - 1] |= (at ? 0 : BEGINS) | (at + k + 1 == lengths[i] ? ENDS : 0);
            }
        }
    }
    return found;
}
