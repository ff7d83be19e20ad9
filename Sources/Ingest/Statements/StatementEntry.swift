internal import PaymentGraph

/// One row of a statement: a change of one account, as that account's bank shows it.
struct StatementEntry: Sendable {
  /// The key of the statement's own account.
  var own: String
  /// The name of the holder of the statement's own account, where the statement says it.
  var holder: String?
  /// Where the row stands.
  let row: Place
  var time: PostingTime
  /// What came in (positive) or went out (negative), in minor units, without the fee.
  var amount: Int64
  var currency: Currency
  /// A fee that the row states beside the amount: what the account lost by it, negative for one given back.
  var fee: Int64 = 0
  /// Fees in other currencies than ``currency``: what the account, or who holds it, lost by them.
  var otherFees: [Money] = []
  var kind: TransferKind
  var role: Role
  var counter: PartyHint
  var narration: String
  var reference: String?
  var id: String?
  /// The id of the record that this one belongs to.
  var group: String?
  /// The payment in the service's own books, where it gives one.
  var record: ServiceRecord?
  /// The payout with which the service paid the row's money out.
  var batch: String?
  /// What the service calls the event, where its table knows it.
  var event: EventTable.Event?
  /// What the row calls itself, where the service has a table that does not know it.
  var unknownType: String?
  /// The moment as the row writes it, where it gives a time of day without a zone: it orders rows of one service only.
  var localTime: PostingTime?
  /// The time of day as the row prints it without a zone, in milliseconds: it orders the rows of one day in its file.
  var clock: Int64?
  /// The part of the account that the row is of, where it says so; empty where the account has no parts.
  var pot = ""
  /// True where another entry was read from the same row before.
  var isFurther = false
  /// What the row calls the state of a payment that is not final; nil where it is.
  var openState: OpenState?
  /// What the payer sent and the payee received, where money changed its currency on the way.
  var conversion: Conversion?

  /// Both sides of a conversion, without signs.
  struct Conversion: Sendable {
    let sent: Money
    let received: Money
    /// True where only the text of one row says so, and the other side's own row is not there.
    var isOneSided = false
  }

  /// The state of a payment that is not final.
  struct OpenState: Sendable {
    /// What the row calls it.
    let word: String
    /// True where the account's balance changed with it.
    let hasMoved: Bool
  }

  /// True where what the row says of the other side of its conversion is all that is known of it.
  var isStatedConversion: Bool { conversion?.isOneSided == true }

  /// An id that a service gives to one payment only.
  struct ServiceRecord: Sendable, Hashable {
    let service: String
    let id: String
  }

  /// True where the row is a fee of a payment service, or one given back.
  var isServiceFee: Bool {
    (kind == .fee || kind == .feeRefund) && (record != nil || event != nil)
  }

  /// Further rows of the file that show the same: the other rows of a conversion.
  var furtherRows: [Place] = []

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
