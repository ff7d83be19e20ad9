internal import CInstructions

/// Asks for lines of memory before they are needed, so that several are on their way at a time.
///
/// Unsafe: an address is computed and never read; the index need not exist.
enum FetchKernel {
  @inline(__always) static func fetch<Element>(_ array: [Element], _ index: Int) {
    array.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      cpu_fetch(base + index)
    }
  }
}
