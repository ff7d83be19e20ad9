/// A movement of money from one account to another, as a ledger knows it.
///
/// A light view: it holds the ledger and a transfer number, and looks its properties up.
public struct Transfer: Sendable {
  /// The index in the ledger's order.
  public let id: TransferID
  let ledger: Ledger

  private var columns: TransferColumns { ledger.columns }
  private var position: Int { id.position }

  /// The account that paid.
  public var payer: Account { ledger.account(AccountID(index: columns.payer[position])) }
  /// The account that was paid.
  public var beneficiary: Account {
    ledger.account(AccountID(index: columns.beneficiary[position]))
  }
  /// True for a payment of an account to itself, such as a conversion: it brings the account nothing, and takes nothing
  /// from it.
  package var isOwn: Bool { columns.isOwn(position) }
  /// The time, as exactly as it is known; a local time where the row's file names no zone.
  public var time: PostingTime { ledger.time(of: position) }
  /// The kind of movement.
  public var kind: TransferKind { columns.kind[position] }

  /// The amount that left the payer.
  public var sent: Money { columns.sentMoney(position) }

  /// The amount that the beneficiary received; equal to ``sent`` where the data gives no other.
  public var received: Money { columns.receivedMoney(position) }

  /// The record's own identifier; nil where it has none.
  public var recordedID: String? { ledger.text(columns.ids, position) }
  /// The id, or where the record has none the row, or the time: a name by which every command finds the transfer.
  package var name: String { recordedID ?? evidence.first?.description ?? time.iso8601 }
  /// The id, or where the record has none the time, and the row that shows the transfer: `t1 (t.csv:2)`.
  package var nameAndRow: String {
    (recordedID ?? time.iso8601) + (evidence.first.map { " (\($0))" } ?? "")
  }
  /// The reference printed on the record; nil where it has none.
  public var reference: String? { ledger.text(columns.references, position) }
  /// The id of the receipt that, by the record, this payout pays on; nil where the record names
  /// none.
  ///
  /// A payout that pays on several names them all, separated by semicolons, each with its share of
  /// the payout where the record gives it: `t1;t2`, `t1=100.00; t2=84.50`.
  public var recordedLink: String? { ledger.text(columns.links, position) }

  /// The decision by which two rows were made this transfer, with its citation and grounds; nil for
  /// transfers that the records show.
  public var decision: String? { columns.decided[id.index] }

  /// The payment that this transfer gives back, wholly or in part: a reversal, a refund, a chargeback; nil
  /// where it gives none back or it is not certain which.
  public var returnedPayment: Transfer? {
    columns.returns[id.index].map { ledger.transfer(TransferID(index: $0.payment)) }
  }
  /// True where the records name ``returnedPayment``; else it is the only payment that fits.
  public var namesReturnedPayment: Bool { columns.returns[id.index]?.isNamed ?? false }
  /// The transfers that give this payment back, in ledger order; none for most.
  public var returns: [Transfer] { ledger.returns(of: id) }

  /// The meaning of the row: one payment, or a total of several.
  public var standsFor: RowMeaning {
    guard let count = columns.aggregates[id.index] else { return .one }
    return .several(count.map(Int.init))
  }

  /// The rows that show this transfer: the one from which it was read first, the others in the
  /// order of their files' digests and their positions; none where the ledger was built without
  /// files.
  ///
  /// Several rows show one transfer where files overlap, or where the statements of both its
  /// accounts were loaded.
  public var evidence: [Citation] {
    guard ledger.files.indices.contains(Int(columns.file[position])) else { return [] }
    let location = columns.evidence[position]
    let first = Citation(
      file: ledger.files[Int(columns.file[position])], line: Int(location.line),
      byteRange: location.byteRange)
    guard let more = columns.moreEvidence[id.index] else { return [first] }
    return [first] + more.compactMap { $0.citation(in: ledger.files) }
  }
}

extension Transfer: Hashable {
  /// Two transfers are equal if they are one transfer of one ledger.
  public static func == (one: Transfer, other: Transfer) -> Bool {
    one.id == other.id && one.ledger.isSame(as: other.ledger)
  }

  /// Hashes the number within the ledger.
  public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

extension Transfer: CustomStringConvertible {
  /// The time, the accounts and the amount: `2010-03-01 anna -> mule GBP 185.00`.
  public var description: String {
    "\(time.iso8601) \(payer.key) -> \(beneficiary.key) \(sent)"
  }
}

/// The number of a transfer within one ledger: its index in the ledger's total order.
public struct TransferID: Hashable, Sendable, Comparable {
  /// The index in the ledger's transfer columns, from 0.
  package let index: UInt32

  package init(index: UInt32) { self.index = index }
  package init(_ index: Int) { self.index = UInt32(truncatingIfNeeded: index) }

  /// The same index as an `Int`, for arrays.
  package var position: Int { Int(index) }

  /// Returns true where a transfer is earlier in the ledger's order.
  public static func < (left: TransferID, right: TransferID) -> Bool { left.index < right.index }
}

/// The kind of a movement of money, as the record gives it.
public enum TransferKind: UInt8, CaseIterable, Sendable, Hashable {
  case payment, fee, feeRefund, funding, withdrawal, reversal, refund, chargeback, fx, interest
  case cash, `internal`, hold, holdRelease, memo

  /// Finds the kind with this name (`fee-refund`), in any case; nil where there is none.
  public init?(name: some StringProtocol) {
    let wanted = name.lowercased()
    guard let found = TransferKind.allCases.first(where: { $0.name == wanted }) else { return nil }
    self = found
  }

  /// The name as files and outputs spell it.
  public var name: String {
    switch self {
    case .payment: "payment"
    case .fee: "fee"
    case .feeRefund: "fee-refund"
    case .funding: "funding"
    case .withdrawal: "withdrawal"
    case .reversal: "reversal"
    case .refund: "refund"
    case .chargeback: "chargeback"
    case .fx: "fx"
    case .interest: "interest"
    case .cash: "cash"
    case .internal: "internal"
    case .hold: "hold"
    case .holdRelease: "hold-release"
    case .memo: "memo"
    }
  }

  /// True where rows of this kind move money between parties; holds and memo rows do not.
  public var movesMoney: Bool { self != .hold && self != .holdRelease && self != .memo }
}

/// The number of payments behind one row of a ledger.
public enum RowMeaning: Hashable, Sendable {
  /// The row is one payment.
  case one
  /// The row is the total of several payments; the number is theirs where it is stated.
  case several(Int?)
}

/// The payment that a transfer gives back, as a ledger's columns hold it.
package struct ReturnMark: Sendable, Hashable {
  /// The index of the payment.
  package var payment: UInt32
  /// True where the records name the payment; else it is the only one that fits.
  package let isNamed: Bool

  package init(payment: UInt32, isNamed: Bool) {
    self.payment = payment
    self.isNamed = isNamed
  }
}
