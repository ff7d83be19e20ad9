internal import PaymentGraph

/// One row of a statement: a change of one account, as that account's bank shows it.
struct StatementEntry: Sendable {
  /// The key of the statement's own account.
  var own: String
  /// The name of the own account's holder, where the statement gives it.
  var holder: String?
  /// The position of the row.
  let row: Position
  var time: PostingTime
  /// The amount that came in (positive) or went out (negative), in minor units, without the fee.
  var amount: Int64
  var currency: Currency
  /// The balance after the row, where it prints one.
  var balance: Int64?
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
  /// The start of the value date, where it is before the booking day; nil otherwise.
  var valueStart: Int64?
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
  var furtherRows: [Position] = []

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
  struct Position: Sendable {
    let line: Int
    let byteRange: Range<Int>
  }
}

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

/// Words of narrations and names, in forms that can be compared.
enum StatementText {
  /// Returns a text in capitals with single blanks, for keys of placeholders.
  static func normal(_ text: String) -> String {
    text.uppercased().split { $0.isWhitespace }.joined(separator: " ")
  }

  /// Returns a text without blanks at its ends, and with single blanks within.
  static func squeezed(_ text: String) -> String {
    isSqueezed(text) ? text : text.split { $0.isWhitespace }.joined(separator: " ")
  }

  /// Returns true for a text of ASCII that has single blanks between its words: most have.
  private static func isSqueezed(_ text: String) -> Bool {
    var isBlank = true
    for byte in text.utf8 {
      guard byte > 0x20 && byte < 0x7F || byte == 0x20 && !isBlank else { return false }
      isBlank = byte == 0x20
    }
    return !isBlank
  }
}
