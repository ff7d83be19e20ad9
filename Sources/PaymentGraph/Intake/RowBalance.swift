/// Where every row of a file went: `read = loaded + memo + skipped + rejected`, always.
public struct RowBalance: Sendable, Hashable {
  /// Rows that became transfers.
  public var loaded = 0
  /// Rows that are kept but move no money (zero amounts, holds, authorisations).
  public var memo = 0
  /// Rows that are no transfers at all (empty lines, totals, repetitions of a row already loaded).
  public var skipped = 0
  /// Rows that should be transfers and could not be read; each has a diagnostic.
  public var rejected = 0

  /// No rows.
  public init() {}

  /// All rows of the file, header lines not counted.
  public var read: Int { loaded + memo + skipped + rejected }

  /// Adds the rows of another file.
  public mutating func add(_ other: RowBalance) {
    loaded += other.loaded
    memo += other.memo
    skipped += other.skipped
    rejected += other.rejected
  }
}

extension RowBalance: CustomStringConvertible {
  /// The sum in words, such as `213 rows = 210 loaded + 1 memo + 0 skipped + 2 rejected`.
  public var description: String {
    "\(read) rows = \(loaded) loaded + \(memo) memo + \(skipped) skipped + \(rejected) rejected"
  }
}
