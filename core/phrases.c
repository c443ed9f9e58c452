/* Phrases: how recurring strings grow by a character, and what stands beside their places. */
#include "cntext.h"

#include <stdlib.h>
#include <string.h>

#define FLAGS 8
#define MOST 255 /* what a byte counts up to */

static int rising(const void *a, const void *b) {
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

/* String i has counts[i] of the places, rising and end to end. It goes on if numbers[i], rising, is
 * not negative; at -2 it is rare, and the places where it begins are set in `rare`. One that goes on
 * grows by the character `k` behind each place, unless codes[place + k] is 0 or rare[place + 1] is
 * set: such places come to `pruned`. Fill keys with number * alphabet + code, rising, and of each its
 * count, how many begin where a token does, and how many of these end so, as `borders` say; and
 * `grown` with the places, those of one key together, rising. `sizes` gets how many keys, places and
 * pruned places. Scratch: room[3 * alphabet], zeros before and after. */
API void cn_grow(const int32_t *numbers, const int64_t *counts, int64_t size, const int32_t *places, int64_t k,
                 const int32_t *codes, const uint8_t *borders, uint8_t *rare, int64_t alphabet, int32_t *room,
                 int64_t *keys, int64_t *freq, int64_t *begins, int64_t *whole, int32_t *grown, int32_t *pruned,
                 int64_t *sizes) {
    int32_t *met = room, *next = room + alphabet, *seen = room + 2 * alphabet;
    int64_t found = 0, kept = 0, lost = 0, from = 0;
    for (int64_t i = 0; i < size; from += counts[i++])
        for (int64_t at = 0; numbers[i] == -2 && at < counts[i]; at++) rare[places[from + at]] = 1;
    for (int64_t i = 0; i < size; places += counts[i++]) {
        if (numbers[i] < 0) continue;
        int32_t kinds = 0;
        for (int64_t at = 0; at < counts[i]; at++) {
            int32_t code = codes[places[at] + k];
            if (!code) continue;
            if (rare[places[at] + 1]) pruned[lost++] = places[at];
            else if (!met[code]++) seen[kinds++] = code;
        }
        if (kinds > 1) qsort(seen, (size_t)kinds, sizeof *seen, rising);
        for (int32_t n = 0; n < kinds; n++) {
            int32_t code = seen[n];
            keys[found + n] = numbers[i] * alphabet + code;
            freq[found + n] = met[code];
            begins[found + n] = whole[found + n] = 0;
            next[code] = (int32_t)kept;
            kept += met[code];
            met[code] = n;
        }
        for (int64_t at = 0; at < counts[i]; at++) {
            int32_t place = places[at], code = codes[place + k];
            if (!code || rare[place + 1]) continue;
            grown[next[code]++] = place;
            begins[found + met[code]] += borders[place];
            whole[found + met[code]] += borders[place] & borders[place + k + 1];
        }
        for (int32_t n = 0; n < kinds; n++) met[seen[n]] = next[seen[n]] = 0;
        memset(seen, 0, (size_t)kinds * sizeof *seen);
        found += kinds;
    }
    sizes[0] = found;
    sizes[1] = kept;
    sizes[2] = lost;
}

/* Of each of `size` strings of `length` characters keep those of its counts[i] places, rising, that do
 * not overlap the last one kept. Fill freq with how many, `kept` with them; returns the number of all. */
API int64_t cn_apart(const int64_t *counts, int64_t size, const int32_t *places, int64_t length, int64_t *freq,
                     int32_t *kept) {
    int64_t done = 0;
    for (int64_t i = 0; i < size; places += counts[i++]) {
        int64_t first = done, end = 0;
        for (int64_t at = 0; at < counts[i]; at++) {
            if (places[at] < end) continue;
            kept[done++] = places[at];
            end = places[at] + length;
        }
        freq[i] = done - first;
    }
    return done;
}

/* String numbers[i], rising, has freq[i] of the places, end to end. Keep the places of those that are
 * among chosen[count], rising: those of chosen[c] come to kept[bounds[c]:bounds[c + 1]]. */
API void cn_select(const int64_t *numbers, const int64_t *freq, int64_t size, const int32_t *places,
                   const int64_t *chosen, int64_t count, int64_t *bounds, int32_t *kept) {
    int64_t at = 0, done = 0;
    for (int64_t c = 0; c < count; c++) {
        while (at < size && numbers[at] < chosen[c]) places += freq[at++];
        bounds[c] = done;
        if (at == size || numbers[at] != chosen[c]) continue;
        memcpy(kept + done, places, (size_t)freq[at] * sizeof *places);
        done += freq[at];
        places += freq[at++];
    }
    bounds[count] = done;
}

/* String c is lengths[c] characters at each of places[bounds[c]:bounds[c + 1]]. Fill sums[flag * count + c]
 * with how often each of up to eight flags, bits, is set both in front[place] and in behind[place + length]. */
API void cn_beside(const int32_t *places, const int64_t *bounds, const int64_t *lengths, int64_t count,
                   const uint8_t *front, const uint8_t *behind, int flags, int64_t *sums) {
    uint64_t spread[1 << FLAGS]; /* a bit in each byte */
    for (uint64_t bits = 0; bits < 1 << FLAGS; bits++) {
        spread[bits] = 0;
        for (int flag = 0; flag < FLAGS; flag++) spread[bits] |= (bits >> flag & 1) << 8 * flag;
    }
    memset(sums, 0, (size_t)(flags * count) * sizeof *sums);
    for (int64_t c = 0; c < count; c++)
        for (int64_t at = bounds[c]; at < bounds[c + 1];) {
            int64_t end = bounds[c + 1] - at > MOST ? at + MOST : bounds[c + 1];
            uint64_t some = 0;
            for (; at < end; at++) some += spread[front[places[at]] & behind[places[at] + lengths[c]]];
            for (int flag = 0; flag < flags; flag++) sums[flag * count + c] += some >> 8 * flag & MOST;
        }
}

/* String c stands at places[bounds[c]:bounds[c + 1]], and shifts[c] from there is the character beside
 * it: count those that are not 0. Fill keys with c * alphabet + code, rising, `counts` with how often
 * each comes, `tied` with how often where tying[place] is set. Returns how many keys. Scratch:
 * room[3 * alphabet], zeros before and after. */
API int64_t cn_neighbours(const int32_t *places, const int64_t *bounds, const int64_t *shifts, int64_t count,
                          const int32_t *codes, const uint8_t *tying, int64_t alphabet, int32_t *room, int64_t *keys,
                          int64_t *counts, int64_t *tied) {
    int32_t *met = room, *ties = room + alphabet, *seen = room + 2 * alphabet;
    int64_t found = 0;
    for (int64_t c = 0; c < count; c++) {
        int32_t kinds = 0;
        for (int64_t at = bounds[c]; at < bounds[c + 1]; at++) {
            int64_t place = places[at] + shifts[c];
            int32_t code = codes[place];
            if (!code) continue;
            if (!met[code]++) seen[kinds++] = code;
            ties[code] += tying[place];
        }
        if (kinds > 1) qsort(seen, (size_t)kinds, sizeof *seen, rising);
        for (int32_t n = 0; n < kinds; n++, found++) {
            keys[found] = c * alphabet + seen[n];
            counts[found] = met[seen[n]];
            tied[found] = ties[seen[n]];
            met[seen[n]] = ties[seen[n]] = 0;
        }
        memset(seen, 0, (size_t)kinds * sizeof *seen);
    }
    return found;
}

/* Fill first[c] with the least of where[place], not negative, of the places of string c that begin and end
 * where tokens do, as `borders` say; else with the least of all of them and `unless`; else with `none`. */
API void cn_first(const int32_t *places, const int64_t *bounds, const int64_t *lengths, int64_t count,
                  const uint8_t *borders, const int64_t *where, int64_t unless, int64_t none, int64_t *first) {
    for (int64_t c = 0; c < count; c++) {
        first[c] = none;
        for (int64_t at = bounds[c]; at < bounds[c + 1]; at++) {
            int64_t whole = borders[places[at]] & borders[places[at] + lengths[c]];
            int64_t found = where[places[at]] | (whole ? 0 : unless);
            if (found < first[c]) first[c] = found;
        }
    }
}

/* Copy runs of items of `width` bytes: sizes[i] of them from begins[i] on to places[i]. */
API void cn_runs(const uint8_t *from, const int64_t *begins, const int64_t *sizes, int64_t count, int64_t width,
                 uint8_t *to, const int64_t *places) {
    for (int64_t i = 0; i < count; i++)
        memcpy(to + width * places[i], from + width * begins[i], (size_t)(width * sizes[i]));
}
