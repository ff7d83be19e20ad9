/// The fate of every row of a file: `read = loaded + memo + skipped + rejected`, always.
public struct RowBalance: Sendable, Hashable {
  /// Rows that became transfers.
  public var loaded = 0
  /// Rows that should be transfers and could not be read; each has a diagnostic.
  public var rejected = 0
  /// The rows that became no transfers although nothing is wrong with them, by reason, then in the
  /// order in which their words first occurred.
  public private(set) var setAside: [RowsSetAside] = []

  /// The number of words that are told apart for one reason; further rows are counted without their
  /// words.
  private static let wordLimit = 12

  /// Creates a balance of no rows.
  package init() {}

  /// The number of rows that are kept but move no money (zero amounts, holds, authorisations).
  public var memo: Int { count(areMemo: true) }

  /// The number of rows that are no transfers at all (empty lines, totals, repetitions of a row
  /// already loaded).
  public var skipped: Int { count(areMemo: false) }

  /// The number of all rows of the file without header lines.
  public var read: Int { loaded + memo + skipped + rejected }

  private func count(areMemo: Bool) -> Int {
    setAside.reduce(0) { $1.reason.isMemo == areMemo ? $0 + $1.count : $0 }
  }

  /// Counts rows that are set aside.
  ///
  /// - Parameters:
  ///   - word: The word in the row that gives the reason.
  ///   - line: The line of the first of these rows.
  ///   - count: The number of rows.
  package mutating func setAside(
    _ reason: SetAsideReason, word: String? = nil, line: Int?, count: Int = 1
  ) {
    guard count > 0 else { return }
    var word = word
    if let index = setAside.firstIndex(where: { $0.reason == reason && $0.word == word }) {
      add(count, line, at: index)
      return
    }
    if word != nil, setAside.count(where: { $0.reason == reason }) >= RowBalance.wordLimit {
      word = nil
      if let index = setAside.firstIndex(where: { $0.reason == reason && $0.word == nil }) {
        add(count, line, at: index)
        return
      }
    }
    let index = setAside.firstIndex { $0.reason.rank > reason.rank } ?? setAside.endIndex
    setAside.insert(
      RowsSetAside(reason: reason, word: word, count: count, firstLine: line), at: index)
  }

  private mutating func add(_ count: Int, _ line: Int?, at index: Int) {
    setAside[index].count += count
    guard let line else { return }
    setAside[index].firstLine = min(setAside[index].firstLine ?? line, line)
  }

  /// Adds the rows of another file.
  package mutating func add(_ other: RowBalance) {
    loaded += other.loaded
    rejected += other.rejected
    for index in setAside.indices { setAside[index].firstLine = nil }
    for rows in other.setAside {
      setAside(rows.reason, word: rows.word, line: nil, count: rows.count)
    }
  }
}

extension SetAsideReason {
  fileprivate var rank: Int { SetAsideReason.allCases.firstIndex(of: self) ?? 0 }
}

extension RowBalance: CustomStringConvertible {
  /// The sum in words, such as `3,213 rows = 3,210 loaded + 1 memo + 0 skipped + 2 rejected`.
  public var description: String {
    func text(_ count: Int) -> String {
      MoneyText.decimal(Int128(count), exponent: 0, grouped: true)
    }
    return "\(text(read)) rows = \(text(loaded)) loaded + \(text(memo)) memo + "
      + "\(text(skipped)) skipped + \(text(rejected)) rejected"
  }
}

/// Rows of a file that became no transfers, all for one reason.
public struct RowsSetAside: Sendable, Hashable {
  /// The reason.
  public let reason: SetAsideReason
  /// The word in the rows that gives the reason, such as a status; nil where no word does.
  public let word: String?
  /// The number of rows.
  public internal(set) var count: Int
  /// The line of the first of the rows; nil where several files are summed up, or another file
  /// decides.
  public internal(set) var firstLine: Int?
}

/// A reason why a row became no transfer although nothing is wrong with it.
///
/// Reports list the reasons in the order of the cases.
public enum SetAsideReason: String, Sendable, Hashable, CaseIterable {
  /// Nothing moved: the amount is zero.
  case zero
  /// Nothing moved: its status says so.
  case unsettled
  /// Nothing moved: a hold, an authorisation, a note.
  case announcement
  /// The row explains an id of another file.
  case lookup
  /// The row has no cells, or only empty ones.
  case empty
  /// The row repeats the header.
  case header
  /// The row adds up other rows.
  case total
  /// The profile passes the row over: a balance, a heading between rows.
  case passedOver = "passed-over"
  /// The row comes after the last transfer: the foot of the file.
  case foot
  /// The row continues the text of the row before.
  case continuation
  /// The row repeats a row that was loaded, and is evidence of the same transfer.
  case repetition
  /// The row shows a transfer that a row of another file shows as well.
  case shownElsewhere = "shown-elsewhere"
  /// The decision on the row is still open.
  case undecided

  /// True where the row's content is kept although it moves no money; a row with any other reason
  /// is skipped.
  public var isMemo: Bool {
    switch self {
    case .zero, .unsettled, .announcement, .lookup: true
    case .empty, .header, .total, .passedOver, .foot, .continuation, .repetition, .shownElsewhere,
      .undecided:
      false
    }
  }

  /// The reason in words.
  public var words: String {
    switch self {
    case .zero: "the amount is zero"
    case .unsettled: "the status says that no money moved"
    case .announcement: "a hold or a note that moves no money"
    case .lookup: "the meaning of an id in another file"
    case .empty: "empty"
    case .header: "the header repeated"
    case .total: "a total of other rows"
    case .passedOver: "left out by the profile"
    case .foot: "the foot of the file"
    case .continuation: "continues the text of the row before"
    case .repetition: "repeats a row that was loaded"
    case .shownElsewhere: "a row of another file shows the same transfer"
    case .undecided: "no decision yet"
    }
  }
}
