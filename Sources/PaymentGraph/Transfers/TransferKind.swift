/// The kind of a movement of money, as the record gives it.
public enum TransferKind: UInt8, CaseIterable, Sendable, Hashable {
  case payment, fee, feeRefund, funding, withdrawal, reversal, refund, chargeback, fx, interest
  case cash, `internal`, hold, holdRelease, memo

  /// Finds the kind with this name (`fee-refund`), in any case; nil where there is none.
  public init?(name: some StringProtocol) {
    let wanted = name.lowercased()
    guard let found = TransferKind.allCases.first(where: { $0.name == wanted }) else { return nil }
    self = found
  }

  /// The name as files and outputs spell it.
  public var name: String {
    switch self {
    case .payment: "payment"
    case .fee: "fee"
    case .feeRefund: "fee-refund"
    case .funding: "funding"
    case .withdrawal: "withdrawal"
    case .reversal: "reversal"
    case .refund: "refund"
    case .chargeback: "chargeback"
    case .fx: "fx"
    case .interest: "interest"
    case .cash: "cash"
    case .internal: "internal"
    case .hold: "hold"
    case .holdRelease: "hold-release"
    case .memo: "memo"
    }
  }

  /// True where rows of this kind move money between parties; holds and memo rows do not.
  public var movesMoney: Bool { self != .hold && self != .holdRelease && self != .memo }
}
