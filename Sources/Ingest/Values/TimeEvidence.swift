internal import PaymentGraph

/// The evidence of the cells of a time column on how they are written.
struct TimeEvidence: Equatable {
  private typealias Order = TimeForms.Order

  private var cells = 0
  /// The number of cells with the year in four digits first.
  private var yearsFirst = 0
  private var compact = 0
  private var daysAndNames = 0
  private var names = 0
  /// The number of cells of three numbers of which the first is not a year of four digits.
  private var numbers = 0
  /// The number of cells among ``numbers`` that are days in each order, and the number that are days in no other order
  /// of those considered: that of day and month.
  private var fits = OrderCounts()
  private var sure = OrderCounts()
  /// The ranges of the first and the last numbers, where the last has two digits.
  private var firsts = NumberSpan()
  private var lasts = NumberSpan()
  /// Cells with several readings, as they are written.
  private(set) var samples: [String] = []
  /// True where any cell has a time of day without its zone.
  private(set) var hasLocalClock = false
  /// True where any cell states the offset of its clock from UTC.
  private(set) var statesOffsets = false

  /// Examines one trimmed cell that is not blank.
  ///
  /// Returns true where ``TimeReader`` reads it in the usual form: year first, month and day in two digits.
  @discardableResult
  mutating func note(_ bytes: Span<UInt8>, _ cell: Cell) -> Bool {
    cells += 1
    var isLocal = false
    if TimeReader.readYearFirst(bytes, cell, isLocal: &isLocal) != nil {
      yearsFirst += 1
      if isLocal {
        hasLocalClock = true
      } else if cell.count > 10, TimeEvidence.endsWithOffset(bytes, cell) {
        statesOffsets = true
      }
      return true
    }
    if TimeReader.readDays(bytes, cell) != nil {
      yearsFirst += 1
      return false
    }
    guard let text = TimeText(bytes, cell), !text.isClockImpossible else { return false }
    if text.form == .numbers {
      let readings = TimeForms.readings(text)
      guard !readings.isEmpty else { return false }
      noteNumbers(text, orders: readings.map(\.order), in: bytes, cell: cell)
    } else {
      if case .fault = TimeForms().read(bytes, cell) { return false }
      switch text.form {
      case .yearFirst: yearsFirst += 1
      case .compact: compact += 1
      case .dayMonthName: daysAndNames += 1
      case .monthName, .numbers: names += 1
      }
    }
    if text.clock != nil {
      if case .none = text.zone { hasLocalClock = true } else { statesOffsets = true }
    }
    return false
  }

  /// Returns true where a time with its year first ends with an offset that is not zero.
  private static func endsWithOffset(_ bytes: Span<UInt8>, _ cell: Cell) -> Bool {
    var at = cell.end
    while at > cell.start {
      at &-= 1
      if bytes[at] == 0x2B || bytes[at] == 0x2D { return false }
      if bytes[at] != 0x30, bytes[at] != 0x3A { return bytes[at] >= 0x31 && bytes[at] <= 0x39 }
    }
    return false
  }

  private mutating func noteNumbers(
    _ text: TimeText, orders: [Order], in bytes: Span<UInt8>, cell: Cell
  ) {
    numbers += 1
    for order in orders { fits[order] += 1 }
    if orders.contains(.dayFirst), !orders.contains(.monthFirst) { sure[.dayFirst] += 1 }
    if orders.contains(.monthFirst), !orders.contains(.dayFirst) { sure[.monthFirst] += 1 }
    if orders == [.yearFirst] { sure[.yearFirst] += 1 }
    if text.digits.1 < 4 {
      firsts.note(TimeText.century(text.parts.0))
      lasts.note(TimeText.century(text.parts.2))
    }
    if orders.count > 1, samples.count < 3 { samples.append(CellText.string(bytes, cell)) }
  }

  /// Counts one more cell with the year first, equal to the one before it.
  mutating func noteYearFirst() {
    cells += 1
    yearsFirst += 1
  }

  /// Adds the evidence of the cells after these.
  mutating func add(_ later: TimeEvidence) {
    cells += later.cells
    yearsFirst += later.yearsFirst
    compact += later.compact
    daysAndNames += later.daysAndNames
    names += later.names
    numbers += later.numbers
    for order in Order.allCases {
      fits[order] += later.fits[order]
      sure[order] += later.sure[order]
    }
    firsts.add(later.firsts)
    lasts.add(later.lasts)
    hasLocalClock = hasLocalClock || later.hasLocalClock
    statesOffsets = statesOffsets || later.statesOffsets
    samples = Array((samples + later.samples).prefix(3))
  }

  /// True where every cell so far has its year first.
  var isPlain: Bool { yearsFirst == cells }

  /// True where some cells fit only with the day first and others only with the month first, so that cells that fit
  /// both ways stay open.
  var isContested: Bool { sure[.dayFirst] > 0 && sure[.monthFirst] > 0 }

  /// The decision for the column as a whole.
  enum Decision: Equatable {
    case forms(TimeForms, reason: String)
    /// The parts of its dates can change places.
    case twoReadings(TimeQuestion)
  }

  /// Decides on the way in which most cells are written, and the order of numbers that all of them fit; a stated order
  /// decides only where several are left.
  ///
  /// - Parameter allowed: the orders that such files have; all orders where it is empty.
  func decide(
    _ stated: StatedChoice<ColumnMapping.DateOrder>, allowed: [TimeForms.Order] = []
  ) -> Decision {
    let others: [(TimeReader.Style, Int)] = [
      (.yearFirst, yearsFirst), (.dayMonthName, daysAndNames), (.monthName, names),
      (.compact, compact),
    ]
    var most = others[0]
    for other in others where other.1 > most.1 { most = other }
    var forms = TimeForms(most.0)
    guard numbers > 0 else { return .forms(forms, reason: "") }
    let isNumeric = numbers >= most.1
    if stated.forFile == nil, allowed.count == 1, let only = allowed.first {
      if isNumeric { forms = TimeForms(only.style) }
      forms.order = only
      return .forms(forms, reason: "")
    }
    let open = candidates(stated.forFile == nil && !allowed.isEmpty ? allowed : Order.allCases)
    let asked = stated.value?.order
    let order: Order
    let reason: String
    if let asked, open.contains(asked), open.count > 1 || isContested {
      (order, reason) = (asked, "times have the \(asked.part) first, \(stated.reason)")
    } else if let asked, isContested, fits[asked] > 0 {
      (order, reason) = (asked, "times have the \(asked.part) first, \(stated.reason)")
    } else if let only = open.first, open.count == 1 {
      (order, reason) = (only, shown(only))
    } else if samples.isEmpty {
      // Every cell has one reading only, and they contradict each other: no order reads them all.
      order = .dayFirst
      reason =
        "as many times require the day first as the month first: the day is taken "
        + "as first, and the other times are rejected"
    } else if isNumeric {
      return .twoReadings(TimeQuestion(samples: samples, orders: open.map(\.stated)))
    } else {
      return .forms(forms, reason: "")
    }
    if isNumeric { forms = TimeForms(order.style) }
    forms.order = order
    return .forms(forms, reason: reason)
  }

  /// Returns the orders that most of the numbers fit.
  ///
  /// Numbers that range over more than a few years are not years, where the numbers of the other part do not: that
  /// tells the year from the day where both have two digits.
  private func candidates(_ allowed: [Order]) -> [Order] {
    var left = allowed
    if left.contains(.yearFirst), left.count > 1, fits[.yearFirst] > 0 {
      let isFirst = firsts.areYears && lasts.areNoYears
      let isLast = lasts.areYears && firsts.areNoYears
      let bestLast = max(fits[.dayFirst], fits[.monthFirst])
      if isFirst, fits[.yearFirst] >= bestLast {
        left = [.yearFirst]
      } else if isLast || bestLast > fits[.yearFirst] {
        left.removeAll { $0 == .yearFirst }
      } else if fits[.yearFirst] > bestLast, !firsts.areYears, bestLast > 0 {
        // A single cell that cannot be a date otherwise is more likely damaged than a sign for the whole column.
        left.removeAll { $0 == .yearFirst }
      }
    } else {
      left.removeAll { $0 == .yearFirst && fits[$0] == 0 }
    }
    let most = left.map { fits[$0] }.max() ?? 0
    return left.filter { fits[$0] == most }
  }

  private func shown(_ order: Order) -> String {
    let unfit = numbers - fits[order]
    let rest = unfit > 0 ? ", \(unfit) do not fit it" : ""
    guard sure[order] > 0 else {
      return
        "times have the \(order.part) first: only in this order are their years close together\(rest)"
    }
    return
      "times have the \(order.part) first: \(sure[order]) of \(cells) cells allow no other order"
      + rest
  }

  /// Returns a sentence on how the cells contradict a stated order; nil where they do not.
  func contradiction(of stated: ColumnMapping.DateOrder) -> String? {
    guard numbers > 0, !isContested else { return nil }
    let open = candidates(Order.allCases)
    guard !open.contains(stated.order) else { return nil }
    if open.count == 1, let only = open.first {
      return "\(max(sure[only], 1)) of \(cells) cells allow only the \(only.part) first"
    }
    return "its years come last"
  }

  /// Returns the order in which most cells are written, where it is not among the known orders and cells allow no
  /// other; else nil.
  ///
  /// - Parameter least: the number of cells that must allow no other order, unless they are half of all: a single one
  ///   may be damaged.
  func order(
    against known: [TimeForms.Order], least: Int
  ) -> (order: TimeForms.Order, words: String)? {
    guard numbers * 2 > cells else { return nil }
    let open = candidates(Order.allCases)
    guard open.count == 1, let only = open.first, !known.contains(only) else { return nil }
    // Years of two digits are told by their nearness to each other, not cell by cell.
    if only == .yearFirst || known == [.yearFirst] { return (only, shown(only)) }
    guard sure[only] >= least || sure[only] * 2 >= numbers,
      sure[only] > (known.map { sure[$0] }.max() ?? 0)
    else { return nil }
    return (only, "\(sure[only]) of \(cells) cells allow only the \(only.part) first")
  }

  /// True where some cell depends on the order of day and month.
  var hasOpenCells: Bool { !samples.isEmpty }
}

/// An open question: nothing in a column of times shows the order of the parts.
struct TimeQuestion: Equatable {
  let samples: [String]
  let orders: [ColumnMapping.DateOrder]

  /// Returns the question in words, without advice.
  func words(_ noun: String) -> String {
    let parts = orders.contains(.yearFirst) ? "day, month and year" : "day and month"
    return "\(parts) can be exchanged in every \(noun), for example "
      + samples.map { "\"\($0)\"" }.joined(separator: ", ")
  }
}

extension TimeForms.Order {
  /// The style of a column that has this order.
  var style: TimeReader.Style {
    switch self {
    case .dayFirst: .dayFirst
    case .monthFirst: .monthFirst
    case .yearFirst: .shortYearFirst
    }
  }

  /// The part that stands first.
  var part: String {
    switch self {
    case .dayFirst: "day"
    case .monthFirst: "month"
    case .yearFirst: "year"
    }
  }

  var stated: ColumnMapping.DateOrder {
    switch self {
    case .dayFirst: .dayFirst
    case .monthFirst: .monthFirst
    case .yearFirst: .yearFirst
    }
  }
}

extension ColumnMapping.DateOrder {
  var order: TimeForms.Order {
    switch self {
    case .dayFirst: .dayFirst
    case .monthFirst: .monthFirst
    case .yearFirst: .yearFirst
    }
  }
}

/// A count for each order.
private struct OrderCounts: Equatable {
  private var day = 0
  private var month = 0
  private var year = 0

  subscript(order: TimeForms.Order) -> Int {
    get {
      switch order {
      case .dayFirst: day
      case .monthFirst: month
      case .yearFirst: year
      }
    }
    set {
      switch order {
      case .dayFirst: day = newValue
      case .monthFirst: month = newValue
      case .yearFirst: year = newValue
      }
    }
  }
}

/// The least and the greatest of some numbers.
private struct NumberSpan: Equatable {
  private var least = Int.max
  private var greatest = Int.min

  mutating func note(_ number: Int) {
    least = min(least, number)
    greatest = max(greatest, number)
  }

  mutating func add(_ other: NumberSpan) {
    least = min(least, other.least)
    greatest = max(greatest, other.greatest)
  }

  /// True where the numbers can be the years of one file of payments.
  var areYears: Bool { least <= greatest && greatest - least <= 4 }

  /// True where the numbers lie too far apart for the years of one file.
  var areNoYears: Bool { least <= greatest && greatest - least >= 10 }
}
