/// The guard against more payments than a ledger can number.
///
/// Indices of transfers and accounts have 32 bits, of which signed numbers use 31.
extension FileKinds {
  /// The bytes that a row of payments takes at the least: two accounts, an amount, a currency, their delimiters and the
  /// end of the line.
  private static let leastRow = 8

  /// Refuses the files with which the rows of all files become more than a ledger holds, before any row is read.
  ///
  /// Only files of many gigabytes are looked at: their lines are counted.
  mutating func checkRowCount(atMost limit: Int) {
    let payments = order.filter { refusals[$0] == nil && found[$0]?.kind.paymentColumns != nil }
    let size = payments.reduce(0) { $0 + inputs[$1].file.count }
    guard size / FileKinds.leastRow > limit else { return }
    var lines = 0
    for index in payments where !isRepeated(index) {
      lines += inputs[index].file.withBytes(FileKinds.lineCount)
      // A header is no row.
      lines -= 1
      if lines > limit { refuse(index, FileKinds.tooMany(inputs[index].file.path, limit)) }
    }
  }

  /// Returns the reason why a file is refused with which a ledger has too many transfers or accounts.
  static func tooMany(_ path: String, _ limit: Int) -> IngestError {
    IngestError(
      .tooManyRows, path: path,
      "with it the files hold more than \(limit) payments or accounts, the most of one ledger; "
        + "load fewer files, or let tributary extract take from a lake what a question needs")
  }

  private static func lineCount(_ bytes: Span<UInt8>) -> Int {
    var (count, at) = (0, 0)
    while let end = ByteSearchKernel.first(0x0A, in: bytes, from: at) {
      count += 1
      at = end + 1
    }
    return at < bytes.count ? count + 1 : count
  }
}
