// The part of the system's zlib that the product uses. No logic beyond what Swift cannot spell: zlib's two functions of
// initialisation are macros.
#ifndef TRIBUTARY_CZLIB_H
#define TRIBUTARY_CZLIB_H

#include <zlib.h>

static inline int tributary_deflate_start(z_stream *stream, int level, int window_bits) {
  return deflateInit2(stream, level, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY);
}

static inline int tributary_inflate_start(z_stream *stream, int window_bits) {
  return inflateInit2(stream, window_bits);
}

#endif
