/// A currency of ISO 4217, or one of the few crypto-assets that ledgers name.
///
/// A currency fixes how many decimals an amount has: ``exponent`` 2 for GBP, 0 for JPY, 3 for KWD,
/// 8 for bitcoin. Ether is kept to 9 decimals (gwei), because 18 do not fit in 64 bits beside
/// ordinary sums. `XXX` is ISO's code for "no currency" and stands where a ledger names none.
public struct Currency: Hashable, Sendable, Comparable {
  /// The row of this currency in ``CurrencyTable``; what the ledger's columns hold.
  package let index: UInt8

  package init(index: UInt8) {
    self.index = index
  }

  /// The currency with this three- or four-letter code, in any case; nil where none is known.
  public init?(_ code: some StringProtocol) {
    let bytes = Array(code.utf8)
    guard let found = CurrencyTable.index(of: bytes.span) else { return nil }
    index = found
  }

  /// The currency whose code these bytes spell, in any case; nil where none is known.
  package init?(code bytes: Span<UInt8>) {
    guard let found = CurrencyTable.index(of: bytes) else { return nil }
    index = found
  }

  /// The code in capitals, `GBP`.
  public var code: String { CurrencyTable.rows[Int(index)].code }

  /// The number of decimals of the minor unit.
  public var exponent: Int { Int(CurrencyTable.rows[Int(index)].exponent) }

  /// True where the minor unit is this library's choice and not the currency's smallest unit, so
  /// that amounts may carry digits which cannot be kept.
  public var isCutToMinorUnit: Bool { code == "ETH" }

  /// No currency is stated (ISO 4217 `XXX`); amounts have two decimals.
  public static let none = Currency(index: 0)

  /// The decimals of every currency by ``index``.
  package static let exponents: [UInt8] = (0..<256).map {
    $0 < CurrencyTable.rows.count ? UInt8(CurrencyTable.rows[$0].exponent) : 0
  }

  /// The place of every currency in the alphabetical order of codes, by ``index``.
  package static let ranks: [UInt8] = {
    var ranks = Array(repeating: UInt8.max, count: 256)
    let order = CurrencyTable.rows.indices.sorted {
      CurrencyTable.rows[$0].code < CurrencyTable.rows[$1].code
    }
    for (rank, row) in order.enumerated() { ranks[row] = UInt8(truncatingIfNeeded: rank) }
    return ranks
  }()

  /// Alphabetical by code.
  public static func < (left: Currency, right: Currency) -> Bool { left.code < right.code }
}

extension Currency: CustomStringConvertible {
  /// The code.
  public var description: String { code }
}
