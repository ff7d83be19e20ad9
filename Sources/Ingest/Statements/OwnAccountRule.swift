/// A part of a statement that names its account.
struct OwnAccountRule: Sendable {
  /// The part to search.
  enum Place: Sendable {
    /// The lines before the header.
    case preamble(TextPattern)
    /// The name of the file.
    case fileName(TextPattern)
    /// Columns of each row.
    case columns([String])
    /// The value that most rows have in one of these columns.
    case frequent([String])
  }

  /// The kind of text.
  enum Kind: String, CaseIterable, Sendable {
    /// A British sort code and account number.
    case british = "gb"
    /// An Irish one.
    case irish = "ie"
    /// The number of an Indian account; the bank is that of the rule.
    case indian = "in"
    /// An e-mail address.
    case email
    /// An IBAN.
    case iban
    /// A number that only the service itself knows.
    case plain
    /// A word that tells accounts of one file apart, and is not an account in other files: `Savings`.
    case label

    /// The kind in words, for human readers.
    var words: String {
      switch self {
      case .british: "a British sort code and account number"
      case .irish: "an Irish sort code and account number"
      case .indian: "the number of an Indian account"
      case .email: "an e-mail address"
      case .iban: "an IBAN"
      case .plain: "a number of the service"
      case .label: "a name of an account"
      }
    }
  }

  let place: Place
  let kind: Kind
  /// The four letters of an Indian bank, or the name of a service.
  let bank: String
}
