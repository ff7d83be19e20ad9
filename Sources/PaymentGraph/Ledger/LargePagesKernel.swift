internal import Glibc

/// Asks the system to give memory in large pages, so that filling it costs fewer page faults.
///
/// Invariant: the advice is about whole pages within the memory that is named, and changes no byte.
package enum LargePagesKernel {
  /// Advises on memory from an address on, for a number of bytes.
  package static func advise(_ start: UnsafeMutableRawPointer, byteCount: Int) {
    let first = (UInt(bitPattern: start) + 4095) & ~4095
    let last = (UInt(bitPattern: start) + UInt(byteCount)) & ~4095
    guard last > first, let page = UnsafeMutableRawPointer(bitPattern: first) else { return }
    madvise(page, Int(last - first), 14)  // MADV_HUGEPAGE
  }
}
