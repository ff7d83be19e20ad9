internal import PaymentGraph

/// A transfer as cells of a CSV row, the same in every answer.
enum TransferRow {
  private typealias Column = (head: String, cell: @Sendable (Transfer, Int) -> CSVText.Cell)

  private static let columns: [Column] = [
    ("step", { .value("\($1)") }), ("id", { one, _ in .text(one.recordedID ?? "") }),
    ("time", { one, _ in .value(one.time.iso8601) }), ("from", { one, _ in .text(one.payer.key) }),
    ("to", { one, _ in .text(one.beneficiary.key) }),
    ("currency", { one, _ in .value(one.sent.currency.code) }),
    ("sent", { one, _ in .value(one.sent.decimalText) }),
    ("receivedCurrency", { one, _ in .value(one.received.currency.code) }),
    ("received", { one, _ in .value(one.received.decimalText) }),
    ("reference", { one, _ in .text(one.reference ?? "") }),
    ("file", { one, _ in .text(one.evidence.first?.file.path ?? "") }),
    ("line", { one, _ in .value(one.evidence.first.map { "\($0.line)" } ?? "") }),
    ("sha256", { one, _ in .value(one.evidence.first?.file.digest.hex ?? "") }),
  ]

  static let heads = columns.map(\.head)

  static func cells(_ transfer: Transfer, step: Int) -> [CSVText.Cell] {
    columns.map { $0.cell(transfer, step) }
  }
}
