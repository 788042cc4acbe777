// An LSTM layer as one would write it in C for speed, to compare generated code with: sizes known to the compiler,
// weights packed in the order in which they are read, sums kept in registers, vectors of GCC's own (no intrinsics).
//
//   gcc -shared -fPIC -O3 -ffast-math -mavx2 -mfma -DINPUT=1 -DHIDDEN=16 -DLANES=8 lstm_step.c
//
// Weights come in PyTorch's order, gates i f g o. Packing halves those of the gates: sigmoid(a) = tanh(a / 2) / 2 + 1 / 2.
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    COLUMNS = INPUT + HIDDEN,
    VECTORS = (HIDDEN + LANES - 1) / LANES, // of one gate
    UNITS = VECTORS * LANES, // with padding, which stays 0
    SUMS = 4 * VECTORS,
#ifdef __AVX512VL__
    MOST = 16, // sums at a time: with what else is needed, they fit the 32 registers,
#else
    MOST = 12, // or the 16 without AVX-512
#endif
    BLOCK = SUMS <= MOST ? SUMS : SUMS % MOST == 0 ? MOST : SUMS % 10 == 0 ? 10 : 8,
    BLOCKS = SUMS / BLOCK
};
_Static_assert(SUMS % BLOCK == 0, "blocks of one length");

typedef float floats __attribute__((vector_size(4 * LANES)));

struct weights {
    floats bias[SUMS];
    floats columns[BLOCKS][COLUMNS][BLOCK];
};

struct stream {
    float hidden[UNITS] __attribute__((aligned(4 * LANES)));
    float cell[UNITS] __attribute__((aligned(4 * LANES)));
};

struct network {
    struct weights weights;
    struct stream streams[];
};

// tanh(x) = x P(x^2) / Q(x^2), clamped where a float is 1 - the rational of degree 13 over 6 that Eigen publishes;
// absolute error about 1e-7.
static inline float hyperbolic_tangent(float x) {
    x = fminf(fmaxf(x, -7.99f), 7.99f);
    float square = x * x;
    float p = square * -2.76076847742355e-16f + 2.00018790482477e-13f;
    p = p * square - 8.60467152213735e-11f;
    p = p * square + 5.12229709037114e-08f;
    p = p * square + 1.48572235717979e-05f;
    p = p * square + 6.37261928875436e-04f;
    p = p * square + 4.89352455891786e-03f;
    float q = square * 1.19825839466702e-06f + 1.18534705686654e-04f;
    q = q * square + 2.26843463243900e-03f;
    q = q * square + 4.89352518554385e-03f;
    return x * p / q;
}

// sigmoid(a) for a gate whose sum is a / 2.
static inline float sigmoid_of_half(float half) { return 0.5f * hyperbolic_tangent(half) + 0.5f; }

// The cell and hidden state of all units, from the sums of i f g o: a loop that the compiler turns into vectors.
static inline __attribute__((always_inline)) void update(struct stream *stream, const float *sums) {
    for (int unit = 0; unit < UNITS; unit++) {
        float input_gate = sigmoid_of_half(sums[unit]);
        float forget_gate = sigmoid_of_half(sums[UNITS + unit]);
        float candidate = hyperbolic_tangent(sums[2 * UNITS + unit]);
        float output_gate = sigmoid_of_half(sums[3 * UNITS + unit]);
        stream->cell[unit] = forget_gate * stream->cell[unit] + input_gate * candidate;
        stream->hidden[unit] = output_gate * hyperbolic_tangent(stream->cell[unit]);
    }
}

static inline __attribute__((always_inline)) void advance(const struct weights *weights, struct stream *stream, const float *x, float *y) {
    floats sums[SUMS];
    for (int block = 0; block < BLOCKS; block++) {
        const floats (*columns)[BLOCK] = weights->columns[block];
        floats sum[BLOCK];
        for (int n = 0; n < BLOCK; n++) sum[n] = weights->bias[block * BLOCK + n];
        for (int column = 0; column < INPUT; column++)
#pragma GCC unroll 16
            for (int n = 0; n < BLOCK; n++) sum[n] += columns[column][n] * x[column];
        for (int column = 0; column < HIDDEN; column++)
#pragma GCC unroll 16
            for (int n = 0; n < BLOCK; n++) sum[n] += columns[INPUT + column][n] * stream->hidden[column];
        for (int n = 0; n < BLOCK; n++) sums[block * BLOCK + n] = sum[n];
    }
    update(stream, (const float *)sums);
    memcpy(y, stream->hidden, sizeof(float) * HIDDEN);
}

struct network *lstm_create(int streams, const float *weight_ih, const float *weight_hh, const float *bias) {
    size_t size = sizeof(struct network) + sizeof(struct stream) * streams;
    struct network *network = aligned_alloc(sizeof(floats), size);
    memset(network, 0, size);
    for (int row = 0; row < 4 * HIDDEN; row++) {
        int gate = row / HIDDEN, unit = row % HIDDEN;
        int sum = gate * VECTORS + unit / LANES, lane = unit % LANES;
        float factor = gate == 2 ? 1.0f : 0.5f;
        network->weights.bias[sum][lane] = factor * bias[row];
        for (int column = 0; column < COLUMNS; column++)
            network->weights.columns[sum / BLOCK][column][sum % BLOCK][lane] =
                factor * (column < INPUT ? weight_ih[row * INPUT + column] : weight_hh[row * HIDDEN + column - INPUT]);
    }
    return network;
}

__attribute__((noinline)) void lstm_step(struct network *network, int stream, const float *x, float *y) {
    advance(&network->weights, &network->streams[stream], x, y);
}

// One step of every stream, again and again, each by a call; results go to `rows` rows in turn.
void lstm_steps(struct network *network, int streams, const float *x, float *y, int rows, int steps) {
    for (int t = 0; t < steps; t++)
        for (int stream = 0; stream < streams; stream++) {
            int sample = t * streams + stream;
            lstm_step(network, stream, x + (size_t)sample * INPUT, y + (size_t)(sample % rows) * HIDDEN);
        }
}

// Many steps of the one stream there is, in one call.
void lstm_run(struct network *network, const float *x, float *y, int steps) {
    for (int t = 0; t < steps; t++) advance(&network->weights, &network->streams[0], x + (size_t)t * INPUT, y + (size_t)t * HIDDEN);
}
