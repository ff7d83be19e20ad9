internal import FundTracing
internal import PaymentGraph

/// Writes a walk transfer by transfer, each with the file and line that shows it.
struct WalkLines {
  let ledger: Ledger
  let style: TextStyle
  /// The cells of rows in columns that no field of the ledger holds.
  var kept: [Citation: [KeptCell]] = [:]

  /// Writes one aligned line a transfer, and one for each link on the walk.
  func lines(_ walk: Walk) -> [String] {
    var table = AlignedTable(
      [
        .left("time"), .left("from"), .left("to"), .right("amount"),
        .left("", drops: 1, title: "reference"), .left("evidence"),
      ], style: style)
    for id in walk.transfers {
      let transfer = ledger.transfer(id)
      table.add([
        transfer.time.precision == .unknown ? "no time" : transfer.time.iso8601,
        PartyText.both(transfer.payer), PartyText.both(transfer.beneficiary), amount(transfer),
        transfer.reference.map { "ref \($0)" } ?? "",
        transfer.evidence.map(\.description).joined(separator: ", "),
      ])
    }
    let links = Dictionary(walk.links.map { ($0.outbound, $0) }) { first, _ in first }
    let open = Dictionary(walk.openOrders.map { ($0.second, $0) }) { first, _ in first }
    // Where there is no room, a transfer takes several lines; its remarks stand before and after them all.
    let layout = table.layout
    let rows = layout.rows
    var lines: [String] = []
    for (number, id) in walk.transfers.enumerated() {
      let transfer = ledger.transfer(id)
      if let link = links[id] {
        lines.append("  link \(link.grade.letter): \(link.basis.rawValue)")
      } else if number > 0, transfer.payer.isPooled {
        lines.append("  no link: treated as an ordinary account (grade D)")
      }
      if let order = open[id], number > 0 {
        lines.append(
          order.isAgainstRows
            ? "  order against the rows: the next transfer stands before it"
            : "  order not recorded: the next transfer may have come before it")
      }
      lines += rows[number] + besides(transfer)
    }
    // What a narrow table leaves out, its reader is told.
    if let dropped = layout.dropped { lines.append(dropped) }
    return lines
  }

  /// Returns lines on returns: the payment that a transfer gives back, and the transfers that give
  /// it back.
  private func besides(_ transfer: Transfer) -> [String] {
    var lines: [String] = []
    if let payment = transfer.returnedPayment {
      lines.append(
        "  returns \(payment.sent) of \(places(payment)): "
          + (transfer.namesReturnedPayment
            ? "the record names it" : "the only payment that fits"))
    }
    for back in transfer.returns {
      lines.append(
        "  returned \(back.time.iso8601) by \(places(back)): \(back.sent), \(back.kind.name)")
    }
    let rows = transfer.evidence
    for row in rows {
      guard let cells = kept[row] else { continue }
      let words = cells.map { "\($0.column): \(cut($0.text))" }.joined(separator: "; ")
      lines.append("  \(rows.count > 1 ? "\(row): " : "")\(words)")
    }
    return lines.map { TerminalText.safe($0) }
  }

  /// Shortens a text to fit beside others; JSON has it whole.
  private func cut(_ text: String) -> String {
    text.count > 80 ? "\(text.prefix(79))…" : text
  }

  private func places(_ transfer: Transfer) -> String {
    transfer.evidence.map(\.description).joined(separator: ", ")
  }

  private func amount(_ transfer: Transfer) -> String {
    transfer.received == transfer.sent
      ? "\(transfer.sent)" : "\(transfer.sent) -> \(transfer.received)"
  }
}
