// swift-format-ignore-file: NeverForceUnwrap

import FundTracing
import PaymentGraph

/// A ledger written by hand, one transfer a line.
///
///     2024-03-01 victim-1 -> psp-1 100.00 EUR #ref id:t1
///     2024-03-02 psp-1 -> acct-1 100.00 EUR received:98.00 link:t1 file:b
///     role psp-1 processor
///
/// A time is a day, a number of seconds since 1970, or `-` for none. Lines of one file are in the
/// order written. What a line does not say is not known.
struct LedgerLiteral: ExpressibleByStringLiteral {
  let ledger: Ledger

  init(stringLiteral text: String) { self.init(text) }

  init(_ text: String) {
    self.init(lines: text.split(separator: "\n").map(String.init))
  }

  init(lines: [String], rejectedRowCount: Int = 0) {
    var builder = LedgerBuilder()
    builder.rejectedRowCount = rejectedRowCount
    let names = ["a", "b", "c"]
    for (number, name) in names.enumerated() {
      _ = builder.add(
        SourceFile(
          path: "\(name).csv", digest: FileDigest(bytes: [UInt8(number)]), byteCount: 0))
    }
    for (number, line) in lines.enumerated() {
      let words = line.split(separator: " ").map(String.init)
      if words.isEmpty { continue }
      if words[0] == "role" {
        let account = builder.account(words[1])
        builder.describe(account, as: AccountDetails(role: AccountRole(name: words[2])!))
        continue
      }
      let money = LedgerLiteral.money(words[4], words.count > 5 ? words[5] : "EUR")
      var draft = TransferDraft(
        payer: builder.account(words[1]), beneficiary: builder.account(words[3]), sent: money,
        time: LedgerLiteral.time(words[0]), line: number + 1,
        byteRange: number * 100..<number * 100 + 90)
      for word in words.dropFirst(6) {
        if word.hasPrefix("#") { draft.reference = String(word.dropFirst()) }
        if word.hasPrefix("id:") { draft.id = String(word.dropFirst(3)) }
        if word.hasPrefix("received:") {
          let parts = word.dropFirst(9).split(separator: ":").map(String.init)
          draft.received = LedgerLiteral.money(parts[0], parts.count > 1 ? parts[1] : words[5])
        }
        if word.hasPrefix("kind:") { draft.kind = TransferKind(name: word.dropFirst(5))! }
        if word.hasPrefix("link:") { draft.link = String(word.dropFirst(5)) }
        if word.hasPrefix("file:") { draft.file = names.firstIndex(of: String(word.dropFirst(5)))! }
      }
      builder.add(draft)
    }
    ledger = builder.build()
  }

  subscript(_ key: String) -> AccountID { ledger.account(key)!.id }

  func sources(_ keys: String...) -> [FundTracing.Source] {
    keys.map { FundTracing.Source(account: self[$0]) }
  }

  private static func time(_ word: String) -> PostingTime {
    if word == "-" { return .unknown }
    if let seconds = Int64(word) { return PostingTime(start: seconds * 1_000, precision: .second) }
    let parts = word.split(separator: "-").map { Int($0)! }
    let day = CivilDate(year: parts[0], month: parts[1], day: parts[2])!
    return PostingTime(start: day.milliseconds, precision: .day)
  }

  private static func money(_ amount: String, _ code: String) -> Money {
    let currency = Currency(code)!
    let parts = amount.split(separator: ".")
    var units = Int64(parts[0])!
    for _ in 0..<currency.exponent { units *= 10 }
    return Money(
      minorUnits: units
        + (parts.count > 1
          ? Int64((parts[1] + "000").prefix(currency.exponent))! : 0),
      currency: currency)
  }
}
