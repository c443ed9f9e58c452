/* The data file: checked on opening, so that nothing later has to be. */
#include "cntext.h"

#include <stdlib.h>
#include <string.h>

#define MAGIC 0x313065726f63636eULL /* "nccore01" as little-endian bytes */

typedef struct {
    uint64_t magic, checksum;
    int64_t format, size, cells, weights, codes, total;
    int64_t at[7]; /* where the sections begin, in the order of Data */
} Header;

API int64_t cn_abi(void) { return CN_ABI; }
API int64_t cn_format(void) { return CN_FORMAT; }

static uint64_t mixed(uint64_t lane, const uint8_t *bytes) {
    uint64_t word;
    memcpy(&word, bytes, 8);
    lane ^= word;
    return (lane << 29 | lane >> 35) * 0x9E3779B97F4A7C15ULL;
}

/* Four lanes of xor, rotate, multiply: each step can be undone, so no change of one word of
 * the file is ever lost. It guards against damage; the folder's mode guards against malice. */
API uint64_t cn_checksum(const uint8_t *bytes, int64_t size) {
    uint64_t a = 1, b = 2, c = 3, d = (uint64_t)size;
    uint8_t rest[32] = {0};
    int64_t whole = size - size % 32;
    memcpy(rest, bytes + whole, (size_t)(size - whole));
    for (int64_t i = 0; i <= whole; i += 32) {
        const uint8_t *from = i < whole ? bytes + i : rest;
        a = mixed(a, from);
        b = mixed(b, from + 8);
        c = mixed(c, from + 16);
        d = mixed(d, from + 24);
    }
    return a ^ (b << 16 | b >> 48) ^ (c << 32 | c >> 32) ^ (d << 48 | d >> 16);
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
    }
    return 1;
}

/* Return the data in `bytes` (8-aligned, alive as long as the result), or NULL if anything
 * is wrong with them. `full`: compare the checksum too. Free with cn_close. */
API Data *cn_open(const uint8_t *bytes, int64_t size, int full) {
    const Header *head = (const Header *)bytes;
    if (!bytes || (uintptr_t)bytes % 8 || size < (int64_t)sizeof *head) return NULL;
    if (head->magic != MAGIC || head->format != CN_FORMAT || head->size != size) return NULL;
    if (head->cells < 1 || head->cells > 1 << 24) return NULL;
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
    data->total = head->total;
    data->cell_count = (int32_t)head->cells;
    data->weight_count = (int32_t)head->weights;
    if (!data->code || !data->emit || !data->start || !data->trans || !data->log_frequency || !data->frequency
        || !data->cells || !sound(data, head)) {
        free(data);
        return NULL;
    }
    return data;
}

/* Return the sum of the frequencies of the dictionary's lines. */
API int64_t cn_listed_total(const Data *data) { return data->total; }

API void cn_close(Data *data) { free(data); }
