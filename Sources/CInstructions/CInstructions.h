// Instructions of the processor that Swift has no words for. No logic.
#ifndef TRIBUTARY_CINSTRUCTIONS_H
#define TRIBUTARY_CINSTRUCTIONS_H

#include <stdint.h>

// Sixteen bytes side by side: `SIMD16<UInt8>`.
typedef uint8_t cpu_bytes16 __attribute__((vector_size(16)));

// Asks for the line of memory at an address, which need not be readable, without waiting for it.
static inline __attribute__((always_inline)) void cpu_fetch(const void *address) {
  __builtin_prefetch(address);
}

#if defined(__SSE2__)
#include <emmintrin.h>

// The highest bit of each of sixteen bytes, that of the first byte lowest.
static inline __attribute__((always_inline)) uint32_t cpu_high_bits(cpu_bytes16 bytes) {
  return (uint32_t)_mm_movemask_epi8((__m128i)bytes);
}
#endif

#endif
