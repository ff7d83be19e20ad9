/// The kind of identifier that names an account; its raw value begins the account's key.
public enum IdentifierKind: String, CaseIterable, Sendable, Hashable {
  /// An IBAN of a country whose banks have no older number for the account: `iban:DE89370400440532013000`.
  case iban
  /// A British sort code and account number: `gb:200415/12345678`.
  case britishAccount = "gb"
  /// An Irish sort code and account number: `ie:931152/12345678`.
  case irishAccount = "ie"
  /// An Indian bank code and account number: `in:HDFC:50100012345678`.
  case indianAccount = "in"
  /// A Canadian institution, transit and account number: `ca:003-12345-1234567`.
  case canadianAccount = "ca"
  /// A payment card, never whole: `card:411111…1111:9f86d081884c7d65`.
  case card
  /// An e-mail address, as PayPal names accounts: `email:seller@example.ca`.
  case email
  /// An Indian UPI address: `upi:ravi.k@okhdfcbank`.
  case upi
  /// A telephone number in E.164 form: `phone:+442079460123`.
  case phone
  /// A bank by its BIC, first eight characters: `bic:AIBKIE2D`.
  case bic
}
