public import PaymentGraph

/// An account of a planted case.
public struct PlantedAccount: Sendable, Hashable {
  /// The key in every file.
  public let key: String
  /// The account's part in the case.
  public let role: AccountRole
  /// The invented name.
  public let name: String
  /// The invented bank or service; empty where the case names none.
  public let institution: String
  /// The country; empty where the case names none.
  public let country: String
}
