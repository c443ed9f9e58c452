/* What characters are: a table says it of every code point, and is asked of whole texts at once. */
#include "cntext.h"

enum { HAN_BIT = 1, LETTER_BIT = 2, NUMERAL_BIT = 16, GAP_BIT = 32, UNKNOWN_BIT = 128 };

static uint8_t kinds_of(const uint8_t *table, uint32_t c) { return c < 0x110000 ? table[c] : 0; }

/* Look at text[at:size]. Put its letters into `letters`, which has room for the whole text, behind
 * those that are there; `found` sums up what was seen from the beginning: the kinds that any
 * character has, how many are Chinese, how many letters there are. Returns `size`; or the place of
 * a character that the table does not know yet, from which to go on. */
API int64_t cn_look(const uint32_t *text, int64_t at, int64_t size, const uint8_t *table, uint32_t *letters, int64_t *found) {
    int64_t han = 0, count = found[2];
    uint8_t any = 0;
    for (; at < size; at++) {
        uint8_t kinds = kinds_of(table, text[at]);
        if (kinds & UNKNOWN_BIT) break;
        any |= kinds;
        han += kinds & HAN_BIT;
        letters[count] = text[at];
        count += (kinds & LETTER_BIT) != 0;
    }
    found[0] |= any;
    found[1] += han;
    found[2] = count;
    return at;
}

/* Fill kinds[i] with those that any character of word i has: word i is the lengths[i] characters
 * behind those of the words before. Returns `count`; or the first word with an unknown character. */
API int64_t cn_kinds(const uint32_t *text, const int32_t *lengths, int64_t count, const uint8_t *table, uint8_t *kinds) {
    for (int64_t i = 0; i < count; i++) {
        uint8_t any = 0;
        for (int32_t k = 0; k < lengths[i]; k++) any |= kinds_of(table, *text++);
        if (any & UNKNOWN_BIT) return i;
        kinds[i] = any;
    }
    return count;
}

/* Are there three numerals with a gap of one character between each two? */
API int cn_spaced(const uint32_t *text, int64_t size, const uint8_t *table) {
    for (int64_t i = 2; i + 2 < size; i++)
        if (kinds_of(table, text[i]) & NUMERAL_BIT && kinds_of(table, text[i - 1]) & GAP_BIT
            && kinds_of(table, text[i + 1]) & GAP_BIT && kinds_of(table, text[i - 2]) & NUMERAL_BIT
            && kinds_of(table, text[i + 2]) & NUMERAL_BIT)
            return 1;
    return 0;
}
