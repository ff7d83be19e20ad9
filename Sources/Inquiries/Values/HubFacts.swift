public import FundTracing
public import PaymentGraph

/// A documented fee of a pooled account: `paypal=3.4%+0.20`.
public struct StatedFee: Hashable, Sendable {
  /// The account.
  public let account: AccountChoice
  /// The fee.
  public let fee: HubFee

  /// Creates a statement; nil where no text can make it, such as a fee of another rounding than half up.
  public init?(account: AccountChoice, fee: HubFee) {
    (self.account, self.fee) = (account, fee)
    guard StatedFee(written: written) == self else { return nil }
  }
}

extension StatedFee: WrittenValue {
  package static var form: String { "account=fee such as paypal=3.4%+0.20" }

  package var written: String { "\(account.written)=\(fee.written)" }

  package init?(written: String) {
    guard let (name, fee) = StatedFee.parts(written), let account = AccountChoice(written: name)
    else { return nil }
    (self.account, self.fee) = (account, fee)
  }

  /// Creates a statement on accounts that were read from elsewhere.
  package init(of account: AccountChoice, _ fee: HubFee) {
    (self.account, self.fee) = (account, fee)
  }

  /// Divides a text at its last equals sign, because an account key may itself hold one.
  package static func parts(_ text: String) -> (account: String, fee: HubFee)? {
    guard let sign = text.lastIndex(of: "="), sign > text.startIndex,
      let fee = HubFee(written: String(text[text.index(after: sign)...]))
    else { return nil }
    return (String(text[..<sign]), fee)
  }
}

extension HubFee: WrittenValue {
  package static var form: String { "a fee such as 2.9%+0.30, 3.4% or 0" }

  package var written: String {
    let sum = "\(fixed / 100).\(fixed % 100 < 10 ? "0" : "")\(fixed % 100)"
    return rate == 0 ? sum : fixed == 0 ? "\(rateText)%" : "\(rateText)%+\(sum)"
  }

  /// Reads a fee: `2.9%+0.30`, `3.4%`, `0`.
  package init?(written: String) {
    let parts = written.split(separator: "+", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 2 else { return nil }
    var (rate, fixed) = (Int64(0), Int64(0))
    for part in parts {
      if part.hasSuffix("%") {
        guard let value = HubFee.scaled(part.dropLast(), digits: 3) else { return nil }
        rate += value
      } else {
        guard let value = HubFee.scaled(part[...], digits: 2) else { return nil }
        fixed += value
      }
    }
    guard rate < 100_000 else { return nil }
    self.init(rate: rate, fixed: fixed)
  }

  /// Reads digits with a decimal point as a whole number of the last decimal.
  private static func scaled(_ text: Substring, digits: Int) -> Int64? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let whole = Int64(parts[0]), whole >= 0,
      parts.count == 1 || (parts[1].count <= digits && parts[1].allSatisfy(\.isWholeNumber))
    else { return nil }
    let decimals = (parts.count > 1 ? parts[1] : "") + String(repeating: "0", count: digits)
    guard let value = Int64("\(whole)" + decimals.prefix(digits)) else { return nil }
    return value
  }
}

/// A pooled account's balance at the end of a day: `paypal=2009-12-31 4120.55 GBP`.
public struct StatedBalance: Hashable, Sendable {
  /// The account.
  public let account: AccountChoice
  /// The day at whose end it had the balance.
  public let day: CivilDate
  /// The digits of the amount, with a point before decimals.
  public let amount: String
  /// The currency of the amount.
  public let currency: Currency

  /// Creates a statement; nil where no text can make it, such as an amount with other signs than digits.
  public init?(account: AccountChoice, day: CivilDate, amount: String, currency: Currency) {
    self.init(of: account, StatedBalance.Facts(day: day, amount: amount, currency: currency.named))
    guard StatedBalance(written: written) == self else { return nil }
  }
}

extension StatedBalance: WrittenValue {
  package static var form: String { "'account=2009-12-31 4120.55 GBP'" }

  package var written: String {
    "\(account.written)=\(day.iso8601) \(amount) \(currency.code)"
  }

  package init?(written: String) {
    guard let (name, facts) = StatedBalance.parts(written),
      let account = AccountChoice(written: name)
    else { return nil }
    self.init(of: account, facts)
  }

  /// The facts of a balance but for the account.
  package struct Facts {
    let day: CivilDate
    let amount: String
    let currency: Currency
  }

  /// Creates a statement on an account that was read from elsewhere.
  package init(of account: AccountChoice, _ facts: Facts) {
    self.account = account
    (day, amount, currency) = (facts.day, facts.amount, facts.currency)
  }

  /// Divides a text at its last equals sign, because an account key may itself hold one.
  package static func parts(_ text: String) -> (account: String, facts: Facts)? {
    guard let sign = text.lastIndex(of: "="), sign > text.startIndex else { return nil }
    let words = text[text.index(after: sign)...].split(separator: " ").map(String.init)
    guard words.count == 3, let day = CivilDate(written: words[0]), let code = Currency(words[2]),
      Money(decimal: words[1], code.finest) != nil
    else { return nil }
    return (String(text[..<sign]), Facts(day: day, amount: words[1], currency: code))
  }

  /// Returns the balance as matching takes it.
  func balance(in view: LedgerView, of basis: Basis) throws(InquiryError)
    -> MatchSettings.StatedBalance
  {
    guard let money = Money(decimal: amount, view.ledger.currency(currency)) else {
      throw .contradiction("--balance takes \(StatedBalance.form), not \"\(written)\"")
    }
    return MatchSettings.StatedBalance(
      account: try account.account(in: view, of: basis),
      time: PostingTime(start: day.milliseconds, precision: .day), amount: money)
  }
}

extension Money {
  /// Reads an amount of the command line: `4120.55`, `-3`.
  init?(decimal text: String, _ currency: Currency) {
    let isNegative = text.hasPrefix("-")
    let parts = (isNegative ? text.dropFirst() : text[...])
      .split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), !parts[0].isEmpty,
      parts.allSatisfy({ $0.allSatisfy { ("0"..."9").contains($0) } })
    else { return nil }
    var written = parts.count > 1 ? parts[1] : ""
    while written.count > currency.exponent, written.last == "0" { written.removeLast() }
    guard written.count <= currency.exponent else { return nil }
    let decimals = String(written) + String(repeating: "0", count: currency.exponent)
    guard let units = Int64(parts[0] + decimals.prefix(currency.exponent)) else { return nil }
    self.init(minorUnits: isNegative ? -units : units, currency: currency)
  }
}
