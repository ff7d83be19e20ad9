internal import PaymentGraph

/// Memory that a sweep looks at in no order.
///
/// From a large page on it is asked for in large pages: they are cleared at once, and the processor has to
/// look fewer of them up.
///
/// Invariant: all entries are initialized; who asks for them deallocates them.
enum SweepMemoryKernel {
  private static let largePage = 1 << 21
  /// A line of memory, so that what divides it never lies in two.
  private static let line = 64

  /// Entries that all have one value; at least one.
  static func filled<Entry>(_ value: Entry, count: Int) -> UnsafeMutablePointer<Entry> {
    let count = max(1, count)
    let size = count * MemoryLayout<Entry>.stride
    let isLarge = size >= largePage
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: size, alignment: isLarge ? largePage : line)
    if isLarge { LargePagesKernel.advise(memory, byteCount: size) }
    return memory.initializeMemory(as: Entry.self, repeating: value, count: count)
  }

  /// The first so many entries in other memory, with room for more; the old memory is given back.
  static func moved<Entry>(
    _ old: UnsafeMutablePointer<Entry>, _ count: Int, to room: Int
  ) -> UnsafeMutablePointer<Entry> {
    let new = UnsafeMutablePointer<Entry>.allocate(capacity: room)
    new.moveInitialize(from: old, count: count)
    old.deallocate()
    return new
  }

  /// An array whose entries all have one value.
  static func array<Entry>(_ value: Entry, count: Int) -> [Entry] {
    Array(unsafeUninitializedCapacity: count) { entries, initialized in
      initialized = count
      guard let base = entries.baseAddress else { return }
      let size = count * MemoryLayout<Entry>.stride
      if size >= largePage { LargePagesKernel.advise(base, byteCount: size) }
      base.initialize(repeating: value, count: count)
    }
  }
}
