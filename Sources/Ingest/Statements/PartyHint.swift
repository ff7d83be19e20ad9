internal import PaymentGraph

/// The other party, as far as a row names it.
///
/// Only ``account`` is an identity; everything else is a hint that never makes two parties of different statements one.
struct PartyHint: Sendable, Hashable {
  /// The name as the row prints it, often cut off.
  var name: String?
  /// The key of the account, where the row gives a whole one.
  var account: String?
  /// The number of an account whose bank the row does not name: it tells accounts apart within one statement.
  var accountNumber: String?
  /// The branch code of the other party's Indian bank.
  var branch: String?
  /// The four letters of the other party's Indian bank.
  var bank: String?
  /// The last digits of the other party's account.
  var tail: String?
  /// A reference that both banks print (UTR, RRN, FPID).
  var reference: String?
  /// The payment system: `NEFT`, `ATM`, `CARD`.
  var channel: String?
  /// A whole payment address.
  var address: String?
  /// The part of a payment address that the bank left: it tells parties of one name apart.
  var partialAddress: String?
  /// The kind of the row by the form of its narration.
  var kind: TransferKind?
  /// The whole text as a name, where ``kind`` rests on a word that may belong to the name: `UNPAID WORK LTD`.
  var doubtfulName: String?
  /// The numbers that the layout of the narration names, with their types.
  var numbers: [TypedNumber] = []
  /// True where the row should name the other party, and the name could not be read.
  var isUnread = false

  /// True where nothing is known.
  var isEmpty: Bool { self == PartyHint() }

  /// True where the other party is known by an account, a number or a name.
  var namesParty: Bool { account != nil || accountNumber != nil || name != nil }

  /// The words that tell parties known by name apart within one statement: the name, and the row's hints on the
  /// account; nil where the row names nobody.
  var placeholder: String? {
    let name = name.flatMap { BlankWords.contains($0) ? nil : StatementText.normal($0) }
    if name == nil, accountNumber == nil { return nil }
    let parts = [name, accountNumber, bank, tail, partialAddress]
    return parts.compactMap { $0 }.joined(separator: "/")
  }
}
