import PaymentGraph
import TestSupport

@testable import Ingest

/// One transfer of a clean ledger: what a reader of its polluted file should find, or say that it is lost.
struct TrueRow {
  let id: String
  let date: CivilDate
  let from: String
  let to: String
  let minorUnits: Int64
  let currency: String
  let reference: String

  init(_ number: Int, _ random: inout SplitMix64, currency: String) {
    id = "t\(number)"
    date = CivilDate(
      milliseconds: 1_262_304_000_000 + Int64.random(in: 0..<400, using: &random) * 86_400_000)
    from = TrueRow.names.randomElement(using: &random) ?? "a"
    to = TrueRow.names.randomElement(using: &random) ?? "b"
    let amounts: [ClosedRange<Int64>] = [
      1...99, 100...99_999, 18_500...18_500, 100_000...9_999_999, 10_000_000...999_999_999,
    ]
    minorUnits = Int64.random(
      in: amounts.randomElement(using: &random) ?? 1...99, using: &random)
    self.currency = currency
    reference = TrueRow.references.randomElement(using: &random) ?? ""
  }

  private static let names = [
    "alice", "bob", "O'Brien & Sons", "Müller GmbH", "José Núñez", "00012345678", "912010000451",
    "seller@example.ca", "gb:601613/31926819", "DE89370400440532013000", "Smith, John",
    "in:KKCB:912010000451", "mule-1", "ACME \"Best\" Ltd", "x;y", "Zoë", "a b c", "20-04-15",
  ]

  private static let references = [
    "", "INV 77", "R/2010/04", "first\nsecond line", "say \"hi\"", "a, b", "5\" pipe", "=1+1", "é",
    "C:\\files\\x", "100%", "#12",
  ]

  /// The key that the account should have.
  static func key(_ name: String) -> String {
    AccountKey.canonical(name)?.key.description ?? name
  }
}
