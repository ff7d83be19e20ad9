internal import Drawing
internal import PaymentGraph

/// The words of a matrix, whichever way it was computed.
struct MatrixText: Sendable {
  let title: String
  let facts: [String]
  /// The meaning of a figure, in one sentence.
  let lead: String
  /// The name of the last row, which holds the sums of the columns.
  let sumWords: String
  /// The heading of the figures in a table.
  let figureWord: String
  let noun: String
  /// The verb for the sums that the rows paid: claimed, or merely paid.
  let paidWord: String
  /// A warning above the title; empty for none.
  var banner = ""
  var notes: [String] = []

  /// Writes `41 of 42 victims`, or only the number where none is missing.
  static func counted(_ shown: Int, of all: Int, _ noun: String) -> String {
    shown == all
      ? Plural.text(all, noun) : "\(Plural.grouped(shown)) of \(Plural.text(all, noun))"
  }

  /// The sentence that explains the order of rows.
  static func rowOrder(_ noun: String, _ paidWord: String) -> String {
    "Order of rows: by the number of shared accounts that the \(noun)'s money can have reached, then by the "
      + "sum that the \(noun) \(paidWord), currency by currency, then by account number."
  }

  /// Returns a description of the picture for those who cannot see it.
  func summary(_ model: MatrixModel) -> String {
    "A table of \(Plural.text(model.rows.count, "row")) and "
      + "\(Plural.text(model.columns.count, "column")). The larger the figure, the stronger the colour of its cell. "
      + lead
  }

  /// Returns the figures as a table: one line for each cell, and one for each sum.
  func table(_ model: MatrixModel) -> DataTable {
    var rows: [DataTable.Row] = []
    for (number, row) in model.rows.enumerated() {
      for (place, column) in model.columns.enumerated() {
        guard let amount = row.amounts[place],
          let total = column.unit.words(amount)
        else { continue }
        rows.append(
          DataTable.Row(
            name: model.cellName(number, column: place),
            cells: [
              MatrixText.joined(row.name, row.detail),
              MatrixText.joined(column.name, column.detail), total, row.words[place],
            ]))
      }
    }
    for (place, column) in model.columns.enumerated() {
      let total = column.unit.words(model.sums[place])
      rows.append(
        DataTable.Row(
          name: nil,
          cells: [sumWords, MatrixText.joined(column.name, column.detail), total ?? "", ""]))
    }
    return DataTable(
      heads: [noun.prefix(1).uppercased() + noun.dropFirst(), "Account", figureWord, "Of which"],
      numbers: [2], rows: rows)
  }

  private static func joined(_ name: String, _ detail: String) -> String {
    detail.isEmpty ? name : "\(name), \(detail)"
  }
}
