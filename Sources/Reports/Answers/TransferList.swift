public import PaymentGraph

/// The transfers of a ledger as canonical CSV, which loads again without a mapping.
///
/// Columns: `id,time,from,to,amount,currency,received_amount,received_currency,reference,kind,from_name,
/// to_name,file,line`. One row a transfer, in ledger order; amounts in major units, times as ISO 8601.
public struct TransferList: Sendable {
  private let ledger: Ledger

  /// The list of a ledger's transfers.
  public init(_ ledger: Ledger) { self.ledger = ledger }

  /// The list as text.
  public var csv: String {
    let heads = [
      "id", "time", "from", "to", "amount", "currency", "received_amount", "received_currency",
      "reference", "kind", "from_name", "to_name", "file", "line",
    ]
    var text = CSVText.line(heads.map { .value($0) })
    for transfer in ledger.transfers {
      let isConverted = transfer.received != transfer.sent
      let row = transfer.evidence.first
      text += CSVText.line([
        .text(transfer.recordedID ?? ""), .value(transfer.time.iso8601),
        .text(transfer.payer.key), .text(transfer.beneficiary.key),
        .value(transfer.sent.decimalText), .value(transfer.sent.currency.code),
        .value(isConverted ? transfer.received.decimalText : ""),
        .value(isConverted ? transfer.received.currency.code : ""),
        .text(transfer.reference ?? ""), .value(transfer.kind.name),
        .text(transfer.payer.details.name ?? ""), .text(transfer.beneficiary.details.name ?? ""),
        .text(row.map { $0.file.path.split(separator: "/").last.map(String.init) ?? "" } ?? ""),
        .value(row.map { "\($0.line)" } ?? ""),
      ])
    }
    return text
  }
}
