/// Which transfers somebody wants to see.
///
/// Everything that is given must hold; what is not given holds for all.
public struct TransferFilter: Sendable {
  /// Accounts of which a transfer must have one as payer or beneficiary.
  public var accounts: Set<AccountID>?
  /// Accounts of which one must be the payer.
  public var payers: Set<AccountID>?
  /// Accounts of which one must be the beneficiary.
  public var beneficiaries: Set<AccountID>?
  /// The amounts, sent or received, in major units of their currency.
  public var amounts: AmountRange?
  /// A text that the id, the reference, or the key or a name of either account must contain, whatever its case.
  public var text: String?

  /// A filter that takes everything.
  public init() {}

  func takes(_ transfer: Transfer) -> Bool {
    let (payer, beneficiary) = (transfer.payer, transfer.beneficiary)
    if let accounts, !accounts.contains(payer.id), !accounts.contains(beneficiary.id) {
      return false
    }
    if let payers, !payers.contains(payer.id) { return false }
    if let beneficiaries, !beneficiaries.contains(beneficiary.id) { return false }
    if let amounts, !amounts.contains(transfer.sent), !amounts.contains(transfer.received) {
      return false
    }
    guard let text else { return true }
    let wanted = text.lowercased()
    let texts = [
      transfer.recordedID, transfer.reference, payer.key, payer.details.name, payer.details.holder,
      beneficiary.key, beneficiary.details.name, beneficiary.details.holder,
    ]
    return texts.contains { $0?.lowercased().contains(wanted) ?? false }
  }
}

/// Amounts in major units from one to another, both included; one end may be open.
public struct AmountRange: Sendable, Hashable {
  private let least: Written?
  private let most: Written?

  /// An amount as digits and how many of them are decimals.
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

    /// Less than zero where an amount is less than this, zero where they are equal.
    func compare(_ money: Money) -> Int {
      var (left, right) = (Int128(money.minorUnits), Int128(digits))
      for _ in 0..<max(0, decimals - money.currency.exponent) { left *= 10 }
      for _ in 0..<max(0, money.currency.exponent - decimals) { right *= 10 }
      return left == right ? 0 : left < right ? -1 : 1
    }
  }

  /// The range that a text writes: `185`, `100..200`, `1000..` or `..50`; nil where it writes none.
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

  /// True where a sum is at least as much as the range begins with.
  public func isReached(by sum: PaymentSum) -> Bool {
    guard let least else { return true }
    guard let units = Int64(exactly: sum.sent) else { return sum.sent > 0 }
    return least.compare(Money(minorUnits: units, currency: sum.currency)) >= 0
  }

  /// True where an amount lies in the range.
  public func contains(_ money: Money) -> Bool {
    (least?.compare(money) ?? 0) >= 0 && (most?.compare(money) ?? 0) <= 0
  }
}
