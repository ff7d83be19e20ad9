/// A choice of transfers by their properties.
///
/// A transfer must meet every property that is set.
public struct TransferFilter: Sendable {
  /// The accounts of which a transfer must have one as payer or beneficiary.
  public var accounts: Set<AccountID>?
  /// The accounts of which one must be the payer.
  public var payers: Set<AccountID>?
  /// The accounts of which one must be the beneficiary.
  public var beneficiaries: Set<AccountID>?
  /// The amounts, sent or received, in major units of their currency.
  public var amounts: AmountRange?
  /// The text that the id, the reference, or the key or a name of either account must contain,
  /// whatever its case.
  public var text: String?

  /// Creates a filter that takes everything.
  public init() {}

  /// - Parameter texts: What contains ``text``; nil where it is not set.
  func takes(_ transfer: Transfer, _ texts: TextSearch?) -> Bool {
    let (payer, beneficiary) = (transfer.payer, transfer.beneficiary)
    if let accounts, !accounts.contains(payer.id), !accounts.contains(beneficiary.id) {
      return false
    }
    if let payers, !payers.contains(payer.id) { return false }
    if let beneficiaries, !beneficiaries.contains(beneficiary.id) { return false }
    if let amounts, !amounts.contains(transfer.sent), !amounts.contains(transfer.received) {
      return false
    }
    guard let texts else { return true }
    return texts.isIn(idOrReferenceOf: transfer.id.position)
      || texts.accounts[payer.id.position] || texts.accounts[beneficiary.id.position]
  }
}

/// A range of amounts in major units, both ends included; one end may be open.
public struct AmountRange: Sendable, Hashable {
  private let least: Written?
  private let most: Written?

  /// An amount as its digits and the number of them that are decimals.
  private struct Written: Sendable, Hashable {
    let digits: Int64
    let decimals: Int

    init?(_ text: Substring) {
      let parts = text.split(separator: ".", omittingEmptySubsequences: false)
      guard (1...2).contains(parts.count),
        parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
        !parts[0].isEmpty, let digits = Int64(parts.joined())
      else { return nil }
      self.digits = digits
      decimals = parts.count == 2 ? parts[1].utf8.count : 0
    }

    /// The amount as it is read, without commas: `185.00`.
    var text: String {
      MoneyText.decimal(Int128(digits), exponent: decimals, grouped: false)
    }

    /// Compares an amount with this one: less than zero where it is less, zero where they are
    /// equal.
    func compare(_ money: Money) -> Int {
      var (left, right) = (Int128(money.minorUnits), Int128(digits))
      for _ in 0..<max(0, decimals - money.currency.exponent) { left *= 10 }
      for _ in 0..<max(0, money.currency.exponent - decimals) { right *= 10 }
      return left == right ? 0 : left < right ? -1 : 1
    }
  }

  /// Reads a range: `185`, `100..200`, `1000..` or `..50`; nil where the text has another form.
  public init?(_ text: String) {
    let parts = text.replacing(",", with: "").split(
      separator: "..", omittingEmptySubsequences: false)
    switch parts.count {
    case 1:
      guard let only = Written(parts[0]) else { return nil }
      (least, most) = (only, only)
    case 2:
      let (low, high) = (Written(parts[0]), Written(parts[1]))
      guard low != nil || parts[0].isEmpty, high != nil || parts[1].isEmpty,
        low != nil || high != nil
      else { return nil }
      (least, most) = (low, high)
    default: return nil
    }
  }

  /// Returns true where a sum is at least the lower end of the range.
  public func isReached(by sum: PaymentSum) -> Bool {
    guard let least else { return true }
    guard let units = Int64(exactly: sum.sent) else { return sum.sent > 0 }
    return least.compare(Money(minorUnits: units, currency: sum.currency)) >= 0
  }

  /// Returns true where an amount lies in the range.
  public func contains(_ money: Money) -> Bool {
    (least?.compare(money) ?? 0) >= 0 && (most?.compare(money) ?? 0) <= 0
  }
}

extension AmountRange: CustomStringConvertible {
  /// The range as it is read: `185`, `100..200`, `1000..` or `..50`.
  public var description: String {
    if let least, least == most { return least.text }
    return "\(least?.text ?? "")..\(most?.text ?? "")"
  }
}
