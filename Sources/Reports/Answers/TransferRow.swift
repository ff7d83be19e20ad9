internal import PaymentGraph

/// A transfer as cells of a CSV row, the same in every answer.
enum TransferRow {
  static let heads = [
    "step", "id", "time", "from", "to", "currency", "sent", "receivedCurrency", "received",
    "reference", "file", "line", "sha256",
  ]

  static func cells(_ transfer: Transfer, step: Int) -> [CSVText.Cell] {
    let evidence = transfer.evidence.first
    return [
      .value("\(step)"), .text(transfer.recordedID ?? ""), .value(transfer.time.iso8601),
      .text(transfer.payer.key), .text(transfer.beneficiary.key),
      .value(transfer.sent.currency.code), .value(transfer.sent.decimalText),
      .value(transfer.received.currency.code), .value(transfer.received.decimalText),
      .text(transfer.reference ?? ""), .text(evidence?.file.path ?? ""),
      .value(evidence.map { "\($0.line)" } ?? ""), .value(evidence?.file.digest.hex ?? ""),
    ]
  }
}
