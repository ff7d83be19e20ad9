internal import PaymentGraph

/// The words of a row that say it is a total or did not take place.
extension CarefulRows {
  /// Returns true where a row names no second account and says in a word that it is a total.
  func isTotal(_ row: Row, _ bytes: Span<UInt8>) -> Bool {
    guard row.cells.count == plan.width, let to = plan.to.first,
      cell(row, in: bytes, column: to).count == 0
    else { return false }
    return row.cells.contains { cell in
      let trimmed = CellText.trimmed(bytes, cell)
      guard trimmed.count > 0, trimmed.count <= 24 else { return false }
      let words = CellText.string(bytes, trimmed).lowercased().split { !$0.isLetter }
      return words.contains { ["total", "totals", "sum", "summary", "balance"].contains($0) }
    }
  }

  /// Returns true where a row is the total of the others: it says so in the cell of a party, or where both parties are
  /// missing, and lacks what payments have, or has the sum of all rows before it.
  func isTotalFoot(_ row: Row, _ bytes: Span<UInt8>) -> Bool {
    guard row.cells.count <= plan.width, mayBeTotal(row, bytes) else { return false }
    func text(_ column: Int) -> String {
      column >= 0 && column < row.cells.count
        ? CellText.string(bytes, CellText.trimmed(bytes, row.cells[column])) : ""
    }
    let parties = [plan.from, plan.to].filter { !$0.isEmpty }
      .map { $0.map(text).filter { !$0.isEmpty }.joined(separator: " ") }
    let isParty = parties.contains(where: TotalWords.isTotal)
    guard
      isParty
        || parties.contains("")
          && row.cells.indices.contains(where: { TotalWords.isTotal(text($0)) })
    else { return false }
    if parties.contains("") { return true }
    // A payment to a company called Total has another party, and may lack its time.
    let namesNobody = parties.allSatisfy(TotalWords.isBeside)
    if namesNobody, plan.time >= 0, text(plan.time).isEmpty { return true }
    guard balance.loaded > 1, plan.id < 0 || text(plan.id).isEmpty else { return false }
    guard plan.amount >= 0, plan.amount < row.cells.count,
      let currency = plan.constantCurrency ?? Currency(text(plan.currency)),
      case .amount(let units, _) = AmountReader.read(
        bytes, CellText.trimmed(bytes, row.cells[plan.amount]), in: currency,
        style: plan.amountStyle)
    else { return false }
    return isSum(units, currency)
  }

  /// Returns false where every party, and the time, is there and no party begins like a word of totals: nearly
  /// everywhere.
  private func mayBeTotal(_ row: Row, _ bytes: Span<UInt8>) -> Bool {
    func first(_ column: Int) -> UInt8? {
      guard column < row.cells.count else { return nil }
      let cell = CellText.trimmed(bytes, row.cells[column])
      return cell.count > 0 ? bytes[cell.start] : nil
    }
    if plan.time >= 0, first(plan.time) == nil { return true }
    return (plan.from + plan.to).contains { column in
      guard let byte = first(column) else { return true }
      // Total, sum, grand total, number of, razem, celkem, overall, and all letters beyond ASCII.
      return byte >= 0x80
        || [0x63, 0x67, 0x6E, 0x6F, 0x72, 0x73, 0x74].contains(byte | 0x20)
    }
  }

  /// Returns the outcome of a row whose status does not say that its payment took place; nil where it does.
  mutating func unsettled(_ row: Row, _ bytes: Span<UInt8>) -> RowOutcome? {
    guard plan.settled >= 0, let settled = plan.profile.settled else { return nil }
    let cell = cell(row, in: bytes, column: plan.settled)
    let word = CellText.string(bytes, cell)
    if settled.words.contains(word.lowercased()) { return nil }
    if settled.others.isEmpty || settled.others.contains(word.lowercased()) {
      return .setAside(.unsettled, word: word)
    }
    log.add(
      .statusUnknown, severity: .error,
      summary: "status \(quoted(word)) does not say whether money moved", in: row,
      at: cell.start..<cell.end, bytes: bytes,
      note: "profile \(plan.profile.name) does not know this status",
      remedy: "add the word to the profile: to words if money moved, else to others")
    return .rejected
  }
}
