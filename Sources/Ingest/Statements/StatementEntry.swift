internal import PaymentGraph

/// One row of a statement: a change of one account, as that account's bank shows it.
struct StatementEntry: Sendable {
  /// The key of the statement's own account.
  let own: String
  /// Where the row stands.
  let row: Place
  var time: PostingTime
  /// What came in (positive) or went out (negative), in minor units, without the fee.
  var amount: Int64
  var currency: Currency
  /// A fee that the row states beside the amount: what the account lost by it, negative for one given back.
  var fee: Int64 = 0
  var kind: TransferKind
  var role: Role
  var counter: PartyHint
  var narration: String
  var reference: String?
  var id: String?
  /// The id of the record that this one belongs to.
  var group: String?
  /// What the payer sent and the payee received, where money changed its currency on the way.
  var conversion: Conversion?

  /// Both sides of a conversion, without signs.
  struct Conversion: Sendable {
    let sent: Money
    let received: Money
  }

  /// What becomes of the row.
  enum Role: Sendable, Equatable {
    /// A transfer.
    case movement
    /// A row that says something and moves nothing; the word is what of the row says so.
    case memo(SetAsideReason, word: String?)
    /// A leg of a conversion, shown by the payment that it belongs to.
    case folded

    var isMemo: Bool { if case .memo = self { true } else { false } }
  }

  /// The place of a row in its file.
  struct Place: Sendable {
    let line: Int
    let byteRange: Range<Int>
  }
}
