internal import PaymentGraph

/// A profile as its YAML describes it.
enum ProfileDocument: Sendable {
  /// Rows that name both accounts.
  case ledger(Profile)
  /// Rows that are the view of one account.
  case statement(StatementProfile)

  var name: String {
    switch self {
    case .ledger(let profile): profile.name
    case .statement(let profile): profile.name
    }
  }

  /// The kinds of rows.
  enum Shape: String, CaseIterable {
    case ledger, statement
  }

  /// Reads a profile's text.
  ///
  /// - Parameters:
  ///   - source: the file's name, for errors.
  ///   - isChecked: true where its regular expressions are tried out, which takes longer than everything else.
  init(text: String, source: String, isChecked: Bool = true) throws(ProfileError) {
    let root = try ProfileSection(
      text: text, source: source,
      keys: [
        "profile", "version", "title", "shape", "country", "service", "events", "statuses", "era",
        "match", "quotes",
        "account", "holder",
        "rows", "fields", "units", "constants", "currencies", "dates", "dates-seen", "clock",
        "decimal", "zone", "settled",
        "unsettled",
        "memo", "kinds", "lookups", "narrations", "reversed", "exponents", "totals", "remark",
        "fixture",
      ], isChecked: isChecked)
    guard let shape = try root.choice("shape", of: Shape.self) else {
      throw root.error("shape", "\"shape\" is missing: ledger or statement")
    }
    switch shape {
    case .ledger: self = .ledger(try Profile(root))
    case .statement: self = .statement(try StatementProfile(root))
    }
  }
}
