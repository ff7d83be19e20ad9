internal import PaymentGraph

/// The doubt whether a spreadsheet wrote the dates of a bank's file anew, with day and month exchanged.
///
/// Banks write the same form in every file, so their profiles state it: `04/03/2024`, with the day first. A spreadsheet
/// of another country that opens and saves the file writes `3/4/2024`, and every row still is a date. Two traces remain:
/// the zeros are gone, and the rows stand in order only if the month is read first.
struct ResavedDates {
  /// A text of a date, read both ways.
  private struct Reading {
    let text: String
    /// The day if the day stands first, and if the month does; nil where the text is none.
    let days: (dayFirst: Int64?, monthFirst: Int64?)
    /// The first two of its three numbers; empty where it has other parts.
    let numbers: [Substring]

    init(_ text: String) {
      let bytes = Array(text.utf8)
      func day(_ order: TimeForms.Order) -> Int64? {
        TimeReader.read(bytes.span, Cell(start: 0, end: bytes.count), style: order.style)?.start
      }
      self.text = text
      days = (day(.dayFirst), day(.monthFirst))
      let parts = text.prefix { $0 != " " && $0 != "T" }.split { "/.-".contains($0) }
      let isPlain = parts.count == 3 && parts.allSatisfy { $0.allSatisfy(\.isWholeNumber) }
      numbers = isPlain ? Array(parts.prefix(2)) : []
    }

    /// True where a number below ten has no zero before it.
    var lacksZero: Bool { numbers.contains(where: Reading.isShort) }
    /// True where a number below ten has one.
    var hasZero: Bool { numbers.contains(where: Reading.isPadded) }

    static func isShort(_ number: Substring) -> Bool { number.utf8.count == 1 }
    static func isPadded(_ number: Substring) -> Bool {
      number.utf8.count == 2 && number.hasPrefix("0")
    }
  }

  private let rows: [Reading]

  /// - Parameter cells: the dates of a file in the order of its rows; equal ones are read once.
  init(_ cells: [String]) {
    var known: [String: Reading] = [:]
    rows = cells.map { text in
      let reading = known[text] ?? Reading(text)
      known[text] = reading
      return reading
    }
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
    case .dayFirst: (known, other) = (rows.map(\.days.dayFirst), rows.map(\.days.monthFirst))
    case .monthFirst: (known, other) = (rows.map(\.days.monthFirst), rows.map(\.days.dayFirst))
    case .yearFirst: return .asStated
    }
    let changed = rows.indices.filter { row in
      rows[row].lacksZero && known[row] != nil && other[row] != nil
        && known[row] != other[row]
    }
    if isMixed(changed, known: known, other: other) {
      return .mixed(changed.prefix(3).map { rows[$0].text })
    }
    let onlyKnown = zip(known, other).count { $0 != nil && $1 == nil }
    let onlyOther = zip(known, other).count { $0 == nil && $1 != nil }
    guard onlyKnown == 0, zip(known, other).contains(where: { $0 != $1 }) else { return .asStated }
    let lacksZeros = rows.contains(where: \.lacksZero)
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
    guard !changed.isEmpty, rows.contains(where: \.hasZero) else { return false }
    let isUneven = (0..<2).contains { part in
      let numbers = rows.lazy.compactMap { $0.numbers.isEmpty ? nil : $0.numbers[part] }
      return numbers.contains(where: Reading.isShort) && numbers.contains { $0.hasPrefix("0") }
    }
    if isUneven { return true }
    var exchanged = known
    for row in changed { exchanged[row] = other[row] }
    return !ResavedDates.isInOrder(known) && ResavedDates.isInOrder(exchanged)
  }

  /// Returns true where days only rise, or only fall.
  private static func isInOrder(_ days: [Int64?]) -> Bool {
    let known = days.compactMap { $0 }
    let pairs = zip(known, known.dropFirst())
    return pairs.allSatisfy { $0 <= $1 } || pairs.allSatisfy { $0 >= $1 }
  }
}
