/* The native segmentation core: what its files share. README.md explains the algorithm.
 *
 * No Python.h: the library is loaded with ctypes and serves every Python version. It knows
 * arrays of numbers only. Text is an array of code points; a position is an index into it.
 */
#ifndef CNTEXT_H
#define CNTEXT_H

#include <float.h>
#include <stdint.h>

#define CN_ABI 4          /* raised with every change of a function below */
#define CN_FORMAT 1       /* raised with every change of the data file */
#define MAX_WORD 255      /* characters; the length of a word travels in eight bits */
#define NO_LABEL 0xFFFF   /* of a cell that is not in use; no character has this code */
#define HAN_FIRST 0x4E00u /* the Chinese characters that jieba's patterns know */
#define HAN_LAST 0x9FD5u
#define HAN_COUNT (HAN_LAST - HAN_FIRST + 1)

#ifdef _WIN32
#define API __declspec(dllexport)
#else
#define API __attribute__((visibility("default")))
#endif

/* jieba adds 64-bit floats one at a time; where C adds in wider registers the last bit,
 * and with it a tie, can fall otherwise. Such machines use jieba itself. */
#if FLT_EVAL_METHOD != 0
#error "floating-point expressions must be evaluated as doubles"
#endif

enum { NONE, HAN, ALNUM, MARK }; /* kinds of character: in no block, …, one of + # & . _ % - */
enum { CUT_HMM, CUT_PLAIN, CUT_FULL }; /* jieba.cut: HMM=True, HMM=False, cut_all=True */
enum { WITH_GRAMS = 1, NO_SPACE = 2 };  /* cut_for_search; drop white space */

/* One cell of the double-array trie. A word is a walk from cell 0 along the codes of its
 * characters: the child of cell p by code c is cell p.base + c, if its label is c. No two
 * cells share a base, so the label alone tells whose child a cell is. */
typedef struct {
    int32_t base;
    uint16_t label;
    uint16_t weight; /* which frequency, 0 where no word ends */
} Cell;

/* The dictionary and the model, as they lie in the data file; see data.c. */
typedef struct {
    const uint16_t *code;          /* [65536] the trie's code of a character, 0: in no word */
    const double *emit;            /* [HAN_COUNT][4] by state, in the order B E M S */
    const double *start;           /* [4] */
    const double *trans;           /* [4][4] from, to */
    const double *log_frequency;   /* [weights] */
    const int64_t *frequency;      /* [weights] */
    const Cell *cells;             /* [cell_count] */
    int64_t total;
    int32_t cell_count, weight_count;
} Data;

/* A dictionary in force: the data with the user's words laid over it; see words.c. */
typedef struct Words Words;

/* What the words at one place weigh: the candidates of jieba's DAG. */
typedef struct {
    int32_t length;
    uint32_t cell; /* where the word ends in the trie, 0 if it is the user's alone */
    double weight; /* log(frequency) - log(total) */
} Match;

const Data *words_data(const Words *words);
const double *words_weights(const Words *words); /* by Cell.weight */
double words_lone(const Words *words);            /* of a character that is no word */
const uint8_t *words_first(const Words *words);   /* one bit for each low half of a character */
int words_split(const Words *words, const uint32_t *word, int64_t length);
int words_matches(const Words *words, const uint32_t *text, int64_t length, Match *found);
API int64_t cn_frequency(const Words *words, const uint32_t *word, int64_t length);

/* Words → the numbers 0, 1, 2 … in the order of their first coming; see vocabulary.c. */
typedef struct Vocabulary Vocabulary;
int32_t vocabulary_id(Vocabulary *v, const uint32_t *text, int64_t start, int64_t end, uint32_t cell);
int32_t vocabulary_lone(Vocabulary *v, uint32_t c, int64_t start);

/* Make room for one more item of an array that grows; 0 if there is no memory. */
int grow(void **items, int64_t *capacity, int64_t needed, int64_t size);

static inline int kind_of(uint32_t c) {
    if (c - HAN_FIRST < HAN_COUNT) return HAN;
    if (c >= 128) return NONE;
    if (c - '0' < 10 || c - 'a' < 26 || c - 'A' < 26) return ALNUM;
    return c == '+' || c == '#' || c == '&' || c == '.' || c == '_' || c == '%' || c == '-' ? MARK : NONE;
}

/* May a user's word begin with `c`? `first` are the bits from words_first. */
static inline int starts_word(const uint8_t *first, uint32_t c) { return first[(c & 0xFFFF) >> 3] >> (c & 7) & 1; }

static inline uint32_t code_of(const Data *data, uint32_t c) { return c < 65536 ? data->code[c] : 0; }

/* Walk from `cell` by one character; 0 (the root, which is nobody's child) if there is no way. */
static inline uint32_t step(const Data *data, uint32_t cell, uint32_t code) {
    uint32_t next = (uint32_t)data->cells[cell].base + code;
    return data->cells[next].label == code ? next : 0;
}

#endif
