internal import PaymentGraph

/// The columns in which a list of transfers keeps what several files together say of its rows; -1 where it has none.
struct ListedColumns: Sendable {
  let number: Int
  let mayShow: Int
  let givesBack: Int
  let fromLeadsTo: Int
  let toLeadsTo: Int
  let rowsUnread: Int

  var positions: [Int] { [number, mayShow, givesBack, fromLeadsTo, toLeadsTo, rowsUnread] }

  var isEmpty: Bool { positions.allSatisfy { $0 < 0 } }
}

/// A row of a list of transfers with the rows of the list that it names.
///
/// Rows are named by their number in the list, so that sorting and filtering the list in a spreadsheet changes nothing:
/// a row that is no longer there is named in vain.
struct ListedRow {
  let transfer: UInt32
  let number: Substring
  let mayShow: [Substring]
  /// The row that this one gives back, and whether the records name it.
  let givesBack: (number: Substring, isNamed: Bool)?
}

extension RowMapper {
  /// Notes what a row of a list says beside its own payment.
  mutating func noteListed(
    _ row: Row, _ bytes: Span<UInt8>, _ payer: AccountID, _ beneficiary: AccountID,
    _ builder: inout LedgerBuilder
  ) {
    func value(_ column: Int) -> Substring {
      column < 0 ? "" : CellText.string(bytes, cell(row, bytes, column))[...]
    }
    let mayShow = value(plan.listed.mayShow).split(separator: " ")
    let back = value(plan.listed.givesBack).split(separator: " ")
    let number = value(plan.listed.number)
    listedUnread = max(listedUnread, min(Int(value(plan.listed.rowsUnread)) ?? 0, 1 << 40))
    if !number.isEmpty || !mayShow.isEmpty || !back.isEmpty {
      listedRows.append(
        ListedRow(
          transfer: UInt32(builder.transferCount - 1), number: number, mayShow: mayShow,
          givesBack: back.first.map { ($0, back.count == 1) }))
    }
    for (address, lead) in [
      (payer, value(plan.listed.fromLeadsTo)), (beneficiary, value(plan.listed.toLeadsTo)),
    ] where !lead.isEmpty {
      let account = builder.account(String(lead))
      if account != address { builder.note(address: address.index, leadsTo: account.index) }
    }
  }
}

extension IntakeAssembly {
  /// Takes over what a list says of payments that rows may show, and of returns, once all its rows are read.
  mutating func noteListed(_ rows: [ListedRow]) {
    guard !rows.isEmpty else { return }
    var transfers: [Substring: [UInt32]] = [:]
    for row in rows where !row.number.isEmpty {
      transfers[row.number, default: []].append(row.transfer)
    }
    // Two lists that were put together may use one number twice: then it names neither.
    func transfer(_ number: Substring) -> UInt32? {
      guard let named = transfers[number], named.count == 1 else { return nil }
      return named[0]
    }
    for row in rows {
      for number in row.mayShow {
        guard let receipt = transfer(number), receipt != row.transfer else { continue }
        builder.note(possibleReceipt: receipt, of: row.transfer)
      }
      if let back = row.givesBack, let payment = transfer(back.number), payment != row.transfer {
        builder.setReturn(of: Int(payment), by: Int(row.transfer), isNamed: back.isNamed)
      }
    }
  }

  /// Shows what lists say of payments that rows may show and of returns, before anything else is found.
  mutating func relateListed() {
    let columns = builder.columns
    func relate(_ kind: RowRelation.Kind, _ first: UInt32, _ second: UInt32, isCertain: Bool) {
      guard let one = citation(of: first), let other = citation(of: second) else { return }
      relations.append(
        RowRelation(
          kind: kind, first: one, second: other, isCertain: isCertain,
          reasons: ["the list of transfers says so"]))
      guard kind == .onePayment else { return }
      report(
        .matchPossible, .warning, "the row may show the payment of \(one); both are loaded",
        at: other, note: "the list of transfers says so",
        remedy: "compare the two in the files of which the list was written, and decide there")
    }
    for (payment, receipts) in columns.possible.sorted(by: { $0.key < $1.key }) {
      for receipt in receipts { relate(.onePayment, payment, receipt, isCertain: false) }
    }
    for (back, mark) in columns.returns.sorted(by: { $0.key < $1.key }) {
      relate(.returned, mark.payment, back, isCertain: true)
    }
  }
}
