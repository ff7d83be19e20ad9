internal import PaymentGraph

/// The messages on a file that is refused, or asked about, because it is written in another form than its profile
/// states.
enum ProfileHabit {
  /// Refuses a file that shows another order of day and month than its profile states.
  static func refusal(
    _ profile: String, known: [TimeForms.Order], shown: (order: TimeForms.Order, words: String),
    path: String
  ) -> String {
    "profile \(profile) says that dates have the \(known.map(\.part).joined(separator: " or the ")) first, but "
      + "\(shown.words): the file differs from those that the profile knows; if the file is right, use "
      + FileFlag.dates(path, [shown.order.stated])
  }

  /// Refuses a file that shows another decimal mark than its profile states.
  static func refusal(
    _ profile: String, known: ColumnMapping.DecimalMark, shown: (cells: Int, mark: String),
    path: String
  ) -> String {
    "profile \(profile) says that amounts have a decimal \(known.rawValue), but \(shown.cells) "
      + "\(shown.cells == 1 ? "cell shows" : "cells show") a \(shown.mark): the file differs from those that the "
      + "profile knows; choose with \(FileFlag.decimal(path))"
  }
}

/// The forms of dates and amounts in some columns, as far as the cells show them by themselves.
struct WrittenHabits {
  private var times = TimeEvidence()
  private var amounts = AmountEvidence()

  init(dates: [String], amounts cells: [String]) {
    for text in dates where !text.isEmpty {
      let bytes = Array(text.utf8)
      times.note(bytes.span, Cell(start: 0, end: bytes.count))
    }
    for text in cells where !text.isEmpty {
      let bytes = Array(text.utf8)
      amounts.note(bytes.span, Cell(start: 0, end: bytes.count))
    }
  }

  /// The dates in which day and month can change places, where no date shows the order; nil where one does.
  var openDates: [String]? {
    if case .twoReadings(let question) = times.decide(StatedChoice()) {
      question.samples
    } else {
      nil
    }
  }

  /// The orders in which dates can be read, where the dates leave it open; empty where they do not.
  var openOrders: [TimeForms.Order] {
    if case .twoReadings(let question) = times.decide(StatedChoice()) {
      question.orders.map(\.order)
    } else {
      []
    }
  }

  /// The order that the dates show; nil where they leave it open.
  var dates: TimeReader.Style? {
    if case .forms(let forms, _) = times.decide(StatedChoice()) { forms.style } else { nil }
  }

  /// The amounts whose mark may be the decimal one or not, where none shows it; nil where one does.
  var openAmounts: [String]? {
    if case .twoReadings(let question) = amounts.decide(StatedChoice()) {
      question.samples
    } else {
      nil
    }
  }

  /// The decimal mark that the amounts show; nil where they have none or leave it open.
  var decimal: ColumnMapping.DecimalMark? {
    guard amounts.hasMarks, case .style(let style, _) = amounts.decide(StatedChoice()) else {
      return nil
    }
    return style.decimalMark == 0x2C ? .comma : .point
  }
}
