internal import Glibc

extension TransferColumns {
  /// Asks for large pages of memory for the columns that every ledger fills, so that filling them
  /// costs fewer page faults.
  ///
  /// Invariant: the advice is about whole pages within the arrays' own memory, and changes no byte.
  package mutating func adviseLargePages() {
    TransferColumns.advise(&start)
    TransferColumns.advise(&payer)
    TransferColumns.advise(&beneficiary)
    TransferColumns.advise(&sent)
    TransferColumns.advise(&line)
    TransferColumns.advise(&byteOffset)
    TransferColumns.advise(&byteCount)
  }

  private static func advise<Value>(_ column: inout [Value]) {
    let size = column.capacity * MemoryLayout<Value>.stride
    column.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      let first = (UInt(bitPattern: base) + 4095) & ~4095
      let last = (UInt(bitPattern: base) + UInt(size)) & ~4095
      guard last > first, let page = UnsafeMutableRawPointer(bitPattern: first) else { return }
      madvise(page, Int(last - first), 14)  // MADV_HUGEPAGE
    }
  }
}
