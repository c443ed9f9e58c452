/* Cutting, as jieba 0.42.1 does it: blocks, the best route through each, and the hidden
 * Markov model for what the route left in single characters. README.md tells the whole. */
#include "cntext.h"

#include <stdlib.h>
#include <string.h>

#ifndef SEGMENT
#define SEGMENT 32768 /* characters of a block whose route is held at once; MAX_WORD or more */
#endif

typedef struct {
    const Words *words;
    const Data *data;
    Vocabulary *vocabulary; /* or NULL: then lengths are put out for ids */
    int mode, options, failed;
    /* scratch, kept from text to text */
    uint32_t *wide;  /* the text as code points, if it came as UTF-16 */
    double *score;   /* [SEGMENT + MAX_WORD] of the best route from a character to the end */
    uint32_t *pick;  /* [SEGMENT] the word it begins with: cell << 8 | length */
    uint32_t *codes; /* [SEGMENT + MAX_WORD + 1] in the trie, of the characters */
    uint32_t *heads; /* [SEGMENT + MAX_WORD] the cells that they lead to from the root */
    double *marks;   /* the first MAX_WORD scores of each segment of a long block */
    uint8_t *states; /* of the model, for a run of Chinese characters */
    int64_t *joins;  /* full mode: pieces of letters and digits, to be put out as one */
    int64_t wide_room, mark_room, state_room, join_room, join_count;
    /* what is put out */
    const uint32_t *text;
    int32_t *ids;
    int32_t *starts;
    int64_t base, count, id_room, start_room;
} Cutter;

/* ---- putting out ---------------------------------------------------------------------- */

static void put(Cutter *c, int64_t id, int64_t start) {
    if (c->count == c->id_room
        && !(grow((void **)&c->ids, &c->id_room, c->count + 1, sizeof *c->ids)
             && grow((void **)&c->starts, &c->start_room, c->id_room, sizeof *c->starts)))
        id = -1;
    if (id < 0) {
        c->failed = 1;
        return;
    }
    c->ids[c->count] = (int32_t)id;
    c->starts[c->count++] = (int32_t)(start - c->base);
}

static void lone(Cutter *c, int64_t at) {
    put(c, c->vocabulary ? vocabulary_lone(c->vocabulary, c->text[at], at) : 1, at);
}

static void word(Cutter *c, int64_t start, int64_t end, uint32_t cell) {
    if (end - start == 1) {
        lone(c, start);
        return;
    }
    if (c->options & WITH_GRAMS)
        for (int64_t size = 2; size <= 3 && size < end - start; size++)
            for (int64_t at = start; at + size <= end; at++)
                if (cn_frequency(c->words, c->text + at, size) > 0)
                    put(c, c->vocabulary ? vocabulary_id(c->vocabulary, c->text, at, at + size, 0) : size, at);
    put(c, c->vocabulary ? vocabulary_id(c->vocabulary, c->text, start, end, cell) : end - start, start);
}

static void letters(Cutter *c, int64_t start, int64_t end) {
    for (int64_t at = start; at < end; at++) lone(c, at);
}

/* ---- the model: jieba.finalseg -------------------------------------------------------- */

enum { B, E, M, S }; /* in the order of the letters, by which jieba breaks ties */

static void model(Cutter *c, int64_t start, int64_t end) { /* __cut: Viterbi on Chinese characters */
    static const uint8_t before[4][2] = {{E, S}, {B, M}, {B, M}, {E, S}}; /* the later letter second */
    const Data *data = c->data;
    int64_t length = end - start;
    if (!grow((void **)&c->states, &c->state_room, length, 1)) {
        c->failed = 1;
        return;
    }
    const double *emit = data->emit + 4 * (c->text[start] - HAN_FIRST);
    double score[4], next[4];
    for (int y = 0; y < 4; y++) score[y] = data->start[y] + emit[y];
    c->states[0] = 0;
    for (int64_t t = 1; t < length; t++) {
        emit = data->emit + 4 * (c->text[start + t] - HAN_FIRST);
        uint8_t back = 0; /* for each state one bit: which of the two before it was better */
        for (int y = 0; y < 4; y++) {
            double one = score[before[y][0]] + data->trans[4 * before[y][0] + y] + emit[y];
            double two = score[before[y][1]] + data->trans[4 * before[y][1] + y] + emit[y];
            int second = two >= one;
            next[y] = second ? two : one;
            back |= (uint8_t)(second << y);
        }
        memcpy(score, next, sizeof score);
        c->states[t] = back;
    }
    int state = score[S] >= score[E] ? S : E;
    for (int64_t t = length - 1; t >= 0; t--) {
        int previous = before[state][c->states[t] >> state & 1];
        c->states[t] = (uint8_t)state;
        if (t) state = previous;
    }
    int64_t from = 0;
    for (int64_t t = 0; t < length; t++) {
        if (c->states[t] == B) from = t;
        if (c->states[t] == S) from = t;
        if (t + 1 < length && c->states[t] != E && c->states[t] != S) continue;
        if (words_split(c->words, c->text + start + from, t + 1 - from)) letters(c, start + from, start + t + 1);
        else word(c, start + from, start + t + 1, 0);
        from = t + 1;
    }
}

static int kind_at(const Cutter *c, int64_t at) { return kind_of(c->text[at]); }
static int is_digit(uint32_t c) { return c - '0' < 10; }

/* finalseg.cut: Chinese characters to the model; of the rest, [a-zA-Z0-9]+(?:\.\d+)?%? and
 * what lies between are words. */
static void recognise(Cutter *c, int64_t start, int64_t end) {
    const uint32_t *text = c->text;
    for (int64_t at = start; at < end && !c->failed;) {
        int64_t to = at;
        int kind = kind_at(c, at);
        while (to < end && kind_at(c, to) == kind) to++;
        if (kind == HAN) {
            model(c, at, to);
        } else {
            if (kind == ALNUM) {
                if (to + 1 < end && text[to] == '.' && is_digit(text[to + 1]))
                    for (to++; to < end && is_digit(text[to]);) to++;
                if (to < end && text[to] == '%') to++;
            }
            word(c, at, to, 0);
        }
        at = to;
    }
}

/* ---- the route: Tokenizer.calc -------------------------------------------------------- */

/* Find the best routes from text[start:end], of a block that ends at `last`. The scores of the
 * characters after `end` stand in c->score already. Of equals the longer word wins. */
static void solve(Cutter *c, int64_t start, int64_t end, int64_t last) {
    const Cell *cells = c->data->cells;
    const double *weights = words_weights(c->words), alone = words_lone(c->words);
    const uint8_t *users = words_first(c->words);
    const uint32_t *text = c->text + start;
    double *score = c->score;
    uint32_t *codes = c->codes, *heads = c->heads;
    int64_t length = end - start, seen = last - start < length + MAX_WORD ? last - start : length + MAX_WORD;
    /* Most of the time goes into waiting for a cell of the second character, which lies anywhere
     * in the table. They are asked for here, before any is needed. */
    uint32_t root = (uint32_t)cells[0].base;
    codes[seen] = 0;
    for (int64_t i = seen - 1; i >= 0; i--) {
        codes[i] = code_of(c->data, text[i]);
        heads[i] = root + codes[i];
        __builtin_prefetch(&cells[(uint32_t)cells[heads[i]].base + codes[i + 1]]);
    }
    for (int64_t k = length - 1; k >= 0; k--) {
        double best = alone + score[k + 1];
        uint32_t pick = 1;
        int none = 1;
        if (starts_word(users, text[k])) {
            Match found[MAX_WORD];
            int count = words_matches(c->words, text + k, seen - k, found);
            for (int i = 0; i < count; i++) {
                double value = found[i].weight + score[k + found[i].length];
                if (none || value >= best) best = value, pick = found[i].cell << 8 | (uint32_t)found[i].length;
                none = 0;
            }
        } else {
            int64_t stop = seen - k < MAX_WORD ? seen : k + MAX_WORD;
            uint32_t next = heads[k];
            for (int64_t x = k; x < stop; next = (uint32_t)cells[next].base + codes[++x]) {
                Cell cell = cells[next];
                if (cell.label != codes[x]) break;
                if (!cell.weight) continue;
                double value = weights[cell.weight] + score[x + 1];
                if (none || value >= best) best = value, pick = next << 8 | (uint32_t)(x + 1 - k);
                none = 0;
            }
        }
        score[k] = best;
        c->pick[k] = pick;
    }
}

/* Put out what the route left in single characters: __cut_DAG and __cut_DAG_NO_HMM. */
static void leftover(Cutter *c, int64_t start, int64_t end) {
    if (c->mode == CUT_PLAIN) {
        for (int64_t at = start, to; at < end; at = to) {
            for (to = at; to < end && kind_at(c, to) == ALNUM;) to++;
            if (to == at) to++;
            word(c, at, to, 0);
        }
    } else if (end - start == 1) {
        lone(c, start);
    } else if (end > start) {
        if (cn_frequency(c->words, c->text + start, end - start) > 0) letters(c, start, end);
        else recognise(c, start, end);
    }
}

static void route(Cutter *c, int64_t start, int64_t end) {
    int64_t segments = (end - start + SEGMENT - 1) / SEGMENT;
    if (segments > 1 && !grow((void **)&c->marks, &c->mark_room, segments * MAX_WORD, sizeof(double))) {
        c->failed = 1;
        return;
    }
    /* Scores are added from the end, so the last segment is solved first. Of a long block only
     * the scores at the segments' beginnings are kept, and each is solved again in its turn. */
    for (int64_t s = segments - 1; s >= 0; s--) {
        int64_t from = start + s * SEGMENT, to = s + 1 < segments ? from + SEGMENT : end;
        if (s + 1 == segments) c->score[to - from] = 0;
        else memcpy(c->score + SEGMENT, c->marks + (s + 1) * MAX_WORD, MAX_WORD * sizeof(double));
        solve(c, from, to, end);
        if (segments > 1) memcpy(c->marks + s * MAX_WORD, c->score, MAX_WORD * sizeof(double));
    }
    int64_t at = start, pending = start; /* text[pending:at] are single characters */
    for (int64_t s = 0; s < segments && !c->failed; s++) {
        int64_t from = start + s * SEGMENT, to = s + 1 < segments ? from + SEGMENT : end;
        if (s) {
            if (s + 1 == segments) c->score[to - from] = 0;
            else memcpy(c->score + SEGMENT, c->marks + (s + 1) * MAX_WORD, MAX_WORD * sizeof(double));
            solve(c, from, to, end);
        }
        while (at < to) {
            uint32_t pick = c->pick[at - from];
            int64_t length = pick & 0xFF;
            if (length > 1) {
                leftover(c, pending, at);
                word(c, at, at + length, pick >> 8);
                pending = at + length;
            }
            at += length;
        }
    }
    leftover(c, pending, end);
}

/* ---- full mode: Tokenizer.__cut_all ---------------------------------------------------- */

static void full(Cutter *c, int64_t start, int64_t end) {
    Match found[MAX_WORD];
    int64_t reached = start - 1; /* jieba's old_j */
    int joining = 0;
    for (int64_t k = start; k <= end && !c->failed; k++) {
        if (joining && (k == end || kind_at(c, k) != ALNUM)) {
            /* The pieces of letters and digits need not touch: a negative length says that
             * the next piece belongs to the same word. */
            for (int64_t i = 0; i < c->join_count; i += 2) {
                put(c, c->joins[i + 1] - c->joins[i], c->joins[i]);
                if (!c->failed && i + 2 < c->join_count) c->ids[c->count - 1] *= -1;
            }
            joining = 0;
        }
        if (k == end) break;
        int count = words_matches(c->words, c->text + k, end - k, found);
        if (!count) found[count++] = (Match){1, 0, 0};
        if (count > 1 || k <= reached) {
            for (int i = 0; i < count; i++)
                if (found[i].length > 1) put(c, found[i].length, k), reached = k + found[i].length - 1;
            continue;
        }
        reached = k + found[0].length - 1;
        if (kind_at(c, k) != ALNUM) {
            put(c, found[0].length, k);
            continue;
        }
        if (!joining) c->join_count = 0;
        joining = 1;
        if (c->join_count && c->joins[c->join_count - 1] == k) {
            c->joins[c->join_count - 1] = reached + 1;
        } else if (grow((void **)&c->joins, &c->join_room, c->join_count + 2, sizeof *c->joins)) {
            c->joins[c->join_count++] = k;
            c->joins[c->join_count++] = reached + 1;
        } else {
            c->failed = 1;
        }
    }
}

/* ---- texts ------------------------------------------------------------------------------ */

static int is_space(uint32_t c) { /* str.isspace, which is \s too */
    if (c < 128) return c == ' ' || (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x1F);
    return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029
        || c == 0x202F || c == 0x205F || c == 0x3000;
}

/* Between blocks every character is a word, \r\n one; in full mode what white space parts is. */
static void between(Cutter *c, int64_t start, int64_t end) {
    int64_t from = start;
    for (int64_t at = start; at < end;) {
        int64_t to = at + 1;
        int space = is_space(c->text[at]);
        if (c->text[at] == '\r' && to < end && c->text[to] == '\n') to++;
        if (c->mode == CUT_FULL) {
            if (space) {
                put(c, at - from, from); /* jieba puts out the empty string, too */
                put(c, to - at, at);
                from = to;
            }
        } else if (!(space && c->options & NO_SPACE)) {
            word(c, at, to, 0);
        }
        at = to;
    }
    if (c->mode == CUT_FULL && end > start) put(c, end - from, from);
}

static void cut(Cutter *c, int64_t start, int64_t end) {
    for (int64_t at = start, to; at < end && !c->failed; at = to) {
        for (to = at; to < end && kind_at(c, to) == NONE;) to++;
        between(c, at, to);
        for (at = to; to < end && kind_at(c, to) != NONE;) to++;
        if (to > at) c->mode == CUT_FULL ? full(c, at, to) : route(c, at, to);
    }
}

API void cn_cutter_free(Cutter *c) {
    if (!c) return;
    void *owned[] = {c->wide, c->score, c->pick, c->codes, c->heads, c->marks, c->states, c->joins, c->ids, c->starts};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++) free(owned[i]);
    free(c);
}

/* Return a cutter: the scratch of one thread. `vocabulary` may be NULL, and is for full mode.
 * `options` are a sum of WITH_GRAMS and NO_SPACE. */
API Cutter *cn_cutter(const Words *words, Vocabulary *vocabulary, int mode, int options) {
    Cutter *c = calloc(1, sizeof *c);
    if (!c) return NULL;
    c->words = words;
    c->data = words_data(words);
    c->vocabulary = mode == CUT_FULL ? NULL : vocabulary;
    c->mode = mode;
    c->options = options;
    c->score = malloc(sizeof(double) * (SEGMENT + MAX_WORD + 1));
    c->codes = malloc(sizeof(uint32_t) * (SEGMENT + MAX_WORD + 1));
    c->heads = malloc(sizeof(uint32_t) * (SEGMENT + MAX_WORD));
    c->pick = malloc(sizeof(uint32_t) * SEGMENT);
    if (c->score && c->codes && c->heads && c->pick) return c;
    cn_cutter_free(c);
    return NULL;
}

/* Read UTF-16 of this machine's byte order as code points; a lone surrogate is one. */
static int64_t widen(const uint16_t *text, int64_t size, uint32_t *wide) {
    int64_t n = 0;
    for (int64_t i = 0; i < size; i++) {
        uint32_t c = text[i];
        if (c - 0xD800u < 0x400 && i + 1 < size && text[i + 1] - 0xDC00u < 0x400)
            c = 0x10000 + ((c - 0xD800) << 10) + (text[++i] - 0xDC00u);
        wide[n++] = c;
    }
    return n;
}

/* Cut `documents` texts that stand one behind the other in `text`: `size` units of `width` (2:
 * UTF-16, 4: code points) bytes. Document d is text[bounds[d]:bounds[d + 1]], in characters.
 *
 * token_bounds[0:documents + 1] is filled; ids (numbers of the vocabulary, or lengths) and
 * starts (from the beginning of the document) stay the cutter's until the next call. Returns
 * the number of tokens, or -1 if there was no memory, or bounds that the text does not have or that
 * are 2^31 characters apart. */
API int64_t cn_cut(Cutter *c, const void *text, int64_t size, int width, const int64_t *bounds, int64_t documents,
                   int64_t *token_bounds, const int32_t **ids, const int32_t **starts) {
    c->count = 0;
    c->failed = 0;
    c->text = text;
    if (width == 2) {
        if (!grow((void **)&c->wide, &c->wide_room, size, sizeof *c->wide)) return -1;
        size = widen(text, size, c->wide);
        c->text = c->wide;
    }
    token_bounds[0] = 0;
    for (int64_t d = 0; d < documents && !c->failed; d++) {
        if (bounds[d] < 0 || bounds[d + 1] < bounds[d] || bounds[d + 1] > size) return -1;
        if (bounds[d + 1] - bounds[d] > INT32_MAX) return -1;
        c->base = bounds[d];
        cut(c, bounds[d], bounds[d + 1]);
        token_bounds[d + 1] = c->count;
    }
    *ids = c->ids;
    *starts = c->starts;
    return c->failed ? -1 : c->count;
}
