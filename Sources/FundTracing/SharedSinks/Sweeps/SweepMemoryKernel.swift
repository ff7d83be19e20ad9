internal import PaymentGraph

/// Memory that a sweep accesses in random order.
///
/// From the size of a large page on, memory is requested in large pages: they are cleared at once, and the processor
/// needs fewer look-ups for them.
///
/// Invariant: all entries are initialized; the caller deallocates them.
enum SweepMemoryKernel {
  private static let largePage = 1 << 21
  /// The alignment to a cache line, so that rows that divide a line never span two.
  private static let line = 64

  /// Returns entries that all have one value; at least one.
  static func filled<Entry>(_ value: Entry, count: Int) -> UnsafeMutablePointer<Entry> {
    let count = max(1, count)
    let size = count * MemoryLayout<Entry>.stride
    let isLarge = size >= largePage
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: size, alignment: isLarge ? largePage : line)
    if isLarge { LargePagesKernel.advise(memory, byteCount: size) }
    return memory.initializeMemory(as: Entry.self, repeating: value, count: count)
  }

  /// Moves the first so many entries to other memory with more room; deallocates the old memory.
  static func moved<Entry>(
    _ old: UnsafeMutablePointer<Entry>, _ count: Int, to room: Int
  ) -> UnsafeMutablePointer<Entry> {
    let new = UnsafeMutablePointer<Entry>.allocate(capacity: room)
    new.moveInitialize(from: old, count: count)
    old.deallocate()
    return new
  }

  /// Returns an array whose entries all have one value.
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
