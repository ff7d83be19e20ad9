/// What a row says of the other party.
///
/// Only ``account`` is an identity; all else is a hint that never makes two parties one.
struct PartyHint: Sendable, Hashable {
  /// The name as it stands there, often cut off.
  var name: String?
  /// The key of the account, where the row gives a whole one.
  var account: String?
  /// The branch code of the other party's Indian bank.
  var branch: String?
  /// A reference that both banks print (UTR, RRN, FPID).
  var reference: String?
  /// How the money moved: `NEFT`, `ATM`, `CARD`.
  var channel: String?
  /// A payment address that is whole.
  var address: String?
  /// The numbers that the layout of the narration names, with their types.
  var numbers: [TypedNumber] = []

  /// Whether nothing is known.
  var isEmpty: Bool { self == PartyHint() }
}
