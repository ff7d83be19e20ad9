/// Money that moved from one account to another, as a ledger knows it.
///
/// A light view: it holds the ledger and a number, and reads what it is asked for.
public struct Transfer: Sendable {
  /// The place in the ledger's order.
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
  /// When, as exactly as it is known; a local time where the row's file names no zone.
  public var time: PostingTime { ledger.time(of: position) }
  /// What it was.
  public var kind: TransferKind { columns.kind[position] }

  /// What left the payer.
  public var sent: Money { columns.sentMoney(position) }

  /// What the beneficiary got; equal to ``sent`` where the data says nothing else.
  public var received: Money { columns.receivedMoney(position) }

  /// The record's own identifier; nil where it has none.
  public var recordedID: String? { ledger.text(columns.ids, position) }
  /// The reference printed on the record; nil where it has none.
  public var reference: String? { ledger.text(columns.references, position) }
  /// The id of the inbound transfer which the record says it pays on; nil where it says nothing.
  ///
  /// A payout that pays on several names them all, separated by semicolons, each with its share of the
  /// payout where the record says so: `t1;t2`, `t1=100.00; t2=84.50`.
  public var recordedLink: String? { ledger.text(columns.links, position) }

  /// The decision by which two rows were made this transfer, with its place and grounds; nil for transfers that
  /// the records show.
  public var decision: String? { columns.decided[id.index] }

  /// The payment that this transfer gives back, wholly or in part: a reversal, a refund, a chargeback; nil
  /// where it gives none back or it is not certain which.
  public var returnedPayment: Transfer? {
    columns.returns[id.index].map { ledger.transfer(TransferID(index: $0.payment)) }
  }
  /// Whether the records name ``returnedPayment``; else it is the only payment that fits.
  public var namesReturnedPayment: Bool { columns.returns[id.index]?.isNamed ?? false }
  /// The transfers that give this payment back, in ledger order; none for most.
  public var returns: [Transfer] { ledger.returns(of: id) }

  /// Whether the row is one payment or a total of several.
  public var standsFor: RowMeaning {
    guard let count = columns.aggregates[id.index] else { return .one }
    return .several(count.map(Int.init))
  }

  /// The rows that show this transfer, the one it was read from first, the others in the order of
  /// their files' digests and of their place; none where the ledger was built without files.
  ///
  /// Several rows show one transfer where files overlap, or where the statements of both its accounts
  /// were loaded.
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
