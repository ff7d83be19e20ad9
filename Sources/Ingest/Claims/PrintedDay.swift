internal import PaymentGraph

/// The day that the record of a payment prints, where its moment is kept in UTC.
///
/// A payment of 10 March, 23:30 in New York is one of 11 March in UTC; its victim names the day on the statement.
struct PrintedDay {
  private let record: [UInt8]

  init(record: [UInt8]) { self.record = record }

  /// The days that the record prints in any common form: the year, the month and the day in figures, in any order that
  /// puts the year first or last, with no other digit before or after.
  ///
  /// - Complexity: O(bytes of the record).
  var days: Set<CivilDate> {
    var days: Set<CivilDate> = []
    for start in record.indices
    where isDigit(at: start) && !(start > 0 && isDigit(at: start - 1)) {
      for mark: UInt8? in [nil, UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: ".")] {
        if let found = figures([4, 2, 2], from: start, mark: mark) {
          days.formUnion(PrintedDay.days(year: found[0], [(found[1], found[2])]))
        }
        if let found = figures([2, 2, 4], from: start, mark: mark) {
          days.formUnion(
            PrintedDay.days(year: found[2], [(found[1], found[0]), (found[0], found[1])]))
        }
      }
    }
    return days
  }

  private static func days(
    year: Int, _ daysOfMonths: [(month: Int, day: Int)]
  ) -> [CivilDate] {
    daysOfMonths.compactMap { CivilDate(year: year, month: $0.month, day: $0.day) }
  }

  /// Returns numbers of given lengths that stand side by side with a mark between them; nil where they do not.
  private func figures(_ lengths: [Int], from start: Int, mark: UInt8?) -> [Int]? {
    var at = start
    var found: [Int] = []
    for length in lengths {
      if at > start, let mark {
        guard at < record.count, record[at] == mark else { return nil }
        at += 1
      }
      guard at + length <= record.count else { return nil }
      var number = 0
      for place in at..<at + length {
        guard isDigit(at: place) else { return nil }
        number = number * 10 + Int(record[place] - 0x30)
      }
      found.append(number)
      at += length
    }
    return at < record.count && isDigit(at: at) ? nil : found
  }

  private func isDigit(at place: Int) -> Bool { IdentifierText.isDigit(record[place]) }
}
