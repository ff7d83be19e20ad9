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
    let place = columns.evidence[position]
    let first = Citation(
      file: ledger.files[Int(columns.file[position])], line: Int(place.line),
      byteRange: place.byteRange)
    guard let more = columns.moreEvidence[id.index] else { return [first] }
    return [first] + more.compactMap { $0.citation(in: ledger.files) }
  }
}
