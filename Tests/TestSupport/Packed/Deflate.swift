import CZlib

/// Packs bytes with the system's zlib, for tests.
package enum Deflate {
  /// Returns deflated bytes alone, as in a ZIP archive.
  package static func plain(_ bytes: [UInt8]) -> [UInt8] { pack(bytes, bits: -15) }

  /// Returns one member of a `.gz` file.
  package static func gzip(_ bytes: [UInt8]) -> [UInt8] { pack(bytes, bits: 31) }

  /// Returns the checksum of bytes.
  package static func checksum(_ bytes: [UInt8]) -> UInt32 {
    UInt32(truncatingIfNeeded: crc32(0, bytes, UInt32(bytes.count)))
  }

  private static func pack(_ bytes: [UInt8], bits: Int32) -> [UInt8] {
    var bytes = bytes
    var output = [UInt8](repeating: 0, count: bytes.count + bytes.count / 8 + 1_024)
    let made = bytes.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target -> Int in
        var stream = z_stream()
        tributary_deflate_begin(&stream, 6, bits)
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(target.count)
        deflate(&stream, Z_FINISH)
        let rest = Int(stream.avail_out)
        deflateEnd(&stream)
        return target.count - rest
      }
    }
    return Array(output.prefix(made))
  }
}
