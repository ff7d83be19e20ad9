/// A currency of ISO 4217, or one of the few crypto-assets that ledgers name.
///
/// A currency fixes how many decimals an amount has: ``exponent`` 2 for GBP, 0 for JPY, 3 for KWD,
/// 8 for bitcoin, 9 for ether. Where files write finer amounts than that, such as yen with two
/// decimals, a ledger keeps the currency with as many as they write: ``Ledger/currency(_:)`` gives
/// the currency so. Two currencies of one code with different exponents are different values, and
/// their amounts are never added unawares. `XXX` is ISO's code for "no currency" and stands where a
/// ledger names none.
public struct Currency: Hashable, Sendable, Comparable {
  /// The row of this currency in ``CurrencyTable``; what the ledger's columns hold.
  package let index: UInt8
  @usableFromInline let decimals: UInt8

  package init(index: UInt8, exponent: UInt8) {
    self.index = index
    decimals = exponent
  }

  private init(row: UInt8) {
    self.init(index: row, exponent: Currency.exponents[Int(row)])
  }

  /// The currency with this three- or four-letter code, in any case; nil where none is known.
  public init?(_ code: some StringProtocol) {
    let bytes = Array(code.utf8)
    guard let found = CurrencyTable.index(of: bytes.span) else { return nil }
    self.init(row: found)
  }

  /// The currency whose code these bytes spell, in any case; nil where none is known.
  package init?(code bytes: Span<UInt8>) {
    guard let found = CurrencyTable.index(of: bytes) else { return nil }
    self.init(row: found)
  }

  /// The code in capitals, `GBP`.
  public var code: String { CurrencyTable.rows[Int(index)].code }

  /// The number of decimals to which amounts are kept: never fewer than ``standardExponent``.
  public var exponent: Int { Int(decimals) }

  /// True where amounts are kept to two decimals, as nearly all are.
  @inline(__always)
  package var hasHundredths: Bool { decimals == 2 }

  /// The number of decimals of the minor unit: those of ISO 4217, 8 for bitcoin, 9 for ether.
  public var standardExponent: Int { Int(Currency.exponents[Int(index)]) }

  /// True where it is a crypto-asset, whose amounts have more digits than 64 bits hold.
  package var hasManyDecimals: Bool { standardExponent >= 6 }

  /// The most decimals that any amount is kept to.
  public static let finestExponent = 18

  /// The same currency with amounts kept to another number of decimals.
  package func keeping(_ exponent: Int) -> Currency {
    Currency(index: index, exponent: UInt8(clamping: exponent))
  }

  /// No currency is stated (ISO 4217 `XXX`); amounts have two decimals.
  public static let none = Currency(row: 0)

  /// The standard decimals of every currency by ``index``.
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

  /// Alphabetical by code; of one code, by the number of decimals.
  public static func < (left: Currency, right: Currency) -> Bool {
    left.index == right.index ? left.decimals < right.decimals : left.code < right.code
  }
}

extension Currency: CustomStringConvertible {
  /// The code.
  public var description: String { code }
}
