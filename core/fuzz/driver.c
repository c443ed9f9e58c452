/* The fuzz target without clang: COUNT spoilt copies of the seeds, the same for the same SEED.
 *
 *   cc -std=c11 -g -O1 -DSEGMENT=256 -ffp-contract=off -fsanitize=address,undefined \
 *     -fno-sanitize-recover=all -o driver core/[a-z]*.c core/fuzz/fuzz.c core/fuzz/driver.c -lm
 *   CNTEXT_DATA=data CNTEXT_SMALL=small ./driver COUNT SEED seeds/00000 seeds/00001 …
 *
 * It follows no coverage, as libFuzzer does (`make fuzz`); it is the check for every run of the tests. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *input, size_t size);

#define MOST 8192
static uint64_t state;

static uint32_t chance(uint32_t below) { /* splitmix64 */
    uint64_t z = state += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return (uint32_t)((z ^ z >> 31) >> 32) % below;
}

static size_t read_seed(const char *name, uint8_t *into) {
    FILE *stream = fopen(name, "rb");
    if (!stream) {
        fprintf(stderr, "no seed %s\n", name);
        exit(1);
    }
    size_t size = fread(into, 1, MOST / 2, stream);
    fclose(stream);
    return size;
}

static size_t spoil(uint8_t *data, size_t size) {
    for (uint32_t changes = 1 + chance(8); changes-- && size > 1;) {
        size_t at = chance((uint32_t)size), length = 1 + chance(16);
        if (length > size - at) length = size - at;
        switch (chance(4)) {
        case 0: data[at] ^= (uint8_t)(1 << chance(8)); break;
        case 1: for (size_t i = 0; i < length; i++) data[at + i] = (uint8_t)chance(256); break;
        case 2: memmove(data + at, data + at + length, size - at - length); size -= length; break;
        default:
            if (size + length > MOST) break;
            memmove(data + at + length, data + at, size - at);
            size += length;
        }
    }
    return size;
}

int main(int argc, char **argv) {
    if (argc < 4) return fprintf(stderr, "driver COUNT SEED SEEDS...\n"), 2;
    LLVMFuzzerInitialize(&argc, &argv);
    long count = atol(argv[1]);
    for (long i = 0; i < count; i++) {
        state = (uint64_t)atol(argv[2]) * 1000003u + (uint64_t)i;
        uint8_t spoilt[MOST];
        size_t size = read_seed(argv[3 + i % (argc - 3)], spoilt);
        size = spoil(spoilt, size);
        uint8_t *exact = malloc(size ? size : 1); /* of its own size, so that reading beyond is seen */
        memcpy(exact, spoilt, size);
        LLVMFuzzerTestOneInput(exact, size);
        free(exact);
    }
    printf("%ld inputs\n", count);
    return 0;
}
