internal import PaymentGraph

/// The way in which dates and amounts of some columns are written, as far as the cells show it by themselves.
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

  /// Dates in which day and month can change places, where no date shows the order; nil where one does.
  var openDates: [String]? {
    if case .twoReadings(let question) = times.decide(StatedChoice()) {
      question.samples
    } else {
      nil
    }
  }

  /// The order that the dates show; nil where they leave it open.
  var dates: TimeReader.Style? {
    if case .forms(let forms, _) = times.decide(StatedChoice()) { forms.style } else { nil }
  }

  /// Amounts whose mark may be the decimal one or not, where none shows it; nil where one does.
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
