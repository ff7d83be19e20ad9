internal import Glibc

extension TextTable {
  /// Free slots, in large pages of memory where they are many.
  ///
  /// Invariant: all slots are initialised before the array is handed out; the advice is about whole
  /// pages within its memory and changes no byte.
  static func freeSlots(_ count: Int) -> [UInt64] {
    Array(unsafeUninitializedCapacity: count) { slots, initialized in
      if count >= 1 << 18, let base = slots.baseAddress {
        let first = (UInt(bitPattern: base) + 4095) & ~4095
        let last = (UInt(bitPattern: base) + UInt(count * MemoryLayout<UInt64>.stride)) & ~4095
        if last > first, let page = UnsafeMutableRawPointer(bitPattern: first) {
          madvise(page, Int(last - first), 14)  // MADV_HUGEPAGE
        }
      }
      slots.initialize(repeating: 0)
      initialized = count
    }
  }
}
