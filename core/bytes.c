/* Bytes: the seal of a column (CRC-32 as zlib has it, and a sum), and a string in many texts. */
#include "cntext.h"

#include <string.h>

#define LANES 16 /* bytes that one step takes; a table for each */

static uint32_t table[LANES][256];

__attribute__((constructor)) static void fill(void) {
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t c = i;
        for (int k = 0; k < 8; k++) c = c & 1 ? 0xEDB88320u ^ c >> 1 : c >> 1;
        table[0][i] = c;
    }
    for (int lane = 1; lane < LANES; lane++)
        for (int i = 0; i < 256; i++) table[lane][i] = table[0][table[lane - 1][i] & 255] ^ table[lane - 1][i] >> 8;
}

static uint64_t little(const uint8_t *bytes, int64_t count) {
    uint64_t word = 0;
    for (int64_t i = 0; i < count; i++) word |= (uint64_t)bytes[i] << 8 * i;
    return word;
}

static uint64_t eight(const uint8_t *b) { /* which compilers know for one load */
    return (uint64_t)b[0] | (uint64_t)b[1] << 8 | (uint64_t)b[2] << 16 | (uint64_t)b[3] << 24 | (uint64_t)b[4] << 32
        | (uint64_t)b[5] << 40 | (uint64_t)b[6] << 48 | (uint64_t)b[7] << 56;
}

static uint32_t folded(uint32_t (*t)[256], uint64_t word) { /* eight bytes, the first by t[7] */
    return t[7][word & 255] ^ t[6][word >> 8 & 255] ^ t[5][word >> 16 & 255] ^ t[4][word >> 24 & 255]
        ^ t[3][word >> 32 & 255] ^ t[2][word >> 40 & 255] ^ t[1][word >> 48 & 255] ^ t[0][word >> 56];
}

/* Return the CRC-32 of `bytes` (Sarwate 1988, sixteen bytes a step as Kounavis & Berry 2005), and
 * in `sum` that of its 64-bit words, the last of them filled with zeros, modulo 2^64. */
API uint32_t cn_seal(const uint8_t *bytes, int64_t size, uint64_t *sum) {
    uint32_t crc = ~0u;
    uint64_t total = 0;
    int64_t at = 0;
    for (; at + LANES <= size; at += LANES) {
        uint64_t first = eight(bytes + at), second = eight(bytes + at + 8);
        total += first + second;
        crc = folded(table + 8, first ^ crc) ^ folded(table, second);
    }
    for (int64_t word = at; word < size; word += 8) total += little(bytes + word, size - word < 8 ? size - word : 8);
    for (; at < size; at++) crc = table[0][(crc ^ bytes[at]) & 255] ^ crc >> 8;
    *sum = total;
    return ~crc;
}

/* Return how many characters begin in bytes[from:to] of UTF-8: those bytes that continue none. */
static int64_t characters(const uint8_t *bytes, int64_t from, int64_t to) {
    int64_t count = 0;
    for (; from + 8 <= to; from += 8) {
        uint64_t word;
        memcpy(&word, bytes + from, 8);
        uint64_t continuing = (word >> 7) & (~word >> 6) & 0x0101010101010101u;
        count += 8 - (int64_t)(continuing * 0x0101010101010101u >> 56);
    }
    for (; from < to; from++) count += (bytes[from] & 0xC0) != 0x80;
    return count;
}

/* Return the first place of word[0:length] in bytes[from:to], or -1. The last byte tells the most:
 * Chinese characters in UTF-8 have few first bytes and many last ones. */
static int64_t find(const uint8_t *bytes, int64_t from, int64_t to, const uint8_t *word, int64_t length) {
    for (int64_t at = from + length - 1; at < to; at++) {
        const uint8_t *end = memchr(bytes + at, word[length - 1], (size_t)(to - at));
        if (!end) return -1;
        at = end - bytes;
        if (!memcmp(end - length + 1, word, (size_t)length)) return at - length + 1;
    }
    return -1;
}

/* Look for word[0:length] in texts in UTF-8: text d is bytes[bounds[d]:bounds[d + 1]]. Fill
 * `documents` and `starts`, in characters, with up to `room` of its places, left to right without
 * overlap, and return how many. `from` says where to go on: the text, and how many of its bytes
 * and of its characters are done; once there are no more it is at text `count`. */
API int64_t cn_find(const uint8_t *bytes, const int64_t *bounds, int64_t count, const uint8_t *word, int64_t length,
                    int32_t *documents, int32_t *starts, int64_t room, int64_t *from) {
    int64_t found = 0, width = characters(word, 0, length);
    for (; from[0] < count; from[0]++, from[1] = from[2] = 0) {
        int64_t first = bounds[from[0]], end = bounds[from[0] + 1], at;
        while (length > 0 && (at = find(bytes, first + from[1], end, word, length)) >= 0) {
            if (found == room) return found;
            from[2] += characters(bytes, first + from[1], at);
            documents[found] = (int32_t)from[0];
            starts[found++] = (int32_t)from[2];
            from[1] = at + length - first;
            from[2] += width;
        }
    }
    return found;
}
