/// The contents of a sheet that people who see it on a screen may not see, or see otherwise.
struct SheetCounts {
  var merged = 0
  var formulas = 0
  var days = 0
  var noise = 0
  var breaks = 0
  var isRowHidden = false
  var hiddenColumns: [ClosedRange<Int>] = []
  private var hiddenRows: [ClosedRange<Int>] = []
  private var lastColumn = 0

  mutating func note(column: Int) { lastColumn = max(lastColumn, column + 1) }

  mutating func endRow(_ line: Int) {
    guard isRowHidden else { return }
    if let last = hiddenRows.last, last.upperBound == line - 1 {
      hiddenRows[hiddenRows.count - 1] = last.lowerBound...line
    } else {
      hiddenRows.append(line...line)
    }
  }

  /// The decisions in words.
  var words: [String] {
    var words: [String] = []
    if !hiddenRows.isEmpty {
      let count = hiddenRows.reduce(0) { $0 + $1.count }
      words.append(
        "\(count) hidden \(count == 1 ? "row is" : "rows are") read all the same: "
          + SheetCounts.list(hiddenRows) { "\($0)" })
    }
    let columns = hiddenColumns.filter { $0.lowerBound <= lastColumn }
      .map { $0.lowerBound...min($0.upperBound, lastColumn) }
    if !columns.isEmpty {
      let count = columns.reduce(0) { $0 + $1.count }
      words.append(
        "\(count) hidden \(count == 1 ? "column is" : "columns are") read all the same: "
          + SheetCounts.list(columns, SheetCounts.letters))
    }
    if formulas > 0 {
      words.append(
        "\(formulas) \(formulas == 1 ? "cell has a formula" : "cells have formulas"): "
          + "the values that were saved with the workbook are read, and nothing is reckoned")
    }
    if merged > 0 {
      words.append(
        "\(merged) \(merged == 1 ? "range" : "ranges") of cells \(merged == 1 ? "is" : "are") merged: the first cell of each has its value"
      )
    }
    if noise > 0 {
      words.append(
        "\(noise) \(noise == 1 ? "number has" : "numbers have") digits that only the arithmetic of spreadsheets makes (184.99999999999997): "
          + "read as the amount that is nearest, which is less than a millionth of a cent away")
    }
    if breaks > 0 {
      words.append(
        "\(breaks) \(breaks == 1 ? "cell has" : "cells have") line breaks, which are read as blanks"
      )
    }
    return words
  }

  private static func list(_ ranges: [ClosedRange<Int>], _ name: (Int) -> String) -> String {
    let shown = ranges.prefix(5).map {
      $0.count == 1 ? name($0.lowerBound) : "\(name($0.lowerBound)) to \(name($0.upperBound))"
    }
    return shown.joined(separator: ", ") + (ranges.count > 5 ? " and others" : "")
  }

  /// Returns the letters of a column, from 1: the 28th is `AB`.
  static func letters(_ column: Int) -> String {
    var rest = column
    var letters: [UInt8] = []
    while rest > 0 {
      letters.insert(UInt8(0x41 + (rest - 1) % 26), at: 0)
      rest = (rest - 1) / 26
    }
    return String(decoding: letters, as: UTF8.self)
  }
}
