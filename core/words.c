/* A dictionary in force: jieba's words, with the user's laid over them.
 *
 * jieba.add_word puts a word into one big table. Here the table stays as it lies in the
 * file, shared and read-only, and the user's words are a small trie of their own beside it;
 * where both know a word, the user's frequency holds. */
#include "cntext.h"

#include <stdlib.h>
#include <string.h>

#define PREFIX (-1) /* the frequency of a node at which no user's word ends */

typedef struct {
    int64_t frequency;
    double log_frequency;
    int split; /* was ever added with frequency 0: the model may not put it together */
} Node;

typedef struct {
    uint64_t key; /* parent node and character, + 1 */
    int32_t node;
} Edge;

struct Words {
    const Data *data;
    double log_total;
    double *weight;      /* [weight_count] */
    Node *nodes;         /* 0 is the root */
    Edge *edges;         /* open addressing; a power of two of them */
    int64_t node_count, node_room, edge_room;
    int splits;
    uint8_t first[8192]; /* one bit for each low half of a character that begins a word */
};

int grow(void **items, int64_t *capacity, int64_t needed, int64_t size) {
    if (needed <= *capacity) return 1;
    int64_t room = *capacity ? *capacity : 64;
    while (room < needed) room *= 2;
    void *larger = realloc(*items, (size_t)(room * size));
    if (!larger) return 0;
    *items = larger;
    *capacity = room;
    return 1;
}

/* Take `log_total`, the logarithm of the sum of all frequencies. */
API void cn_total(Words *words, double log_total) {
    words->log_total = log_total;
    for (int32_t i = 0; i < words->data->weight_count; i++)
        words->weight[i] = words->data->log_frequency[i] - log_total;
}

API void cn_words_free(Words *words) {
    if (!words) return;
    free(words->weight);
    free(words->nodes);
    free(words->edges);
    free(words);
}

API Words *cn_words(const Data *data, double log_total) {
    Words *words = calloc(1, sizeof *words);
    if (!words) return NULL;
    words->data = data;
    words->weight = malloc(sizeof(double) * (size_t)data->weight_count);
    words->edge_room = 64;
    words->edges = calloc(64, sizeof(Edge));
    if (!words->weight || !words->edges || !grow((void **)&words->nodes, &words->node_room, 1, sizeof(Node))) {
        cn_words_free(words);
        return NULL;
    }
    words->nodes[words->node_count++] = (Node){PREFIX, 0, 0};
    cn_total(words, log_total);
    return words;
}

const Data *words_data(const Words *words) { return words->data; }
const double *words_weights(const Words *words) { return words->weight; }
double words_lone(const Words *words) { return 0.0 - words->log_total; } /* log(1) - log(total) */
const uint8_t *words_first(const Words *words) { return words->first; }

static Edge *slot(const Words *words, int64_t parent, uint32_t c) {
    uint64_t key = (uint64_t)parent << 32 | c, mask = (uint64_t)words->edge_room - 1;
    uint64_t at = (key * 0x9E3779B97F4A7C15ULL) >> 32;
    while (words->edges[at & mask].key && words->edges[at & mask].key != key + 1) at++;
    return &words->edges[at & mask];
}

static int64_t child(const Words *words, int64_t parent, uint32_t c) {
    const Edge *edge = slot(words, parent, c);
    return edge->key ? edge->node : 0;
}

static int64_t find(const Words *words, const uint32_t *word, int64_t length) {
    int64_t node = 0;
    if (!length || !starts_word(words->first, word[0])) return 0;
    for (int64_t i = 0; i < length; i++)
        if (!(node = child(words, node, word[i]))) return 0;
    return node;
}

static int64_t made(Words *words, int64_t parent, uint32_t c) {
    Edge *edge = slot(words, parent, c);
    if (edge->key) return edge->node;
    if (!grow((void **)&words->nodes, &words->node_room, words->node_count + 1, sizeof(Node))) return 0;
    if (words->node_count * 2 > words->edge_room) {
        Edge *old = words->edges, *larger = calloc((size_t)words->edge_room * 2, sizeof(Edge));
        if (!larger) return 0;
        int64_t room = words->edge_room;
        words->edges = larger;
        words->edge_room *= 2;
        for (int64_t i = 0; i < room; i++)
            if (old[i].key) *slot(words, (int64_t)((old[i].key - 1) >> 32), (uint32_t)(old[i].key - 1)) = old[i];
        free(old);
        edge = slot(words, parent, c);
    }
    *edge = (Edge){((uint64_t)parent << 32 | c) + 1, (int32_t)words->node_count};
    words->nodes[words->node_count] = (Node){PREFIX, 0, 0};
    return words->node_count++;
}

/* Do what jieba.add_word does to its table; the total is the caller's to keep. 0: no memory
 * or a word too long. Not while anyone cuts with `words`. */
API int cn_add(Words *words, const uint32_t *word, int64_t length, int64_t frequency, double log_frequency) {
    int64_t node = 0;
    if (length < 1 || length > MAX_WORD || frequency < 0 || words->node_count > INT32_MAX - MAX_WORD) return 0;
    for (int64_t i = 0; i < length; i++)
        if (!(node = made(words, node, word[i]))) return 0;
    Node *end = &words->nodes[node];
    end->frequency = frequency;
    end->log_frequency = log_frequency;
    end->split |= !frequency;
    words->splits |= !frequency;
    words->first[(word[0] & 0xFFFF) >> 3] |= (uint8_t)(1 << (word[0] & 7));
    return 1;
}

int words_split(const Words *words, const uint32_t *word, int64_t length) {
    return words->splits && words->nodes[find(words, word, length)].split;
}

/* Return jieba's FREQ.get(word, -1): the frequency, 0 if other words begin like it. */
API int64_t cn_frequency(const Words *words, const uint32_t *word, int64_t length) {
    const Data *data = words->data;
    int64_t node = find(words, word, length);
    if (node && words->nodes[node].frequency != PREFIX) return words->nodes[node].frequency;
    uint32_t cell = 0;
    for (int64_t i = 0; i < length; i++)
        if (!(cell = step(data, cell, code_of(data, word[i])))) return node ? 0 : -1;
    return length ? data->frequency[data->cells[cell].weight] : -1;
}

/* Fill `found` (room for MAX_WORD) with the words at the beginning of text[0:length], the
 * shortest first; return how many. */
int words_matches(const Words *words, const uint32_t *text, int64_t length, Match *found) {
    const Data *data = words->data;
    int count = 0, depth = length < MAX_WORD ? (int)length : MAX_WORD;
    uint32_t cell = 0;
    int64_t node = 0;
    int ours = starts_word(words->first, text[0]), theirs = 1;
    for (int i = 0; i < depth && (ours || theirs); i++) {
        if (theirs) theirs = (cell = step(data, cell, code_of(data, text[i]))) != 0;
        if (ours) ours = (node = child(words, node, text[i])) != 0;
        const Node *user = &words->nodes[node]; /* the root is never the end of a word */
        if (ours && user->frequency != PREFIX) {
            if (user->frequency) found[count++] = (Match){i + 1, cell, user->log_frequency - words->log_total};
        } else if (theirs && data->cells[cell].weight) {
            found[count++] = (Match){i + 1, cell, words->weight[data->cells[cell].weight]};
        }
    }
    return count;
}
