internal import PaymentGraph

/// The day that the record of a payment prints, where its moment is kept in UTC.
///
/// A payment of 10 March, 23:30 in New York is one of 11 March in UTC; its victim names the day on the statement.
struct PrintedDay {
  private let record: [UInt8]

  init(record: [UInt8]) { self.record = record }

  /// Returns true where the record prints a day, the day before or the day after, in any common form.
  func isNear(_ day: CivilDate) -> Bool {
    (-1...1).contains { prints(CivilDate(milliseconds: day.milliseconds + $0 * 86_400_000)) }
  }

  /// Returns true where the record prints a day: the year, the month and the day in figures, in any order that puts the
  /// year first or last.
  func prints(_ day: CivilDate) -> Bool {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let (year, month, date) = ("\(day.year)", two(day.month), two(day.day))
    let forms = ["-", "/", ".", ""].flatMap { mark in
      [[year, month, date], [date, month, year], [month, date, year]].map {
        $0.joined(separator: mark)
      }
    }
    return forms.contains { contains(Array($0.utf8)) }
  }

  /// Returns true where the record has these bytes with no other digit before or after them.
  private func contains(_ form: [UInt8]) -> Bool {
    guard record.count >= form.count else { return false }
    return (0...record.count - form.count).contains { start in
      let end = start + form.count
      return record[start..<end].elementsEqual(form)
        && !(start > 0 && IdentifierText.isDigit(record[start - 1]))
        && !(end < record.count && IdentifierText.isDigit(record[end]))
    }
  }
}
