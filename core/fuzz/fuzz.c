/* Coverage-guided fuzzing of the core: `make fuzz`. Nothing an input holds may crash it.
 *
 * An input is read as orders: how to cut, user words, changes to the data file, text. Two
 * data files are loaded, jieba's and a small one; the small one is opened with the changes
 * made and its checksum not asked for, as if somebody had sealed it again. */
#include "../cntext.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Cutter Cutter;
uint64_t cn_checksum(const uint8_t *bytes, int64_t size);
Data *cn_open(const uint8_t *bytes, int64_t size, int full);
void cn_close(Data *data);
int64_t cn_listed_total(const Data *data);
Words *cn_words(const Data *data, double log_total);
void cn_words_free(Words *words);
void cn_total(Words *words, double log_total);
int cn_add(Words *words, const uint32_t *word, int64_t length, int64_t frequency, double log_frequency);
Vocabulary *cn_vocabulary(const Data *data);
void cn_vocabulary_free(Vocabulary *v);
int64_t cn_fresh(Vocabulary *v, const int64_t **fresh);
Cutter *cn_cutter(const Words *words, Vocabulary *vocabulary, int mode, int options);
void cn_cutter_free(Cutter *c);
int64_t cn_cut(Cutter *c, const void *text, int64_t size, int width, const int64_t *bounds, int64_t documents,
               int64_t *token_bounds, const int32_t **ids, const int32_t **starts);
int cn_tally(Vocabulary *v, const int32_t *ids, const int64_t *token_bounds, const int32_t *owners, int64_t documents);
void cn_tallied(const Vocabulary *v, int64_t *freq, int64_t *range);

typedef struct {
    uint8_t *bytes;
    int64_t size;
} File;

static File whole, small;
static Data *jieba;

static File read_file(const char *name) {
    FILE *stream = name ? fopen(name, "rb") : NULL;
    if (!stream) {
        fprintf(stderr, "set CNTEXT_DATA and CNTEXT_SMALL to data files (core/fuzz/seeds.py makes them)\n");
        exit(1);
    }
    fseek(stream, 0, SEEK_END);
    File file = {NULL, ftell(stream)};
    rewind(stream);
    file.bytes = malloc((size_t)file.size);
    if (fread(file.bytes, 1, (size_t)file.size, stream) != (size_t)file.size) exit(1);
    fclose(stream);
    return file;
}

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    (void)argc;
    (void)argv;
    whole = read_file(getenv("CNTEXT_DATA"));
    small = read_file(getenv("CNTEXT_SMALL"));
    jieba = cn_open(whole.bytes, whole.size, 1);
    if (!jieba) exit(1);
    return 0;
}

static const uint8_t *at, *end;
static uint32_t take(int bytes) {
    uint32_t value = 0;
    for (int i = 0; i < bytes && at < end; i++) value |= (uint32_t)*at++ << 8 * i;
    return value;
}

static void must(int holds, const char *what) {
    if (holds) return;
    fprintf(stderr, "does not hold: %s\n", what);
    abort();
}

static void add_words(Words *words, uint32_t count) {
    uint32_t word[MAX_WORD + 8];
    for (uint32_t i = 0; i < count && at < end; i++) {
        uint32_t length = take(1);
        for (uint32_t k = 0; k < length; k++) word[k] = take(2);
        int64_t frequency = take(1);
        int done = cn_add(words, word, length, frequency, 1.5 * (double)frequency);
        must(done == (length > 0 && length <= MAX_WORD), "a word of sensible length is taken");
        if (done) must(cn_frequency(words, word, length) == frequency, "a word has the frequency it was given");
    }
}

static void cut(const Data *data, Words *words, uint32_t how) {
    int mode = (int)(how % 3), options = how >> 2 & 3, numbered = how >> 4 & 1 && mode != CUT_FULL;
    int width = how >> 5 & 1 ? 4 : 2, documents = how >> 6 & 1 ? 2 : 1;
    if (mode == CUT_FULL) options = 0;
    int64_t size = (end - at) / width, bounds[3] = {0, size, size}, token_bounds[3];
    void *text = malloc((size_t)(size * width) + 1); /* of its own, so that reading beyond is seen */
    memcpy(text, at, (size_t)(size * width));
    int64_t characters = size;
    if (width == 2) {
        const uint16_t *units = text;
        for (int64_t i = 1; i < size; i++) {
            int pair = units[i - 1] - 0xD800u < 0x400 && units[i] - 0xDC00u < 0x400;
            if (pair) characters--, i++;
        }
    }
    bounds[documents] = bounds[1] = characters;
    if (documents == 2) bounds[1] = characters / 3;
    Vocabulary *vocabulary = numbered ? cn_vocabulary(data) : NULL;
    Cutter *cutter = cn_cutter(words, vocabulary, mode, options);
    const int32_t *ids;
    const int32_t *starts, owners[2] = {0, documents == 2};
    const int64_t *fresh;
    int64_t words_known = 0;
    for (int again = 0; again < 2; again++) {
        int64_t count = cn_cut(cutter, text, size, width, bounds, documents, token_bounds, &ids, &starts);
        must(count >= 0 && count == token_bounds[documents], "the text is cut");
        int64_t new = numbered ? cn_fresh(vocabulary, &fresh) : 0;
        must(!again || !new, "what is known is not new");
        words_known += new;
        if (numbered) must(cn_tally(vocabulary, ids, token_bounds, owners, documents), "tokens are counted");
        for (int d = 0; d < documents && !(options & WITH_GRAMS); d++) {
            int64_t reached = 0, length = bounds[d + 1] - bounds[d];
            for (int64_t i = token_bounds[d]; i < token_bounds[d + 1]; i++) {
                must(starts[i] >= 0 && starts[i] <= length, "a token lies in its text");
                if (numbered || mode == CUT_FULL) continue;
                must(options & NO_SPACE ? starts[i] >= reached : starts[i] == reached, "tokens touch");
                reached = starts[i] + ids[i];
            }
            if (!numbered && mode != CUT_FULL && !options) must(reached == length, "tokens are the text");
        }
    }
    if (numbered) {
        int64_t *counts = malloc(2 * (size_t)words_known * sizeof *counts + 1), total = 0;
        cn_tallied(vocabulary, counts, counts + words_known);
        for (int64_t i = 0; i < words_known; i++) {
            must(counts[i] > 0 && counts[words_known + i] > 0, "what is known has come");
            total += counts[i];
        }
        must(total == 2 * token_bounds[documents], "every token is counted");
        free(counts);
    }
    cn_cutter_free(cutter);
    cn_vocabulary_free(vocabulary);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *input, size_t size) {
    at = input;
    end = input + size;
    uint32_t how = take(1), user_words = take(1) % 8, changes = take(1);
    uint8_t *changed = NULL;
    const Data *data = jieba;
    Data *opened = NULL;
    if (changes) {
        changed = malloc((size_t)small.size);
        memcpy(changed, small.bytes, (size_t)small.size);
        for (uint32_t i = 1; i < changes && end - at >= 4; i++) {
            /* Half of the changes go to the head, the rest to the cells at the end. */
            uint32_t where = take(2), value = take(2);
            int64_t place = where & 1 ? where / 2 % 128 : small.size - 2 - 2 * (int64_t)(where / 2);
            memcpy(changed + place, &value, 2);
        }
        data = opened = cn_open(changed, small.size, 0);
    }
    Words *words = data ? cn_words(data, 17.9) : NULL;
    if (words) {
        add_words(words, user_words);
        cn_total(words, 18.0 + user_words);
        cut(data, words, how);
    }
    cn_words_free(words);
    cn_close(opened);
    free(changed);
    return 0;
}
