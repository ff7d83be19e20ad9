internal import PaymentGraph

/// What the cells of a time column show about how they are written.
struct TimeEvidence: Equatable {
  private static let styles: [TimeReader.Style] = [
    .yearFirst, .dayFirst, .monthFirst, .dayMonthName, .monthName, .compact,
  ]

  private var counts = Array(repeating: 0, count: styles.count)
  private var cells = 0
  /// Cells that fit with the day first only, and with the month first only.
  private var dayOnly = 0
  private var monthOnly = 0
  /// Cells with two readings, as they are written.
  private(set) var samples: [String] = []

  /// Looks at one trimmed cell that is not blank, and says whether its year stands first.
  @discardableResult
  mutating func note(_ bytes: Span<UInt8>, _ cell: Cell) -> Bool {
    cells += 1
    var fits: [Int] = []
    for (number, style) in TimeEvidence.styles.enumerated()
    where TimeReader.read(bytes, cell, style: style) != nil {
      counts[number] += 1
      fits.append(number)
      // A year first fits nothing else.
      if style == .yearFirst { return true }
    }
    if fits == [1] { dayOnly += 1 }
    if fits == [2] { monthOnly += 1 }
    if fits.count > 1, samples.count < 3 { samples.append(CellText.string(bytes, cell)) }
    return false
  }

  /// Counts one more cell whose year stands first.
  mutating func noteYearFirst() {
    cells += 1
    counts[0] += 1
  }

  /// Adds what the cells after these show.
  mutating func add(_ later: TimeEvidence) {
    for number in counts.indices { counts[number] += later.counts[number] }
    cells += later.cells
    dayOnly += later.dayOnly
    monthOnly += later.monthOnly
    samples = Array((samples + later.samples).prefix(3))
  }

  /// Whether every cell so far has its year first.
  var isPlain: Bool { counts[0] == cells }

  /// Whether some cells fit only with the day first and others only with the month first: then those
  /// that fit both ways are open.
  var isContested: Bool { dayOnly > 0 && monthOnly > 0 }

  /// What the column as a whole is.
  enum Decision: Equatable {
    case style(TimeReader.Style, reason: String)
    /// Day and month can change places in every cell.
    case twoReadings([String])
  }

  /// The style under which most cells are times, unless two orders of day and month fit equally.
  func decide(_ order: ColumnMapping.DateOrder?) -> Decision {
    switch order {
    case .dayFirst: return .style(.dayFirst, reason: "times have the day first, as asked for")
    case .monthFirst: return .style(.monthFirst, reason: "times have the month first, as asked for")
    case .yearFirst: return .style(.yearFirst, reason: "")
    case nil: break
    }
    guard let most = counts.max(), most > 0 else { return .style(.yearFirst, reason: "") }
    if counts[1] == most, counts[2] == most {
      guard samples.isEmpty else { return .twoReadings(samples) }
      // Every cell has one reading only, and they contradict each other: no order reads them all.
      return .style(
        .dayFirst,
        reason: "as many times allow only the day first as only the month first: the day is taken "
          + "to be first, and the others are rejected")
    }
    let best = TimeEvidence.styles[counts.firstIndex(of: most) ?? 0]
    switch best {
    case .dayFirst: return .style(best, reason: shown("day", sure: dayOnly, of: most))
    case .monthFirst: return .style(best, reason: shown("month", sure: monthOnly, of: most))
    default: return .style(best, reason: "")
    }
  }

  private func shown(_ part: String, sure: Int, of count: Int) -> String {
    "times have the \(part) first: \(sure) of \(cells) cells allow no other order"
      + (count < cells ? ", \(cells - count) do not fit it" : "")
  }
}
