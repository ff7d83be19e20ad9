public import PaymentGraph

/// The transfers of a view, as people and programs read them; CSV is the canonical form (``TransferList``).
public struct TransfersReport: Sendable {
  private let view: LedgerView
  private let top: Int?

  /// Creates a report on the transfers of a view, in ledger order; text shows only the first `top`,
  /// if it is given.
  public init(_ view: LedgerView, top: Int? = nil) {
    self.view = view
    self.top = top
  }

  /// Writes the report in a format.
  public func text(_ format: AnswerFormat, style: TextStyle) -> String {
    format.choose(text: plain(style), json: json.text, csv: TransferList(view).csv)
  }

  private func plain(_ style: TextStyle) -> String {
    let transfers = view.transfers
    var sums = MoneyTotals()
    for transfer in transfers { sums.add(transfer.sent) }
    let total = sums.lines.map(\.description).joined(separator: " + ")
    var lines = [
      style.head(
        Counted.text(transfers.count, "transfer") + (total.isEmpty ? "" : ", \(total) sent in all"))
    ]
    let shown = transfers.prefix(top ?? .max)
    if !shown.isEmpty {
      var table = AlignedTable(
        [
          .left("when"), .left("from"), .left("to"), .right("sent"),
          .right("received", drops: 4), .left("kind", drops: 1), .left("id", drops: 3),
          .left("reference", drops: 2), .left("row", drops: 5),
        ], style: style)
      for transfer in shown {
        table.add([
          transfer.time.iso8601, PartyText.both(transfer.payer),
          PartyText.both(transfer.beneficiary),
          transfer.sent.description,
          transfer.received == transfer.sent ? "" : transfer.received.description,
          transfer.kind.name, transfer.recordedID ?? "", transfer.reference ?? "",
          transfer.evidence.map(\.description).joined(separator: ", "),
        ])
      }
      lines += [""] + table.lines
    }
    if transfers.count > shown.count {
      lines.append(
        "(+\(Counted.text(transfers.count - shown.count, "more transfer")): --top \(transfers.count) shows all)"
      )
    }
    return style.page(lines)
  }

  private var json: JSONValue {
    .object([("transfers", .array(view.transfers.map(JSONValue.transfer)))])
  }
}
