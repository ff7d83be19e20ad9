internal import FundTracing
internal import PaymentGraph

/// Writes a walk transfer by transfer, each with the file and line that shows it.
struct WalkText {
  let ledger: Ledger
  let style: TextStyle

  /// One line a transfer, lined up, and one for each link on the walk.
  func lines(_ walk: Walk) -> [String] {
    var table = AlignedTable(
      [
        ("time", .left), ("from", .left), ("to", .left), ("amount", .right), ("", .left),
        ("evidence", .left),
      ], style: style)
    for id in walk.transfers {
      let transfer = ledger.transfer(id)
      table.add([
        transfer.time.precision == .unknown ? "no time" : transfer.time.iso8601,
        transfer.payer.key, transfer.beneficiary.key, amount(transfer),
        transfer.reference.map { "ref \($0)" } ?? "",
        transfer.evidence.map(\.description).joined(separator: ", "),
      ])
    }
    var lines = Array(table.lines.dropFirst())
    let links = Dictionary(walk.links.map { ($0.outbound, $0) }) { first, _ in first }
    for (number, id) in walk.transfers.enumerated().reversed() {
      if let link = links[id] {
        lines.insert("  link \(link.grade.letter): \(link.basis.rawValue)", at: number)
      } else if number > 0, ledger.transfer(id).payer.isPooled {
        lines.insert("  no link: passed as an ordinary account (grade D)", at: number)
      }
    }
    return lines
  }

  private func amount(_ transfer: Transfer) -> String {
    transfer.received == transfer.sent
      ? "\(transfer.sent)" : "\(transfer.sent) -> \(transfer.received)"
  }
}
