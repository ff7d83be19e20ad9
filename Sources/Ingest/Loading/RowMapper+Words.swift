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

  /// Whether the row says that its payment took place.
  func isSettled(_ row: Row, _ bytes: Span<UInt8>) -> Bool {
    let word = CellText.string(bytes, cell(row, bytes, plan.settled)).lowercased()
    return plan.profile.settled?.words.contains(word) ?? true
  }
}
