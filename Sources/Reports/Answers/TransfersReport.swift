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
    let total = sums.words
    var lines = [
      style.head(
        Plural.text(transfers.count, "transfer") + (total.isEmpty ? "" : ", \(total) sent in all"))
    ]
    let shown = transfers.prefix(top ?? .max)
    if !shown.isEmpty { lines += [""] + fields.lines(shown, style: style) }
    if transfers.count > shown.count {
      lines.append(
        "(+\(Plural.text(transfers.count - shown.count, "more transfer")): --top \(transfers.count) shows all)"
      )
    }
    return style.page(lines)
  }

  private var json: JSONValue {
    .object([("transfers", .array(view.transfers.map(JSONValue.transfer)))])
  }

  private var fields: FieldTable<Transfer> {
    let fields: [Field<Transfer>] = [
      .shown(.left("when"), \.time.iso8601),
      .shown(.left("from")) { PartyText.both($0.payer) },
      .shown(.left("to")) { PartyText.both($0.beneficiary) },
      .shown(.right("sent"), \.sent.description),
      .shown(.right("received", drops: 4)) {
        $0.received == $0.sent ? "" : $0.received.description
      },
      .shown(.left("kind", drops: 1), \.kind.name),
      .shown(.left("id", drops: 3)) { $0.recordedID ?? "" },
      .shown(.left("reference", drops: 2)) { $0.reference ?? "" },
      .shown(.left("row", drops: 5)) {
        $0.evidence.map(\.description).joined(separator: ", ")
      },
    ]
    return FieldTable(fields)
  }
}
