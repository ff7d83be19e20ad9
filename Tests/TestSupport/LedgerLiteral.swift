// swift-format-ignore-file: NeverForceUnwrap

package import PaymentGraph

/// A ledger written by hand, one transfer a line.
///
///     2024-03-01 victim-1 -> psp-1 100.00 EUR #ref id:t1
///     2024-03-02 psp-1 -> acct-1 100.00 EUR received:98.00 link:t1 file:b
///     role psp-1 processor
///     account acct-1 role:mule "name:Ann Example" bank:Copper country:GB holder:Ann
///
/// A time is a day, a number of seconds since 1970, or `-` for none. Lines of one file are in the
/// order written. What a line does not say is not known. Words with blanks stand in quotes.
package struct LedgerLiteral: ExpressibleByStringLiteral {
  package let ledger: Ledger

  package init(stringLiteral text: String) { self.init(text) }

  package init(_ text: String) {
    self.init(lines: text.split(separator: "\n").map(String.init))
  }

  /// Makes a ledger of some lines.
  ///
  /// - Parameter files: The files that rows are in; a row that names none is in the first.
  package init(
    lines: [String], files names: [String] = ["a", "b", "c"], rejectedRowCount: Int = 0
  ) {
    var builder = LedgerBuilder()
    builder.rejectedRowCount = rejectedRowCount
    for (number, name) in names.enumerated() {
      _ = builder.add(
        SourceFile(
          path: "\(name).csv", digest: FileDigest(bytes: [UInt8(number)]), byteCount: 0))
    }
    for (number, line) in lines.enumerated() {
      let words = LedgerLiteral.words(line)
      switch words.first {
      case nil: continue
      case "role":
        builder.describe(
          builder.account(words[1]), as: AccountDetails(role: AccountRole(name: words[2])!))
      case "account":
        builder.describe(
          builder.account(words[1]), as: LedgerLiteral.details(words.dropFirst(2)))
      default:
        builder.add(LedgerLiteral.draft(words, number: number, names: names, in: &builder))
      }
    }
    ledger = builder.build()
  }

  package subscript(_ key: String) -> AccountID { ledger.account(key)!.id }

  private static func words(_ line: String) -> [String] {
    guard line.contains("\"") else { return line.split(separator: " ").map(String.init) }
    // What stands between the first and the second quote, the third and the fourth, and so on, is one word.
    return line.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .flatMap { part in
        part.offset % 2 == 1
          ? [String(part.element)] : part.element.split(separator: " ").map(String.init)
      }
  }

  private static func details(_ words: ArraySlice<String>) -> AccountDetails {
    var details = AccountDetails()
    for word in words {
      let parts = word.split(separator: ":", maxSplits: 1).map(String.init)
      switch parts[0] {
      case "role": details.role = AccountRole(name: parts[1])!
      case "name": details.name = parts[1]
      case "holder": details.holder = parts[1]
      case "bank": details.institution = parts[1]
      case "country": details.country = parts[1]
      default: preconditionFailure("\(word) says nothing of an account")
      }
    }
    return details
  }

  private static func draft(
    _ words: [String], number: Int, names: [String], in builder: inout LedgerBuilder
  ) -> TransferDraft {
    var draft = TransferDraft(
      payer: builder.account(words[1]), beneficiary: builder.account(words[3]),
      sent: money(words[4], words.count > 5 ? words[5] : "EUR"), time: time(words[0]),
      line: number + 1, byteRange: number * 100..<number * 100 + 90)
    for word in words.dropFirst(6) {
      if word.hasPrefix("#") { draft.reference = String(word.dropFirst()) }
      if word.hasPrefix("id:") { draft.id = String(word.dropFirst(3)) }
      if word.hasPrefix("received:") {
        let parts = word.dropFirst(9).split(separator: ":").map(String.init)
        draft.received = money(parts[0], parts.count > 1 ? parts[1] : words[5])
      }
      if word.hasPrefix("kind:") { draft.kind = TransferKind(name: word.dropFirst(5))! }
      if word.hasPrefix("link:") { draft.link = String(word.dropFirst(5)) }
      if word.hasPrefix("file:") { draft.file = names.firstIndex(of: String(word.dropFirst(5)))! }
    }
    return draft
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
