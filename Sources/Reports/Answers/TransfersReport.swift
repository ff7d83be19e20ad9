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
    lines += LeftOutFacts.warnings(view, style)
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
    .object(
      LeftOutFacts.members(view)
        + [("transfers", .array(view.transfers.map(JSONValue.transfer)))])
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

/// The transfers of a ledger as canonical CSV, which loads again without a mapping.
///
/// The columns are `id,time,from,to,amount,currency,received_amount,received_currency,reference,kind,
/// from_name,to_name,link,order,decision,file,line`. One row a transfer, in ledger order; amounts in
/// major units, times as ISO 8601. With the list of accounts (``AccountsReport``) it loads to the same
/// transfers and accounts.
///
/// One file cannot hold everything that several did: `order` is `open` where the position of a row
/// among those of its time decides nothing, and stays so when the list is loaded. A payment that
/// arrived later than it left has the days between as its time, and local times of several clocks
/// have the days of UTC on which they may lie: so the list proves nothing that the records do not
/// prove.
/// `decision` is somebody's decision that two rows show one payment. Balances of statements are
/// left out, and so are relations between rows that may show one payment.
public struct TransferList: Sendable {
  private let view: LedgerView
  /// True where the list has the columns that only several files together decide: links, order and
  /// decisions.
  private let isWhole: Bool

  /// Creates the list of the transfers of one file, without `link`, `order` and `decision`.
  public init(_ ledger: Ledger) {
    view = ledger.whole
    isWhole = false
  }

  /// Creates the list of the transfers in a view.
  public init(_ view: LedgerView) {
    self.view = view
    isWhole = true
  }

  /// Returns the id of a transfer, with its row where other transfers have the same id.
  private static func id(of transfer: Transfer, _ uses: [String: Int]) -> String {
    guard let id = transfer.recordedID, !id.isEmpty, uses[id, default: 0] > 1,
      let row = transfer.evidence.first
    else { return transfer.recordedID ?? "" }
    return "\(id)@\(row.file.name):\(row.line)"
  }

  /// The list as text.
  public var csv: String {
    let heads = [
      "id", "time", "from", "to", "amount", "currency", "received_amount", "received_currency",
      "reference", "kind", "from_name", "to_name",
    ]
    let whole = [
      "link", "order", "decision", "list_number", "may_show", "gives_back", "from_leads_to",
      "to_leads_to", "rows_unread",
    ]
    var order = ListedOrder(view)
    // An id that several transfers of unrelated files share would merge them when the list is
    // loaded.
    var uses: [String: Int] = [:]
    if isWhole {
      for transfer in view.transfers { uses[transfer.recordedID ?? "", default: 0] += 1 }
    }
    var text = CSVText.line(
      (heads + (isWhole ? whole : []) + ["file", "line"]).map { .value($0) })
    let doubts = ListedDoubts(view)
    for transfer in view.transfers {
      let isConverted = transfer.received != transfer.sent
      let row = transfer.evidence.first
      let own: [CSVText.Cell] = [
        .text(TransferList.id(of: transfer, uses)),
        .value(isWhole ? order.time(of: transfer) : transfer.time.iso8601),
        .text(transfer.payer.key), .text(transfer.beneficiary.key),
        .value(transfer.sent.decimalText), .value(transfer.sent.currency.code),
        .value(isConverted ? transfer.received.decimalText : ""),
        .value(isConverted ? transfer.received.currency.code : ""),
        .text(transfer.reference ?? ""), .value(transfer.kind.name),
        .text(transfer.payer.details.name ?? ""), .text(transfer.beneficiary.details.name ?? ""),
      ]
      let further: [CSVText.Cell] =
        [
          .text(transfer.recordedLink ?? ""), .value(order.isOpen(transfer) ? "open" : ""),
          .text(transfer.decision ?? ""),
        ] + doubts.cells(of: transfer)
      text += CSVText.line(
        own + (isWhole ? further : []) + [
          .text(row?.file.name ?? ""),
          .value(row.map { "\($0.line)" } ?? ""),
        ])
    }
    return text
  }
}

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
