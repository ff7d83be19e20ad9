/// A row that was read from an output: its fields by name, still escaped as the format has them.
struct ReadRow {
  /// The kind of a row.
  enum Kind { case account, transfer, other }

  var kind = Kind.other
  var fields: [(name: ArraySlice<UInt8>, value: ArraySlice<UInt8>)] = []

  /// Returns a whole number; -1 for any other text.
  static func whole(_ bytes: ArraySlice<UInt8>) -> Int64 {
    guard let number = WrittenDecimal(bytes), number.decimals == 0 else { return -1 }
    return Int64(exactly: number.units) ?? -1
  }

  /// Forgets the fields.
  mutating func clear(_ kind: Kind) {
    self.kind = kind
    fields.removeAll(keepingCapacity: true)
  }
}

/// The names of fields, as all formats spell them.
enum ReadNames {
  static let amount = Array("amount".utf8)
  static let amountMinor = [Array("amountMinor".utf8), Array("amount_minor".utf8)]
  static let currency = Array("currency".utf8)
  static let received = [Array("received".utf8), Array("received_amount".utf8)]
  static let receivedCurrency = [
    Array("receivedCurrency".utf8), Array("received_currency".utf8),
  ]
  static let count = Array("count".utf8)
  /// Fields of numbers, times and identifiers of our own, in which a hidden number may stand by chance.
  static let numeric = Set(
    [
      "amount", "amountMinor", "amount_minor", "received", "received_amount", "receivedMinor",
      "received_minor", "amountText", "receivedText", "sequence", "sequenceNumber", "line",
      "payments", "count", "victims", "hops", "time", "day", "date", "first", "last", "ids", "id",
      "key", "transfer", "sum", "link", "passes_on", "givesBack", "returned", "weight",
      "timestamp", "list_number", "may_show", "gives_back", "rows_unread", "exact", "bytes",
      "sha256", "Date", "Time", "Amount", "Link Id", "Source Line", "summary", "payer",
      "beneficiary", "payerAccount", "beneficiaryAccount", "proof", "asset", "owner",
    ].map { Array($0.utf8)[...] })
}

extension OutputTally {
  /// Counts a row and adds its amounts.
  ///
  /// - Throws: where an amount is not a decimal number, or is another number than its minor units.
  mutating func add(_ row: ReadRow, in path: String) throws(ExportError) {
    if row.kind == .account { accounts += 1 }
    guard row.kind == .transfer else { return }
    rows += 1
    var (amount, minor, code): (ArraySlice<UInt8>?, ArraySlice<UInt8>?, ArraySlice<UInt8>?)
    var (into, intoCode): (ArraySlice<UInt8>?, ArraySlice<UInt8>?)
    var count = 1
    for (name, value) in row.fields where !value.isEmpty {
      switch name.count {
      case 5: if name.elementsEqual(ReadNames.count) { count = Int(ReadRow.whole(value)) }
      case 6: if name.elementsEqual(ReadNames.amount) { amount = value }
      case 8:
        if name.elementsEqual(ReadNames.currency) { code = value }
        if name.elementsEqual(ReadNames.received[0]) { into = value }
      case 11: if name.elementsEqual(ReadNames.amountMinor[0]) { minor = value }
      case 12: if name.elementsEqual(ReadNames.amountMinor[1]) { minor = value }
      case 15: if name.elementsEqual(ReadNames.received[1]) { into = value }
      case 16: if name.elementsEqual(ReadNames.receivedCurrency[0]) { intoCode = value }
      case 17: if name.elementsEqual(ReadNames.receivedCurrency[1]) { intoCode = value }
      default: break
      }
    }
    guard let amount, let code, let sent = WrittenDecimal(amount) else {
      throw .differs(path: path, words: "row \(rows) of the transfers has no amount")
    }
    if let minor, WrittenDecimal(minor)?.units != sent.units {
      throw .differs(path: path, words: "row \(rows) of the transfers has two amounts")
    }
    guard count > 0 else {
      throw .differs(path: path, words: "row \(rows) of the transfers has no count")
    }
    transfers += count
    self.sent.add(sent.units, decimals: sent.decimals, code: code)
    guard let into else { return }
    guard let intoCode, let other = WrittenDecimal(into) else {
      throw .differs(path: path, words: "row \(rows) of the transfers has no amount received")
    }
    received.add(other.units, decimals: other.decimals, code: intoCode)
  }
}
