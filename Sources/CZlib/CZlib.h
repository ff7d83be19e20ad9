// The part of the system's zlib that archives, packed exports and workbooks use. No logic beyond what Swift cannot spell:
// functions that zlib's header has as macros.
#ifndef TRIBUTARY_CZLIB_H
#define TRIBUTARY_CZLIB_H

#include <zlib.h>

// Negative bits: deflated bytes alone, as in a ZIP archive; 31: a member of a .gz file.
static inline int tributary_inflate_begin(z_stream *stream, int bits) { return inflateInit2(stream, bits); }

static inline int tributary_deflate_begin(z_stream *stream, int level, int bits) {
  return deflateInit2(stream, level, Z_DEFLATED, bits, 8, Z_DEFAULT_STRATEGY);
}

#endif
