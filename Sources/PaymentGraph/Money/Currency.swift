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

  /// All currencies that are known, in the order of their codes, ``none`` first.
  package static var all: [Currency] { CurrencyTable.rows.indices.map { Currency(row: UInt8($0)) } }

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

/// The currencies that amounts can be in, with the exponents of ISO 4217.
///
/// Sorted by code after the first row, so that a code is found by bisection. The list holds today's
/// currencies and those that European and Asian ledgers of 2000 to 2015 still name.
enum CurrencyTable {
  struct Row: Sendable {
    let code: String
    let exponent: UInt8
  }

  static let rows: [Row] = ([("XXX", 2)] + decimals.sorted { $0.0 < $1.0 }).map {
    Row(code: $0.0, exponent: $0.1)
  }

  /// The codes packed into integers, in the order of ``rows``, for the search to compare.
  private static let packed: [UInt32] = rows.map { row in
    row.code.utf8.reduce(0) { $0 << 8 | UInt32($1) } << (row.code.utf8.count == 3 ? 8 : 0)
  }

  /// Returns the row of a code in any case, or nil.
  ///
  /// A small letter behind two capitals is a unit of its own: `GBp` is a penny, and no pound.
  static func index(of code: Span<UInt8>) -> UInt8? {
    guard code.count == 3 || code.count == 4 else { return nil }
    if code.count == 3, code[2] >= 0x61, code[0] < 0x61, code[1] < 0x61 { return nil }
    var wanted: UInt32 = 0
    for position in 0..<4 {
      var byte: UInt8 = position < code.count ? code[position] : 0
      if byte >= 0x61 && byte <= 0x7A { byte &-= 0x20 }
      wanted = wanted << 8 | UInt32(byte)
    }
    if wanted == packed[0] { return 0 }
    var low = 1
    var high = packed.count
    while low < high {
      let middle = (low + high) / 2
      if packed[middle] < wanted { low = middle + 1 } else { high = middle }
    }
    return low < packed.count && packed[low] == wanted ? UInt8(low) : nil
  }

  private static let decimals: [(String, UInt8)] = expand([
    (
      0,
      """
      BEF BIF CLP DJF ESP GNF ISK ITL JPY KMF KRW LUF PTE PYG RWF UGX VND VUV XAF XOF XPF
      """
    ),
    (
      2,
      """
      AED AFN ALL AMD ANG AOA ARS ATS AUD AWG AZM AZN BAM BBD BDT BGL BGN BMD BND BOB BRL
      BSD BTN BWP BYN BYR BZD CAD CDF CHF CNY COP CRC CUC CUP CYP CZK DEM DKK DOP DZD EEK
      EGP ERN ETB EUR FIM FJD FKP FRF GBP GEL GHC GHS GIP GMD GRD GTQ GYD HKD HNL HRK HTG
      HUF IDR IEP ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL LTL LVL MAD
      MDL MGA MKD MMK MNT MOP MRO MRU MTL MUR MVR MWK MXN MYR MZM MZN NAD NGN NIO NLG NOK
      NPR NZD PAB PEN PGK PHP PKR PLN QAR ROL RON RSD RUB SAR SBD SCR SDD SDG SEK SGD SHP
      SIT SKK SLE SLL SOS SRD SSP STD STN SVC SYP SZL THB TJS TMT TOP TRL TRY TTD TWD TZS
      UAH USD UYU UZS VED VEF VES WST XCD XCG XTS YER ZAR ZMK ZMW ZWD ZWG ZWL
      """
    ),
    (
      3,
      """
      BHD IQD JOD KWD LYD OMR TND
      """
    ),
    (
      4,
      """
      CLF UYW
      """
    ),
    (
      6,
      """
      USDC USDT
      """
    ),
    (
      8,
      """
      BTC LTC XBT
      """
    ),
    (
      9,
      """
      ETH
      """
    ),
  ])

  private static func expand(_ groups: [(UInt8, String)]) -> [(String, UInt8)] {
    groups.flatMap { exponent, codes in
      codes.split { $0 == " " || $0 == "\n" }.map { (String($0), exponent) }
    }
  }
}
