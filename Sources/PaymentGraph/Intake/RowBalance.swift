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
  public init() {}

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
    if let place = setAside.firstIndex(where: { $0.reason == reason && $0.word == word }) {
      add(count, line, at: place)
      return
    }
    if word != nil, setAside.count(where: { $0.reason == reason }) >= RowBalance.wordLimit {
      word = nil
      if let place = setAside.firstIndex(where: { $0.reason == reason && $0.word == nil }) {
        add(count, line, at: place)
        return
      }
    }
    let place = setAside.firstIndex { $0.reason.rank > reason.rank } ?? setAside.endIndex
    setAside.insert(
      RowsSetAside(reason: reason, word: word, count: count, firstLine: line), at: place)
  }

  private mutating func add(_ count: Int, _ line: Int?, at place: Int) {
    setAside[place].count += count
    guard let line else { return }
    setAside[place].firstLine = min(setAside[place].firstLine ?? line, line)
  }

  /// Adds the rows of another file.
  public mutating func add(_ other: RowBalance) {
    loaded += other.loaded
    rejected += other.rejected
    for place in setAside.indices { setAside[place].firstLine = nil }
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
