public import Patterns
public import PaymentGraph

/// Patterns to look for, as a list: `fan-in,chain`.
public struct PatternList: Hashable, Sendable {
  /// The patterns.
  public let patterns: [Pattern]

  /// Creates a list.
  public init(_ patterns: [Pattern]) { self.patterns = patterns }
}

extension PatternList: WrittenValue {
  package static var form: String {
    "patterns with commas: " + Pattern.allCases.map(\.rawValue).joined(separator: " ")
  }

  package var written: String { patterns.map(\.rawValue).joined(separator: ",") }

  package init?(written: String) {
    let words = written.split(separator: ",")
    patterns = words.compactMap { Pattern(rawValue: $0.lowercased()) }
    if patterns.count < words.count { return nil }
  }
}

/// Windows of time, as a list: `1d,4d,14d`.
public struct WaitList: Hashable, Sendable {
  /// The windows.
  public let waits: [Wait]

  /// Creates a list.
  public init(_ waits: [Wait]) { self.waits = waits }
}

extension WaitList: WrittenValue {
  package static var form: String { "times with commas: 1d,4d,14d" }

  package var written: String { waits.map(\.written).joined(separator: ",") }

  package init?(written: String) {
    let words = written.split(separator: ",")
    waits = words.compactMap { Wait(written: String($0)) }.filter { $0.milliseconds > 0 }
    if waits.count < words.count { return nil }
  }
}

/// A limit just below which payments are structured: `USD=10000`.
public struct StatedLimit: Hashable, Sendable {
  /// The amount, in the standard decimals of its currency.
  public let money: Money

  /// Creates a limit; nil for nothing and for an amount in other decimals.
  public init?(_ money: Money) {
    self.money = money
    guard StatedLimit(written: written) == self else { return nil }
  }
}

extension StatedLimit: WrittenValue {
  package static var form: String { "a currency and an amount: USD=10000" }

  package var written: String { "\(money.currency.code)=\(money.decimalText)" }

  package init?(written: String) {
    let parts = written.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, let currency = Currency(parts[0].uppercased()),
      let limit = Money(decimal: String(parts[1]), currency), limit.minorUnits > 0
    else { return nil }
    money = limit
  }
}

/// Two accounts with a comma between: `payer,payee`.
public struct AccountPair: Hashable, Sendable {
  /// The text, which has a comma.
  public let text: String

  /// Reads a text; which comma divides it is known only in a ledger.
  public init(_ text: String) { self.text = text }

  /// Returns the two accounts.
  func accounts(
    in view: LedgerView, of basis: Basis
  ) throws(InquiryError) -> (payer: AccountID, payee: AccountID) {
    let different = InquiryError.contradiction("--between takes two different accounts")
    // A key may itself hold a comma: the comma divides where both parts are accounts.
    let commas = text.indices.filter { text[$0] == "," }
    for comma in commas {
      if let one = view.ledger.account(text[..<comma]),
        let other = view.ledger.account(text[text.index(after: comma)...])
      {
        guard one.id != other.id else { throw different }
        return (one.id, other.id)
      }
    }
    guard let comma = commas.first else {
      throw .contradiction("--between takes two accounts with a comma: payer,payee")
    }
    guard let one = AccountChoice(written: String(text[..<comma])),
      let other = AccountChoice(written: String(text[text.index(after: comma)...]))
    else { throw different }
    let payer = try one.account(in: view, of: basis)
    let payee = try other.account(in: view, of: basis)
    guard payer != payee else { throw different }
    return (payer, payee)
  }
}

extension AccountPair: WrittenValue {
  package static var form: String { "two accounts: payer,payee" }
  package var written: String { text }
  package init?(written: String) { self.init(written) }
}

extension PatternSettings.CashOrder: WrittenValue {}
extension PatternSettings.Counting: WrittenValue {}

extension PatternSettings.Shuffles: WrittenValue {
  package static var form: String { "auto or a number from 0 to 10000" }

  package var written: String {
    switch self {
    case .auto: "auto"
    case .count(let number): "\(number)"
    }
  }

  package init?(written: String) {
    if written.lowercased() == "auto" {
      self = .auto
    } else {
      guard let number = Int(written), (0...10_000).contains(number) else { return nil }
      self = .count(number)
    }
  }
}

extension Double: WrittenValue {
  package static var form: String { "a number such as 0.1" }
  package var written: String { "\(self)" }

  /// Reads a number that is finite.
  package init?(written: String) {
    guard let number = Double(written), number.isFinite else { return nil }
    self = number
  }
}
