internal import PaymentGraph

/// A choice of accounts as it is written: `all`, `role:victim`, a key or a name, several with commas, or several names.
///
/// Names are spelled as in the data; a choice has no meaning before it is looked up in a ledger. Texts hold one name a
/// line.
public struct AccountChoice: Hashable, Sendable {
  /// The names, in the order in which they were given; none is empty or has a line end.
  public let names: [String]

  /// Creates a choice; names with line ends are several.
  public init(_ names: [String]) {
    self.names = names.flatMap(AccountChoice.lines)
  }

  /// Creates a choice of one text, as an option of the command line has it.
  public init(_ text: String) { self.init([text]) }

  /// The choice that names no account.
  static let nobody = AccountChoice([])

  private static func lines(_ text: String) -> [String] {
    text.unicodeScalars.split(separator: "\n").map { String($0) }
  }

  /// Returns the accounts in the order of their keys, each once.
  func accounts(in view: LedgerView, of basis: Basis) throws(InquiryError) -> [AccountID] {
    let ledger = view.ledger
    let lines = names.map { line in
      if ledger.account(line) != nil { return line }
      // A number may itself have commas.
      if let whole = basis.spelling(line), ledger.account(whole) != nil { return whole }
      return line.split(separator: ",", omittingEmptySubsequences: false).map { part in
        basis.spelling(String(part)) ?? String(part)
      }.joined(separator: ",")
    }
    do throws(SelectionError) {
      return try AccountSelector(lines).accounts(in: view)
    } catch {
      throw .refused(error.description)
    }
  }

  /// Returns the one account that is named.
  func account(in view: LedgerView, of basis: Basis) throws(InquiryError) -> AccountID {
    let accounts = try accounts(in: view, of: basis)
    guard let account = accounts.first, accounts.count == 1 else {
      throw .refused("\(words) names \(accounts.count) accounts, but only one is allowed")
    }
    return account
  }

  /// The choice in words of messages: the first names of many.
  var words: String {
    let shown = names.prefix(3).joined(separator: ", ")
    return names.count > 3 ? "\(shown) and \(names.count - 3) more" : shown
  }
}

extension AccountChoice: WrittenValue {
  package static var form: String { "accounts: all, role:ROLE, keys or names" }

  /// The names, one a line; an empty line comes first where the text would else name a file on the command line.
  package var written: String {
    (names.first?.utf8.first == UInt8(ascii: "@") ? "\n" : "") + names.joined(separator: "\n")
  }

  /// Reads names, one a line; nil where there is none.
  package init?(written: String) {
    self.init(written)
    if names.isEmpty { return nil }
  }
}
