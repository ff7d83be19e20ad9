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

extension CarefulRows {
  /// Notes what a row of a list says beside its own payment.
  mutating func noteListed(
    _ row: Row, in bytes: Span<UInt8>, payer: AccountID, beneficiary: AccountID,
    builder: inout LedgerBuilder
  ) {
    func value(_ column: Int) -> Substring {
      column < 0 ? "" : CellText.string(bytes, cell(row, in: bytes, column: column))[...]
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

  /// Takes over what the list says of payments that rows may show, and of returns, once all its rows are read.
  func takeListed(into builder: inout LedgerBuilder) {
    guard !listedRows.isEmpty else { return }
    var transfers: [Substring: [UInt32]] = [:]
    for row in listedRows where !row.number.isEmpty {
      transfers[row.number, default: []].append(row.transfer)
    }
    // Two lists that were put together may use one number twice: then it names neither.
    func transfer(_ number: Substring) -> UInt32? {
      guard let named = transfers[number], named.count == 1 else { return nil }
      return named[0]
    }
    for row in listedRows {
      for number in row.mayShow {
        guard let receipt = transfer(number), receipt != row.transfer else { continue }
        builder.note(possibleReceipt: receipt, of: row.transfer)
      }
      if let back = row.givesBack, let payment = transfer(back.number), payment != row.transfer {
        builder.setReturn(of: Int(payment), by: Int(row.transfer), isNamed: back.isNamed)
      }
    }
  }
}
