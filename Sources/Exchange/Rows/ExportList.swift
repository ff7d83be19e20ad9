internal import PaymentGraph
internal import Reports

/// The facts by which a list of transfers loads again to the same ledger, as the canonical form has them.
struct ExportList: Sendable {
  /// The id of the record, made unique where unrelated transfers share one.
  var id: String?
  /// The time, widened where the records only bound it.
  var time: String
  /// The link as the record writes it.
  var link: String?
  /// True where the place in the list decides nothing.
  var isOpen: Bool
  /// The cells of ``doubtNames``.
  var doubts: [String?]

  /// The columns of doubts and relations between transfers.
  static let doubtNames = [
    "list_number", "may_show", "gives_back", "from_leads_to", "to_leads_to", "rows_unread",
  ]
}

/// Makes those facts, for transfers in the order of the ledger.
struct ExportListing {
  private var order: ListedOrder
  private let doubts: ListedDoubts
  private let ledger: Ledger
  /// A bit for each text that is the id of several transfers.
  private var repeated: Set<UInt32> = []

  init(_ view: LedgerView) {
    ledger = view.ledger
    order = ListedOrder(view)
    doubts = ListedDoubts(view)
    let ids = ledger.columns.ids
    guard !ids.isEmpty else { return }
    var seen = Array(repeating: false, count: ledger.textCount + 1)
    for transfer in ids.indices where ids[transfer] > 0 && view.contains(TransferID(transfer)) {
      if seen[Int(ids[transfer])] { repeated.insert(ids[transfer]) }
      seen[Int(ids[transfer])] = true
    }
  }

  /// Returns the facts of the next transfer.
  mutating func next(
    _ transfer: Transfer, shown: (String?) -> String?, key: (String) -> String,
    file: (SourceFile) -> String
  ) -> ExportList {
    let ids = ledger.columns.ids
    var id = shown(transfer.recordedID)
    let position = transfer.id.position
    if let own = id, !own.isEmpty, !ids.isEmpty, repeated.contains(ids[position]),
      let row = transfer.evidence.first
    {
      id = "\(own)@\(file(row.file)):\(row.line)"
    }
    let cells = doubts.texts(of: transfer).enumerated().map { place, text -> String? in
      guard !text.isEmpty else { return nil }
      // The accounts to which an address led are named like all others.
      return ExportList.doubtNames[place].hasSuffix("leads_to") ? key(text) : text
    }
    return ExportList(
      id: id, time: order.time(of: transfer), link: shown(transfer.recordedLink),
      isOpen: order.isOpen(transfer), doubts: cells)
  }
}
