/// The changes made to the cells of a column before they are read.
///
/// In this order: an empty cell takes the text of other columns, a pattern picks a part of it, another is cut out, and
/// words are replaced by a table. The bytes of the file stay as they are; citations are of the whole row.
struct ColumnEdit: Sendable {
  /// The column, in the spellings that it may have.
  let column: String
  /// The columns that replace an empty cell; the first filled one is taken.
  var others: [String] = []
  /// The pattern of the part that is kept: its groups put into ``form``, or its first group; a cell that does not match
  /// stays as it is.
  var part: TextPattern?
  /// The text into which groups are put, as `{1}`; nil for the first group alone.
  var form: String?
  /// The pattern of the part that is removed.
  var strip: TextPattern?
  /// The replacements of words, by the words in capitals.
  var words: [String: String] = [:]

  /// An edit of one header's columns, ready for cells.
  struct Placed {
    fileprivate let column: Int
    fileprivate let others: [Int]
    fileprivate let part: TextPattern.Compiled?
    fileprivate let form: String?
    fileprivate let strip: TextPattern.Compiled?
    fileprivate let words: [String: String]

    /// Changes the cells of one row.
    func apply(to cells: inout [String]) {
      guard column < cells.count else { return }
      var text = cells[column]
      if text.isEmpty {
        text = others.first { $0 < cells.count && !cells[$0].isEmpty }.map { cells[$0] } ?? ""
      }
      if let groups = part?.groups(in: text) {
        text = form.map { filled($0, groups) } ?? groups.first ?? text
      }
      if let strip { text = strip.removed(from: text) }
      if let word = words[StatementText.normal(text)] { text = word }
      cells[column] = text
    }

    private func filled(_ form: String, _ groups: [String]) -> String {
      var text = form
      for (number, group) in groups.enumerated() {
        text = text.replacing("{\(number + 1)}", with: group)
      }
      return text
    }
  }

  /// Returns the edit for a header; nil where the header lacks the column.
  func placed(on header: HeaderNames) -> Placed? {
    guard let position = StatementPlan.position(of: column, in: header) else { return nil }
    return Placed(
      column: position, others: others.compactMap { StatementPlan.position(of: $0, in: header) },
      part: part?.compiled(), form: form, strip: strip?.compiled(), words: words)
  }
}
