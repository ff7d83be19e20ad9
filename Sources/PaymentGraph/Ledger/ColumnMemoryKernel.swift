extension TransferColumns {
  /// Asks for large pages of memory for the columns that every ledger fills, so that filling them
  /// costs fewer page faults.
  ///
  /// Invariant: the advice is about whole pages within the arrays' own memory, and changes no byte.
  package mutating func adviseLargePages() {
    TransferColumns.advise(&start)
    TransferColumns.advise(&precision)
    TransferColumns.advise(&payer)
    TransferColumns.advise(&beneficiary)
    TransferColumns.advise(&sent)
    TransferColumns.advise(&sentCurrency)
    TransferColumns.advise(&kind)
    TransferColumns.advise(&file)
    TransferColumns.advise(&line)
    TransferColumns.advise(&byteOffset)
    TransferColumns.advise(&byteCount)
  }

  /// Makes room for what was received in as many transfers as there is room for.
  ///
  /// Files where some amounts are converted begin to fill these columns somewhere in their midst;
  /// growing by doubling from there would copy them over and over into memory that is not yet there.
  package mutating func reserveReceived() {
    received.reserveCapacity(start.capacity)
    receivedCurrency.reserveCapacity(start.capacity)
    guard TransferColumns.isLarge(start.capacity) else { return }
    TransferColumns.advise(&received)
    TransferColumns.advise(&receivedCurrency)
  }

  /// Makes room for a text number of as many transfers as there is room for.
  package mutating func reserveTexts(_ column: WritableKeyPath<TransferColumns, [UInt32]>) {
    self[keyPath: column].reserveCapacity(start.capacity)
    if TransferColumns.isLarge(start.capacity) { TransferColumns.advise(&self[keyPath: column]) }
  }

  /// Whether columns of so many transfers are worth large pages.
  package static func isLarge(_ count: Int) -> Bool { count > 1 << 18 }

  private static func advise<Value>(_ column: inout [Value]) {
    let size = column.capacity * MemoryLayout<Value>.stride
    column.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      LargePagesKernel.advise(UnsafeMutableRawPointer(base), byteCount: size)
    }
  }
}
