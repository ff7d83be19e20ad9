/// The part of an account in the case, as the data or the accounts file says.
///
/// A role labels and selects. No algorithm depends on it: they depend only on whether an account is
/// pooled, which role ``processor`` implies unless the accounts file says otherwise.
public enum AccountRole: UInt8, CaseIterable, Sendable, Hashable {
  /// No role is stated.
  case unknown
  /// Somebody who lost money.
  case victim
  /// A payment service in whose accounts the money of many customers is mixed.
  case processor
  /// A business that sells.
  case merchant
  /// An account that passes others' money on.
  case mule
  /// An account where money is thought to arrive.
  case destination

  /// Finds the role with this name, in any case; nil where there is none.
  public init?(name: some StringProtocol) {
    let wanted = name.lowercased()
    guard let found = AccountRole.allCases.first(where: { $0.name == wanted }) else { return nil }
    self = found
  }

  /// The name as files and outputs spell it.
  public var name: String {
    switch self {
    case .unknown: "unknown"
    case .victim: "victim"
    case .processor: "processor"
    case .merchant: "merchant"
    case .mule: "mule"
    case .destination: "destination"
    }
  }
}
