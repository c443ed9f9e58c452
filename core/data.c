/* The data file: checked on opening, so that nothing later has to be. */
#include "cntext.h"

#include <stdlib.h>
#include <string.h>

#define MAGIC 0x313065726f63636eULL /* "nccore01" as little-endian bytes */

typedef struct {
    uint64_t magic, checksum;
    int64_t format, size, cells, words, weights, codes, total;
    int64_t at[8]; /* where the sections begin, in the order of Data */
} Header;

API int64_t cn_abi(void) { return CN_ABI; }
API int64_t cn_format(void) { return CN_FORMAT; }

/* Four lanes of xor, rotate, multiply: each step can be undone, so no change of one word of
 * the file is ever lost. It guards against damage; the folder's mode guards against malice. */
API uint64_t cn_checksum(const uint8_t *bytes, int64_t size) {
    uint64_t lane[4] = {1, 2, 3, 4}, word[4];
    for (int64_t i = 0; i < size; i += 32) {
        memset(word, 0, sizeof word);
        memcpy(word, bytes + i, size - i < 32 ? (size_t)(size - i) : 32);
        for (int k = 0; k < 4; k++) {
            uint64_t x = lane[k] ^ word[k];
            lane[k] = (x << 29 | x >> 35) * 0x9E3779B97F4A7C15ULL;
        }
    }
    uint64_t sum = (uint64_t)size;
    for (int k = 0; k < 4; k++) sum = (sum ^ lane[k] ^ lane[k] >> 32) * 0xD6E8FEB86659FD93ULL;
    return sum;
}

static const void *section(const uint8_t *bytes, const Header *head, int which, int64_t size) {
    int64_t at = head->at[which];
    return at < (int64_t)sizeof *head || at % 8 || at > head->size - size ? NULL : bytes + at;
}

static int sound(const Data *data, const Header *head) {
    if (data->cells[0].label != NO_LABEL) return 0; /* the root is nobody's child */
    for (int32_t c = 0; c < 65536; c++)
        if (data->code[c] > head->codes) return 0;
    for (int64_t i = 0; i < head->cells; i++) { /* every step leads to a cell */
        Cell cell = data->cells[i];
        if (cell.base < 0 || cell.base >= head->cells - head->codes) return 0;
        if (cell.weight >= head->weights) return 0;
        if (data->word[i] < 0 || data->word[i] >= head->words) return 0;
    }
    return 1;
}

/* Return the data in `bytes` (8-aligned, alive as long as the result), or NULL if anything
 * is wrong with them. `full`: compare the checksum too. Free with cn_close. */
API Data *cn_open(const uint8_t *bytes, int64_t size, int full) {
    const Header *head = (const Header *)bytes;
    if (!bytes || (uintptr_t)bytes % 8 || size < (int64_t)sizeof *head) return NULL;
    if (head->magic != MAGIC || head->format != CN_FORMAT || head->size != size) return NULL;
    if (head->cells < 1 || head->cells > 1 << 24 || head->words < 1 || head->words > 1 << 24) return NULL;
    if (head->weights < 1 || head->weights > 65536 || head->codes < 0 || head->codes >= NO_LABEL || head->total < 1)
        return NULL;
    if (full && cn_checksum(bytes + 16, size - 16) != head->checksum) return NULL;
    Data *data = malloc(sizeof *data);
    if (!data) return NULL;
    data->code = section(bytes, head, 0, 65536 * 2);
    data->emit = section(bytes, head, 1, HAN_COUNT * 4 * 8);
    data->start = section(bytes, head, 2, 4 * 8);
    data->trans = section(bytes, head, 3, 16 * 8);
    data->log_frequency = section(bytes, head, 4, head->weights * 8);
    data->frequency = section(bytes, head, 5, head->weights * 8);
    data->cells = section(bytes, head, 6, head->cells * (int64_t)sizeof(Cell));
    data->word = section(bytes, head, 7, head->cells * 4);
    data->total = head->total;
    data->cell_count = (int32_t)head->cells;
    data->word_count = (int32_t)head->words;
    data->weight_count = (int32_t)head->weights;
    if (!data->code || !data->emit || !data->start || !data->trans || !data->log_frequency || !data->frequency
        || !data->cells || !data->word || !sound(data, head)) {
        free(data);
        return NULL;
    }
    return data;
}

/* Return the sum of the frequencies of the dictionary's lines. */
API int64_t cn_listed_total(const Data *data) { return data->total; }

API void cn_close(Data *data) { free(data); }
