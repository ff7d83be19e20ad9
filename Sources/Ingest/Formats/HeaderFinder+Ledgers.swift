internal import PaymentGraph

/// Tables whose rows name both accounts and which no profile describes: the columns that no option names, but that tell
/// whether and when money moved.
extension HeaderFinder {
  /// Returns a plan that reads the words of a column of statuses, and the dates of a column of that name.
  ///
  /// - Throws: ``IngestError`` where the columns of both accounts hold no accounts.
  func explained(
    _ plan: LedgerPlan, of found: Finding, in bytes: Span<UInt8>, path: String
  ) throws(IngestError) -> LedgerPlan {
    guard plan.profile.isUndescribed else { return plan }
    let header = HeaderNames(written: plan.header)
    let mapped = Set(plan.profile.columns.values.joined().compactMap(header.position))
    let names = header.written.map(HeaderNames.normal)
    let statuses = names.indices.filter {
      !mapped.contains($0)
        && (StatusNames.kind(of: header.written[$0]).map { $0 != .possible } ?? false)
    }
    let times = names.indices.filter {
      plan.time == nil && plan.constantTime == nil && !mapped.contains($0)
        && EdgeList.timeNames.contains(names[$0])
    }
    let parties = plan.from.count == 1 && plan.to.count == 1 ? [plan.from[0], plan.to[0]] : []
    let mayBeWords = parties.contains { names[$0] == "from" || names[$0] == "to" }
    guard !statuses.isEmpty || !times.isEmpty || mayBeWords else { return plan }
    let cells = HeaderFinder.cells(of: found, in: bytes, width: plan.width)
    if mayBeWords, let words = HeaderFinder.noAccounts(parties.map { cells[$0] }) {
      throw IngestError(
        .columnMissing, path: path,
        "\"\(plan.header[parties[0]])\" and \"\(plan.header[parties[1]])\" hold \(words), which are no accounts; name "
          + "the columns of payer and payee with --map from=… --map to=…, or make a profile: tributary profile make \(path)"
      )
    }
    var profile = plan.profile
    var decisions = plan.decisions
    if let time = times.first(where: { HeaderFinder.areDates(cells[$0]) }) {
      profile.columns[.time] = ["#\(time + 1)"]
      decisions.append(
        "column \"\(plan.header[time])\" is the time: its name and its cells say so")
    }
    if profile.settled == nil,
      let status = statuses.first(where: { column in
        let kind = StatusNames.kind(of: header.written[column])
        return cells[column].contains { StatusNames.standing(of: $0, in: kind) != nil }
      })
    {
      profile.settled = HeaderFinder.words(
        of: "#\(status + 1)", StatusNames.kind(of: header.written[status]))
      decisions.append("column \"\(plan.header[status])\" says whether a payment took place")
    }
    guard var explained = try? LedgerPlan(profile, on: header) else { return plan }
    explained.decisions = decisions
    return explained
  }

  /// Returns the words of a column of statuses, for payments that took place and for others.
  private static func words(
    of column: String, _ kind: StatusNames.Kind?
  ) -> (column: String, words: [String], others: [String]) {
    let settled = StatusWords.settled.map { $0.lowercased() }
    let unsettled = StatusWords.unsettled.map { $0.lowercased() }
    let (yes, no) = (StatusNames.yes, StatusNames.no)
    return switch kind {
    case .affirmed: (column, (settled + yes).sorted(), (unsettled + no).sorted())
    case .denied: (column, (settled + no).sorted(), (unsettled + yes).sorted())
    // A row that says yes is open, and is reported.
    case .reversed: (column, no.sorted(), unsettled.sorted())
    default: (column, settled.sorted(), unsettled.sorted())
    }
  }

  /// The number of rows that show what a column holds.
  private static let sampledRows = 5_000

  /// Returns the filled cells of each column in the first rows, once each.
  private static func cells(
    of found: Finding, in bytes: Span<UInt8>, width: Int
  ) -> [Set<String>] {
    var cells = Array(repeating: Set<String>(), count: width)
    var scanner = RowScanner(dialect: found.dialect, from: found.bodyStart, line: found.bodyLine)
    var row = Row()
    var count = 0
    while count < sampledRows, scanner.next(in: bytes, into: &row) {
      if row.isEmpty || row.fault != nil { continue }
      count += 1
      for (column, cell) in row.cells.prefix(width).enumerated() {
        let text = CellText.string(bytes, cell)
        if !text.isEmpty { cells[column].insert(text) }
      }
    }
    return cells
  }

  /// Returns true where nearly all cells are dates.
  private static func areDates(_ cells: Set<String>) -> Bool {
    !cells.isEmpty && cells.count { CellKind.date.fits($0, dates: []) } * 10 >= cells.count * 9
  }

  /// Returns the words for what two columns hold instead of accounts; nil where they may hold accounts.
  private static func noAccounts(_ columns: [Set<String>]) -> String? {
    guard columns.allSatisfy({ !$0.isEmpty }) else { return nil }
    // A number of eight digits may be a day or an account.
    let areDates = columns.allSatisfy { cells in
      cells.allSatisfy { cell in
        cell.contains { "-/.".contains($0) } && CellKind.date.fits(cell, dates: [])
      }
    }
    if areDates { return "dates" }
    if columns.allSatisfy({ $0.allSatisfy { $0.count == 3 && Currency($0) != nil } }) {
      return "currencies"
    }
    return nil
  }
}
