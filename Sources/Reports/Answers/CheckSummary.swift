internal import PaymentGraph

/// A table with one line a file: its profile, the fate of its rows, its account, and whether its
/// balances close.
struct CheckSummary {
  private let files: [FileReading]
  private let closings: [StatementClosing]

  /// - Parameter closings: what statements say beside what the ledger says of their accounts.
  init(_ files: [FileReading], _ closings: [StatementClosing]) {
    self.files = files
    self.closings = closings
  }

  /// Writes the table, and below it the rows of all files where there are several.
  ///
  /// The columns of rows loaded and rejected and of balances stay in a narrow terminal.
  func text(_ style: TextStyle) -> String {
    var table = AlignedTable(
      [
        .left("file"), .left("profile", drops: 3), .right("rows", drops: 2), .right("loaded"),
        .right("rejected"), .left("period", drops: 1), .left("account", drops: 4),
        .left("balances"),
      ], style: style)
    for reading in files {
      table.add([
        reading.file.path, reading.profile, Plural.grouped(reading.rows.read),
        Plural.grouped(reading.rows.loaded), Plural.grouped(reading.rows.rejected),
        period(reading), account(reading), balances(reading),
      ])
    }
    return style.page(table.lines)
  }

  private func period(_ reading: FileReading) -> String {
    guard let first = reading.firstTime, let last = reading.lastTime else { return "" }
    let (from, to) = (day(first), day(last))
    return from == to ? from : "\(from) to \(to)"
  }

  private func day(_ time: PostingTime) -> String { String(time.iso8601.prefix(10)) }

  private func account(_ reading: FileReading) -> String {
    var accounts: [String] = []
    for section in reading.statement?.sections ?? [] where !accounts.contains(section.account) {
      accounts.append(section.account)
    }
    guard let first = accounts.first else { return "" }
    let shown = first.hasPrefix("?:") ? "not named" : first
    return accounts.count > 1 ? "\(shown) and \(accounts.count - 1) more" : shown
  }

  /// Describes the balances of a file by the worst of its accounts; empty for a file that is no
  /// statement.
  private func balances(_ reading: FileReading) -> String {
    let own = ownBalances(reading)
    let differing = closings.filter { $0.file == reading.file && $0.difference != 0 }
    guard let first = differing.first else { return own }
    var total = MoneyTotals()
    total.add(abs(first.difference), in: first.currency)
    let amount = total.lines.first?.description ?? first.currency.code
    return "\(own); the ledger has \(amount) \(first.difference > 0 ? "more" : "less")"
      + (differing.count > 1 ? " and \(differing.count - 1) more" : "")
  }

  private func ownBalances(_ reading: FileReading) -> String {
    let sections = reading.statement?.sections ?? []
    guard !sections.isEmpty else { return "" }
    let stated = sections.filter { $0.opening != nil && $0.closing != nil }
    let open = stated.filter { ($0.difference ?? 0) != 0 }
    if let first = open.first, let difference = first.difference {
      let amount = MoneyTotal(minorUnits: difference, currency: first.currency)
      return "do not close: \(amount)" + (open.count > 1 ? " and \(open.count - 1) more" : "")
    }
    let (held, links) = stated.reduce((0, 0)) { ($0.0 + $1.linksHeld, $0.1 + $1.links) }
    if held < links {
      return
        "close, but \(Plural.grouped(links - held)) of \(Plural.grouped(links)) do not follow"
    }
    if stated.isEmpty { return "none stated" }
    return stated.count < sections.count
      ? "close for \(stated.count) of \(Plural.text(sections.count, "part"))" : "close"
  }
}
