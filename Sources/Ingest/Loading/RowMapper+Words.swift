internal import PaymentGraph

/// What the words of a row say of the row as a whole.
extension RowMapper {
  /// Whether a row names no second account and says in a word that it is a total.
  func isTotal(_ row: Row, _ bytes: Span<UInt8>) -> Bool {
    guard row.cells.count == plan.width, let to = plan.to.first, cell(row, bytes, to).count == 0
    else { return false }
    return row.cells.contains { cell in
      let trimmed = CellText.trimmed(bytes, cell)
      guard trimmed.count > 0, trimmed.count <= 24 else { return false }
      let words = CellText.string(bytes, trimmed).lowercased().split { !$0.isLetter }
      return words.contains { ["total", "totals", "sum", "summary", "balance"].contains($0) }
    }
  }

  /// What becomes of a row whose status does not say that its payment took place; nil where it does.
  mutating func unsettled(_ row: Row, _ bytes: Span<UInt8>) -> RowOutcome? {
    guard plan.settled >= 0, let settled = plan.profile.settled else { return nil }
    let cell = cell(row, bytes, plan.settled)
    let word = CellText.string(bytes, cell)
    if settled.words.contains(word.lowercased()) { return nil }
    if settled.others.isEmpty || settled.others.contains(word.lowercased()) {
      return .setAside(.unsettled, word: word)
    }
    log.add(
      .statusUnknown, .error, "status \(quoted(word)) does not say whether money moved", in: row,
      at: cell.start..<cell.end, bytes: bytes,
      note: "profile \(plan.profile.name) knows no such status",
      remedy: "add the word to the profile: to words if money moved, else to others")
    return .rejected
  }
}
