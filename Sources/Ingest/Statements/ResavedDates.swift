internal import PaymentGraph

/// The doubt whether a spreadsheet wrote the dates of a bank's file anew, with day and month exchanged.
///
/// Banks write the same form in every file, so their profiles state it: `04/03/2024`, with the day first. A spreadsheet
/// of another country that opens and saves the file writes `3/4/2024`, and every row still is a date. Two traces remain:
/// the zeros are gone, and the rows stand in order only if the month is read first.
struct ResavedDates {
  private let written: [String]
  /// The days of the rows if the day stands first, and if the month does; nil where a cell is none.
  private let days: (dayFirst: [Int64?], monthFirst: [Int64?])

  /// - Parameter cells: the dates of a file in the order of its rows.
  init(_ cells: [String]) {
    written = cells
    days = (
      cells.map { ResavedDates.day($0, .dayFirst) }, cells.map { ResavedDates.day($0, .monthFirst) }
    )
  }

  /// The answer for a file whose profile states one order of day and month.
  enum Finding: Equatable {
    /// The dates are as the profile says, or nothing speaks against it.
    case asStated
    /// Another order is the only one that all dates, or the order of the rows, allow.
    case exchanged(String)
    /// Nothing decides between the two.
    case open
    /// A spreadsheet took some dates for others and left the rest as text, so no order reads them all.
    case mixed([String])
  }

  /// Returns the finding on a file whose profile states an order.
  ///
  /// O(*n*) for *n* rows.
  func finding(stated: TimeForms.Order) -> Finding {
    let (known, other): ([Int64?], [Int64?])
    switch stated {
    case .dayFirst: (known, other) = (days.dayFirst, days.monthFirst)
    case .monthFirst: (known, other) = (days.monthFirst, days.dayFirst)
    case .yearFirst: return .asStated
    }
    let changed = written.indices.filter { row in
      ResavedDates.lacksZero(written[row]) && known[row] != nil && other[row] != nil
        && known[row] != other[row]
    }
    if isMixed(changed, known: known, other: other) {
      return .mixed(changed.prefix(3).map { written[$0] })
    }
    let onlyKnown = zip(known, other).count { $0 != nil && $1 == nil }
    let onlyOther = zip(known, other).count { $0 == nil && $1 != nil }
    guard onlyKnown == 0, zip(known, other).contains(where: { $0 != $1 }) else { return .asStated }
    let lacksZeros = written.contains(where: ResavedDates.lacksZero)
    if onlyOther > 0 {
      return lacksZeros || onlyOther > 1
        ? .exchanged(
          "\(onlyOther == 1 ? "1 date" : "\(onlyOther) dates") can only have the other part first")
        : .asStated
    }
    let (isKnownInOrder, isOtherInOrder) = (
      ResavedDates.isInOrder(known), ResavedDates.isInOrder(other)
    )
    if isOtherInOrder, !isKnownInOrder, Set(other).count > 2 {
      return .exchanged("the rows stand in the order of their days only if the other part is first")
    }
    return lacksZeros && !(isKnownInOrder && !isOtherInOrder) ? .open : .asStated
  }

  /// Returns true where some rows seem to have day and month exchanged, and others not: the same part has zeros in some
  /// dates and lacks them in others, or the rows stand in order only if the dates without zeros are exchanged.
  private func isMixed(_ changed: [Int], known: [Int64?], other: [Int64?]) -> Bool {
    guard !changed.isEmpty, written.contains(where: ResavedDates.hasZero) else { return false }
    let isUneven = (0..<2).contains { part in
      func holds(_ fits: (Substring) -> Bool) -> Bool {
        written.contains { text in
          let parts = ResavedDates.dayAndMonth(text)
          return parts.count == 2 && fits(parts[part])
        }
      }
      return holds { $0.utf8.count == 1 } && holds { $0.hasPrefix("0") }
    }
    if isUneven { return true }
    var exchanged = known
    for row in changed { exchanged[row] = other[row] }
    return !ResavedDates.isInOrder(known) && ResavedDates.isInOrder(exchanged)
  }

  /// Returns true for a date of numbers in which a number below ten has no zero before it.
  private static func lacksZero(_ text: String) -> Bool {
    dayAndMonth(text).contains { $0.utf8.count == 1 }
  }

  /// Returns true for a date of numbers in which a number below ten has a zero before it.
  private static func hasZero(_ text: String) -> Bool {
    dayAndMonth(text).contains { $0.utf8.count == 2 && $0.hasPrefix("0") }
  }

  /// Returns the first two of the three numbers of a date; empty where it has other parts.
  private static func dayAndMonth(_ text: String) -> [Substring] {
    let parts = text.prefix { $0 != " " && $0 != "T" }.split { "/.-".contains($0) }
    guard parts.count == 3, parts.allSatisfy({ $0.allSatisfy(\.isWholeNumber) }) else { return [] }
    return Array(parts.prefix(2))
  }

  /// Returns true where days only rise, or only fall.
  private static func isInOrder(_ days: [Int64?]) -> Bool {
    let known = days.compactMap { $0 }
    let pairs = zip(known, known.dropFirst())
    return pairs.allSatisfy { $0 <= $1 } || pairs.allSatisfy { $0 >= $1 }
  }

  private static func day(_ text: String, _ order: TimeForms.Order) -> Int64? {
    let bytes = Array(text.utf8)
    return TimeReader.read(bytes.span, Cell(start: 0, end: bytes.count), style: order.style)?.start
  }
}
