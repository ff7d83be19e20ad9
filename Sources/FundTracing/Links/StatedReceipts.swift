internal import PaymentGraph

/// What the `link` cells of a ledger name: one receipt by its id, or several, separated by semicolons,
/// each with its share of the payout where the record says so (`t1=100.00; t2=84.50`).
///
/// A cell that is, as a whole, the id of a transfer names that one, whatever characters it has; so
/// does a part of a list, before an equals sign in it is read as that of a share.
struct StatedReceipts {
  /// One receipt that a cell names.
  struct Part {
    /// The id as the cell gives it; nil where it is the whole cell.
    let id: String?
    /// By the id: the transfer + 1, 0 for none, `.max` where several have it.
    let found: UInt32
    /// How much of the payout, as sent, the receipt pays for; nil where the cell does not say.
    let share: Int64?
  }

  private let ledger: Ledger
  private let columns: TransferColumns
  /// By text number of an id: the transfer + 1, or `.max` where several have it.
  private let byID: [UInt32]

  init(_ ledger: Ledger) {
    self.ledger = ledger
    columns = ledger.columns
    guard !columns.links.isEmpty, !columns.ids.isEmpty else {
      byID = []
      return
    }
    var found = Array(repeating: UInt32(0), count: ledger.textCount + 1)
    for (transfer, id) in columns.ids.enumerated() where id > 0 {
      found[Int(id)] = found[Int(id)] == 0 ? UInt32(transfer) + 1 : .max
    }
    byID = found
  }

  /// The receipts that a transfer names, in the order of its cell; none where it names none.
  ///
  /// An id that a list repeats is one receipt; its shares are added.
  func parts(of payout: Int) -> [Part] {
    guard !columns.links.isEmpty, columns.links[payout] > 0 else { return [] }
    let whole = byID.isEmpty ? 0 : byID[Int(columns.links[payout])]
    if whole > 0 { return [Part(id: nil, found: whole, share: nil)] }
    let text = ledger.transfer(TransferID(payout)).recordedLink ?? ""
    guard text.utf8.contains(where: { $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: "=") }) else {
      return [Part(id: nil, found: 0, share: nil)]
    }
    let exponent = ledger.transfer(TransferID(payout)).sent.currency.exponent
    var parts: [Part] = []
    for piece in text.split(separator: ";") {
      let name = StatedReceipts.trimmed(piece)
      guard !name.isEmpty else { continue }
      let part = part(name, exponent)
      guard let known = parts.firstIndex(where: { $0.id == part.id }) else {
        parts.append(part)
        continue
      }
      var sum: Int64?
      if let one = parts[known].share, let other = part.share {
        let (total, overflow) = one.addingReportingOverflow(other)
        sum = overflow ? nil : total
      }
      parts[known] = Part(id: part.id, found: part.found, share: sum)
    }
    return parts.isEmpty ? [Part(id: nil, found: 0, share: nil)] : parts
  }

  private func part(_ name: Substring, _ exponent: Int) -> Part {
    let whole = find(name)
    guard whole == 0, let sign = name.lastIndex(of: "="),
      let share = StatedReceipts.amount(
        StatedReceipts.trimmed(name[name.index(after: sign)...]), exponent)
    else { return Part(id: String(name), found: whole, share: nil) }
    let id = StatedReceipts.trimmed(name[..<sign])
    return Part(id: String(id), found: find(id), share: share)
  }

  private func find(_ id: Substring) -> UInt32 {
    guard !byID.isEmpty, let number = ledger.textNumber(of: id) else { return 0 }
    return byID[Int(number) + 1]
  }

  private static func trimmed(_ text: Substring) -> Substring {
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    var text = text.drop(while: isBlank)
    while let last = text.last, isBlank(last) { text.removeLast() }
    return text
  }

  /// Minor units of plain decimal text; nil where it is none, or has more decimals than the currency.
  static func amount(_ text: Substring, _ exponent: Int) -> Int64? {
    let halves = text.split(separator: ".", omittingEmptySubsequences: false)
    guard halves.count <= 2, let whole = halves.first, !whole.isEmpty else { return nil }
    let decimals = halves.count == 2 ? halves[1] : ""
    guard halves.count == 1 || !decimals.isEmpty, decimals.utf8.count <= exponent,
      (whole + decimals).utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
    else { return nil }
    let zeros = String(repeating: "0", count: exponent - decimals.utf8.count)
    return Int64(whole + decimals + zeros)
  }
}
