extension TransferColumns {
  /// Asks for large pages of memory for the columns that every ledger fills, so that filling them
  /// costs fewer page faults.
  ///
  /// Invariant: the advice is about whole pages within the arrays' own memory, and changes no byte.
  package mutating func adviseLargePages() {
    start.adviseLargePages()
    TransferColumns.advise(&payer)
    TransferColumns.advise(&beneficiary)
    sent.adviseLargePages()
    TransferColumns.advise(&sentCurrency)
    TransferColumns.advise(&evidence.words)
  }

  /// Makes room for a text number of as many transfers as there is room for.
  package mutating func reserveTexts(_ column: WritableKeyPath<TransferColumns, [UInt32]>) {
    self[keyPath: column].reserveCapacity(start.capacity)
    if TransferColumns.isLarge(start.capacity) { TransferColumns.advise(&self[keyPath: column]) }
  }

  /// Returns true where columns of so many transfers are worth large pages.
  package static func isLarge(_ count: Int) -> Bool { count > 1 << 18 }

  fileprivate static func advise<Value>(_ column: inout [Value]) {
    let size = column.capacity * MemoryLayout<Value>.stride
    column.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      LargePagesKernel.advise(UnsafeMutableRawPointer(base), byteCount: size)
    }
  }
}

extension CompactColumn {
  /// Asks for large pages of memory.
  fileprivate mutating func adviseLargePages() {
    if wide.isEmpty { TransferColumns.advise(&narrow) } else { TransferColumns.advise(&wide) }
  }
}
