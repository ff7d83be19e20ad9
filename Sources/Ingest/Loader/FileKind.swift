/// The kind of a file, with what reading its rows needs; ``HeaderFinder`` alone decides it.
enum FileKind {
  /// Rows that name both accounts.
  case transfers(LedgerPlan)
  /// The view of one account, with the lines before the header.
  case statement(StatementPlan, preamble: [String])
  /// Accounts and their roles.
  case accounts(HeaderNames)
  /// The payments that victims claim.
  case claims(HeaderNames)
  /// Decisions on accounts or rows that are one, or are not.
  case decisions(HeaderNames)
  /// Telephones, devices and the like of accounts.
  case identifiers(HeaderNames)
  /// Persons, lists, areas, or statements held.
  case caseFacts(CaseFile, HeaderNames)
  /// A table that explains the ids of other files.
  case lookup(HeaderNames)
  /// The facts that an extract of a lake states beside its transfers, accounts and claims.
  case extract(ExtractPart)

  /// True where a quote is a character like any other.
  var isUnquoted: Bool { format?.isUnquoted ?? false }

  /// True where the columns are those of the command line.
  var isMapped: Bool {
    if case .transfers(let plan) = self { plan.profile.isMapping } else { false }
  }

  /// The names of the columns, where the rows are payments.
  var paymentColumns: [String]? {
    switch self {
    case .transfers(let plan): plan.header
    case .statement(let plan, _): plan.header.written
    case .accounts, .claims, .decisions, .identifiers, .caseFacts, .lookup, .extract: nil
    }
  }

  /// The format of the payments; nil where the rows are none.
  var format: FormatDescription? {
    switch self {
    case .transfers(let plan): plan.profile.about
    case .statement(let plan, _): plan.profile.about
    case .accounts, .claims, .decisions, .identifiers, .caseFacts, .lookup, .extract: nil
    }
  }

  /// The kind in a few words.
  var words: String {
    switch self {
    case .transfers, .statement: "known by profile \(format?.name ?? "")"
    case .accounts: "a file of accounts"
    case .claims: "a file of claims"
    case .decisions: "a decisions file"
    case .identifiers: "a file of accounts' identifiers"
    case .caseFacts(let file, _): file.words
    case .lookup: "a table that explains ids"
    case .extract(let part): part.words
    }
  }

  /// The rows that the file holds instead of payments; nil where they are payments.
  var otherRows: String? {
    switch self {
    case .transfers, .statement: nil
    case .accounts: "accounts"
    case .claims: "claims"
    case .decisions: "decisions"
    case .identifiers: "accounts' identifiers"
    case .caseFacts(let file, _): file.rows
    case .lookup: "the meanings of ids"
    case .extract(let part): part.words
    }
  }
}
