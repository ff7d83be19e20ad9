extension TextTable {
  /// Creates free slots, in large pages of memory where they are many.
  ///
  /// Invariant: all slots are initialised before the array is handed out; the advice is about whole
  /// pages within its memory and changes no byte.
  static func freeSlots(_ count: Int) -> [UInt64] {
    Array(unsafeUninitializedCapacity: count) { slots, initialized in
      if count >= 1 << 18, let base = slots.baseAddress {
        LargePagesKernel.advise(
          UnsafeMutableRawPointer(base), byteCount: count * MemoryLayout<UInt64>.stride)
      }
      slots.initialize(repeating: 0)
      initialized = count
    }
  }
}
