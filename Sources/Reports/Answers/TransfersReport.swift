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
/// arrived later than it left has the days between as its time, and local times beside times of
/// other clocks keep their day: so the list proves nothing that the records do not prove.
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
    let order = ListedOrder(view)
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

/// The order of transfers so far as a list of all of them in one file can state it.
private struct ListedOrder {
  private let ledger: Ledger
  /// The transfers whose position among the rows of their time decides nothing.
  private let open: Set<UInt32>
  /// True where some times are local and others are not.
  private let mixesClocks: Bool

  init(_ view: LedgerView) {
    ledger = view.ledger
    let order = ledger.recordedOrder
    mixesClocks = ledger.hasLocalClock.contains(true) && ledger.hasLocalClock.contains(false)
    var open: Set<UInt32> = []
    var group: [Int] = []
    func close() {
      // The rows state the order only where each is decided beside the next; else none of them
      // does.
      let isDecided = zip(group, group.dropFirst()).allSatisfy {
        order.relation($0, $1) == .placedBefore
      }
      if !isDecided { open.formUnion(group.map { UInt32($0) }) }
      group = []
    }
    for transfer in view.transfers.map(\.id.position) {
      if let last = group.last, ledger.columns.time(last) != ledger.columns.time(transfer) {
        close()
      }
      group.append(transfer)
    }
    close()
    self.open = open
  }

  func isOpen(_ transfer: Transfer) -> Bool { open.contains(transfer.id.index) }

  func time(of transfer: Transfer) -> String {
    let (order, position) = (ledger.recordedOrder, transfer.id.position)
    let arrival = order.arrivalSpan(position)
    if let arrival, arrival.end > transfer.time.end || arrival.start < transfer.time.start {
      let span = PostingTime(
        fromDay: CivilDate(milliseconds: min(arrival.start, transfer.time.start)).milliseconds,
        toDay: CivilDate(milliseconds: max(arrival.end, transfer.time.end) - 1).milliseconds)
      return span.iso8601
    }
    if mixesClocks, order.isLocalTime(position), let day = transfer.time.day { return day.iso8601 }
    return transfer.time.iso8601
  }
}

/// The doubts and relations between transfers that only several files together show, as a list
/// keeps them: rows that may be one payment, returns with what they give back, addresses with the
/// accounts to which they led.
///
/// Transfers outside the list are not named.
struct ListedDoubts {
  private let ledger: Ledger
  /// The number of each transfer that another names or that names another, by its position.
  private var numbers: [UInt32: Int] = [:]

  init(_ view: LedgerView) {
    ledger = view.ledger
    let columns = ledger.columns
    guard !columns.possible.isEmpty || !columns.returns.isEmpty else { return }
    var named: Set<UInt32> = []
    for (payment, receipts) in columns.possible {
      named.insert(payment)
      named.formUnion(receipts)
    }
    for (back, mark) in columns.returns { named.formUnion([back, mark.payment]) }
    for (place, transfer) in view.transfers.enumerated() where named.contains(transfer.id.index) {
      numbers[transfer.id.index] = place + 1
    }
  }

  /// The cells `list_number`, `may_show`, `gives_back`, `from_leads_to`, `to_leads_to` and `rows_unread`.
  func cells(of transfer: Transfer) -> [CSVText.Cell] {
    let (columns, index) = (ledger.columns, transfer.id.index)
    let shown = (columns.possible[index] ?? []).compactMap { numbers[$0] }.sorted()
    var back = ""
    if let mark = columns.returns[index], let payment = numbers[mark.payment] {
      back = mark.isNamed ? "\(payment)" : "\(payment) fits"
    }
    return [
      .value(numbers[index].map(String.init) ?? ""),
      .value(shown.map(String.init).joined(separator: " ")), .value(back),
      .text(lead(from: transfer.payer)), .text(lead(from: transfer.beneficiary)),
      .value(ledger.rejectedRowCount > 0 ? "\(ledger.rejectedRowCount)" : ""),
    ]
  }

  private func lead(from account: Account) -> String {
    ledger.addressLeads[account.id.index].map { ledger.account(AccountID(index: $0)).key } ?? ""
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
