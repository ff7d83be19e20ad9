/// A currency of ISO 4217, or one of the few crypto-assets that ledgers name.
///
/// A currency fixes how many decimals an amount has: ``exponent`` 2 for GBP, 0 for JPY, 3 for KWD,
/// 8 for bitcoin, 9 for ether. Where files write finer amounts than that, such as yen with two
/// decimals, a ledger keeps the currency with as many as they write, and ``Ledger/currency(_:)``
/// returns it so. Two currencies of one code with different exponents are different values, and
/// their amounts are never added unawares. `XXX` is ISO's code for "no currency" and is used where
/// a ledger names none.
public struct Currency: Hashable, Sendable, Comparable {
  /// The row of this currency in ``CurrencyTable``, which the ledger's columns hold.
  package let index: UInt8
  @usableFromInline let decimals: UInt8

  package init(index: UInt8, exponent: UInt8) {
    self.index = index
    decimals = exponent
  }

  private init(row: UInt8) {
    self.init(index: row, exponent: Currency.exponents[Int(row)])
  }

  /// Finds the currency with this three- or four-letter code, in any case; nil where none is known.
  public init?(_ code: some StringProtocol) {
    let bytes = Array(code.utf8)
    guard let found = CurrencyTable.index(of: bytes.span) else { return nil }
    self.init(row: found)
  }

  /// Finds the currency whose code these bytes spell, in any case; nil where none is known.
  package init?(code bytes: Span<UInt8>) {
    guard let found = CurrencyTable.index(of: bytes) else { return nil }
    self.init(row: found)
  }

  /// The code in capitals, `GBP`.
  public var code: String { CurrencyTable.rows[Int(index)].code }

  /// The number of decimals to which amounts are kept: never fewer than ``standardExponent``.
  public var exponent: Int { Int(decimals) }

  /// True where amounts are kept to two decimals, as nearly all currencies' are.
  @inline(__always)
  package var hasHundredths: Bool { decimals == 2 }

  /// The number of decimals of the minor unit: those of ISO 4217, 8 for bitcoin, 9 for ether.
  public var standardExponent: Int { Int(Currency.exponents[Int(index)]) }

  /// True for a crypto-asset, whose amounts have more digits than 64 bits hold.
  package var hasManyDecimals: Bool { standardExponent >= 6 }

  /// The largest number of decimals to which any amount is kept.
  public static let finestExponent = 18

  /// Returns the same currency with amounts kept to another number of decimals.
  package func keeping(_ exponent: Int) -> Currency {
    Currency(index: index, exponent: UInt8(clamping: exponent))
  }

  /// The currency that stands for none (ISO 4217 `XXX`); amounts have two decimals.
  public static let none = Currency(row: 0)

  /// The standard decimals of every currency by ``index``.
  package static let exponents: [UInt8] = (0..<256).map {
    $0 < CurrencyTable.rows.count ? UInt8(CurrencyTable.rows[$0].exponent) : 0
  }

  /// The rank of every currency in the alphabetical order of codes, by ``index``.
  package static let ranks: [UInt8] = {
    var ranks = Array(repeating: UInt8.max, count: 256)
    let order = CurrencyTable.rows.indices.sorted {
      CurrencyTable.rows[$0].code < CurrencyTable.rows[$1].code
    }
    for (rank, row) in order.enumerated() { ranks[row] = UInt8(truncatingIfNeeded: rank) }
    return ranks
  }()

  /// Compares by code, then by the number of decimals.
  public static func < (left: Currency, right: Currency) -> Bool {
    left.index == right.index ? left.decimals < right.decimals : left.code < right.code
  }
}

extension Currency: CustomStringConvertible {
  /// The code.
  public var description: String { code }
}
