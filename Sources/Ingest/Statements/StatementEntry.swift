internal import PaymentGraph

/// One row of a statement: a change of one account, as that account's bank shows it.
struct StatementEntry: Sendable {
  /// The key of the statement's own account.
  var own: String
  /// The name of the own account's holder, where the statement gives it.
  var holder: String?
  /// The position of the row.
  let row: Place
  var time: PostingTime
  /// The amount that came in (positive) or went out (negative), in minor units, without the fee.
  var amount: Int64
  var currency: Currency
  /// A fee that the row states beside the amount: the account's loss by it, negative for one given back.
  var fee: Int64 = 0
  /// Fees in other currencies than ``currency``: the loss of the account, or of its holder, by them.
  var otherFees: [Money] = []
  var kind: TransferKind
  var role: Role
  var counter: PartyHint
  var narration: String
  var reference: String?
  var id: String?
  /// The id of the record to which this one belongs.
  var group: String?
  /// The payment in the service's own records, where it gives one.
  var record: ServiceRecord?
  /// The payout by which the service paid the row's money out.
  var batch: String?
  /// The service's event, where its table has the name.
  var event: EventTable.Event?
  /// The row's own word for its type, where the service's table does not have it.
  var unknownType: String?
  /// The moment as the row prints it, where it gives a time of day without a zone: it orders rows of one service only.
  var localTime: PostingTime?
  /// The time of day as the row prints it without a zone, in milliseconds: it orders the rows of one day in its file.
  var clock: Int64?
  /// The part of the account to which the row belongs, where it names one; empty where the account has no parts.
  var pot = ""
  /// True where another entry was read from the same row before.
  var isFurther = false
  /// The amounts that the payer sent and the beneficiary received, where money changed its currency on the way.
  var openState: OpenState?
  var conversion: Conversion?

  /// Both sides of a conversion, without signs.
  struct Conversion: Sendable {
    let sent: Money
    let received: Money
    /// True where only the text of one row states it, and the other side's own row is missing.
    var isOneSided = false
  }

  /// True where only the row itself tells of the other side of its conversion.
  struct OpenState: Sendable {
    let word: String
    let hasMoved: Bool
  }

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

  /// Further rows of the file that show the same payment or the other rows of a conversion.
  var furtherRows: [Place] = []

  /// The outcome of the row.
  enum Role: Sendable, Equatable {
    /// A transfer.
    case movement
    /// A row that tells something and moves nothing; the word is the one in the row that tells the reason.
    case memo(SetAsideReason, word: String?)
    /// A leg of a conversion, shown by the payment to which it belongs.
    case folded

    var isMemo: Bool { if case .memo = self { true } else { false } }
  }

  /// The position of a row in its file.
  struct Place: Sendable {
    let line: Int
    let byteRange: Range<Int>
  }
}
