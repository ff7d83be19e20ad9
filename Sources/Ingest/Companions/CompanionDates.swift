internal import PaymentGraph

/// The way in which each column of dates of a file of persons, lists or coverage writes them.
///
/// A column is read in one way: by the style that reads most of its cells. Where two styles read them equally well and
/// differently, nothing is guessed: the file is refused until somebody says which is meant.
struct CompanionDates {
  private var styles: [Int: TimeReader.Style] = [:]

  private static let candidates: [TimeReader.Style] = [
    .yearFirst, .dayFirst, .monthFirst, .dayMonthName, .monthName, .compact,
  ]

  /// - Parameters:
  ///   - columns: the positions of columns of dates.
  ///   - stated: the order of day and month that the user states for the file; nil where none.
  /// - Throws: where a column can be read in two ways, or its dates have no year.
  init(
    _ bytes: Span<UInt8>, _ finding: HeaderFinder.Finding, columns: [(position: Int, name: String)],
    stated: ColumnMapping.DateOrder?, path: String
  ) throws(IngestError) {
    for column in columns {
      var readings: [[PostingTime?]] = CompanionDates.candidates.map { _ in [] }
      var cells = 0
      var withoutYear = 0
      var example = ""
      var scanner = RowScanner(
        dialect: finding.dialect, from: finding.bodyStart, line: finding.bodyLine)
      var row = Row()
      while scanner.next(in: bytes, into: &row) {
        guard row.fault == nil, row.cells.indices.contains(column.position) else { continue }
        let cell = CellText.trimmed(bytes, row.cells[column.position])
        guard cell.count > 0 else { continue }
        cells += 1
        for (index, style) in CompanionDates.candidates.enumerated() {
          readings[index].append(TimeReader.read(bytes, cell, style: style))
        }
        if readings.allSatisfy({ $0.last == .some(nil) }) {
          let text = CellText.string(bytes, cell)
          if CompanionDates.lacksYear(text) {
            withoutYear += 1
            example = text
          }
        }
      }
      guard cells > 0 else { continue }
      if withoutYear == cells {
        throw IngestError(
          .twoReadings, path: path,
          "the dates of column \"\(column.name)\" have no year, such as \"\(example.prefix(40))\"; write them as 2021-03-04"
        )
      }
      var counts = readings.map { list in list.count { $0 != nil } }
      let allowed = CompanionDates.allowed(stated)
      for index in counts.indices where !allowed[index] { counts[index] = 0 }
      let most = counts.max() ?? 0
      guard most > 0 else { continue }
      let best = counts.indices.filter { counts[$0] == most }
      guard let first = best.first else { continue }
      for other in best.dropFirst() where readings[other] != readings[first] {
        throw IngestError(
          .twoReadings, path: path,
          "the dates of column \"\(column.name)\" can be read in two ways; choose with --dates \(path)=dmy or mdy, or write them as 2021-03-04"
        )
      }
      styles[column.position] = CompanionDates.candidates[first]
    }
  }

  private static func allowed(_ stated: ColumnMapping.DateOrder?) -> [Bool] {
    candidates.map { style in
      switch (style, stated) {
      case (.dayFirst, .monthFirst?), (.dayFirst, .yearFirst?): false
      case (.monthFirst, .dayFirst?), (.monthFirst, .yearFirst?): false
      default: true
      }
    }
  }

  /// Returns true for a day and a month alone: `4 Mar`, `04/03`, `Mar 4`.
  private static func lacksYear(_ text: String) -> Bool {
    let parts = text.split { " /.-".contains($0) }
    guard parts.count == 2 else { return false }
    return parts.allSatisfy { part in
      part.allSatisfy(\.isNumber) ? part.count <= 2 : part.count >= 3 && part.allSatisfy(\.isLetter)
    } && parts.contains { $0.allSatisfy(\.isNumber) }
  }

  /// Returns the time in a cell of a column of dates; nil where there is none.
  func time(_ bytes: Span<UInt8>, _ cell: Cell, column: Int) -> PostingTime? {
    guard let style = styles[column] else { return nil }
    return TimeReader.read(bytes, CellText.trimmed(bytes, cell), style: style)
  }
}
