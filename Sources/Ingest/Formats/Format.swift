internal import PaymentGraph

/// A format of files of payments, as a profile describes it in YAML.
enum Format: Sendable {
  /// Rows that name both accounts.
  case ledger(LedgerFormat)
  /// Rows that are the view of one account.
  case statement(StatementFormat)

  /// The kinds of rows.
  enum Shape: String, CaseIterable {
    case ledger, statement
  }

  /// The part that both kinds share.
  var about: FormatDescription {
    switch self {
    case .ledger(let format): format.about
    case .statement(let format): format.about
    }
  }

  var name: String { about.name }

  var shape: Shape {
    switch self {
    case .ledger: .ledger
    case .statement: .statement
    }
  }

  /// Reads a profile's text.
  ///
  /// - Parameters:
  ///   - source: the file's name, for errors.
  ///   - isChecked: true where its regular expressions are tried out, which takes longer than everything else.
  init(text: String, source: String, isChecked: Bool = true) throws(ProfileError) {
    let root = try ProfileSection(
      text: text, source: source,
      keys: FormatDescription.keys + Format.ledgerKeys + Format.statementKeys + [
        "kinds", "settled",
      ],
      isChecked: isChecked)
    guard let shape = try root.choice("shape", of: Shape.self) else {
      throw root.error("shape", "\"shape\" is missing: ledger or statement")
    }
    let foreign = shape == .ledger ? Format.statementKeys : Format.ledgerKeys
    for key in foreign where root.has(key) {
      throw root.error(
        key,
        shape == .ledger
          ? "\"\(key)\" belongs to statements, and this is a ledger"
          : "\"\(key)\" belongs to ledgers, and this is a statement")
    }
    let match = try root.section(
      "match",
      keys: ["headers", "header", "cells", "exact", "file"]
        + (shape == .statement ? ["without", "evidence"] : []))
    let about = try FormatDescription(root, match: match)
    switch shape {
    case .ledger: self = .ledger(try LedgerFormat(root, about: about))
    case .statement: self = .statement(try StatementFormat(root, match: match, about: about))
    }
  }

  /// The keys of a profile that only ledgers have.
  private static let ledgerKeys = [
    "constants", "currencies", "clock", "lookups", "reversed", "exponents", "totals",
  ]

  /// The keys of a profile that only statements have.
  private static let statementKeys = [
    "account", "holder", "rows", "memo", "narrations", "zone", "unsettled", "country", "service",
    "events", "statuses",
  ]
}
