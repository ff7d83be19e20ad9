internal import PaymentGraph

/// The column of fees that some statements have beside their amounts.
///
/// A fee either is paid besides the amount, so that the account loses both, or is a part of it. Balances show which;
/// where there are none, the user must say. A column of fees without an answer would silently leave money out.
extension ProfileDraft {
  /// The names of such columns, as ``HeaderNames/normal(_:)`` writes them.
  static let feeNames: Set<String> = [
    "fee", "fees", "feeamount", "feesamount", "transactionfee", "transactionfees", "servicefee",
    "processingfee", "bankfee", "bankfees", "charge", "charges", "bankcharge", "bankcharges",
    "servicecharge", "transactioncharge", "commission", "commissions", "gebühr", "gebuehr",
    "gebühren", "gebuehren", "entgelt", "entgelte", "provision", "spesen", "frais", "comisión",
    "comision", "comisiones", "tarifa", "commissione", "commissioni", "spese", "kosten",
    "transactiekosten", "poplatek", "poplatky", "prowizja", "opłata", "opłaty", "avgift",
    "avgifter", "gebyr", "gebyrer", "palkkio", "taxa", "taxas", "komisyon", "masraf", "комиссия",
    "手数料", "手续费", "手續費", "수수료",
  ]

  /// Finds the column of fees, and the balances' answer to the question whether they come on top of the amounts.
  mutating func guessFee() {
    guard text(.shape) == "statement", answers[.fee] == nil, headerLine != nil,
      let column = columns.indices.first(where: isFee)
    else { return }
    switch feeIsBesides(column) {
    case true: guess(.fee, column)
    case false: guess(.fee, text: "none")
    case nil:
      doubts[.fee] =
        "The column \"\(header[column])\" has amounts such as \(columns[column].distinct.filter { reader(of: [column])($0) ?? 0 != 0 }.prefix(3).joined(separator: ", ")): did the account pay them besides the amount of their rows (--set fee=\"\(header[column])\"), or are they a part of it (--set fee=none)?"
    }
  }

  /// The column of codes that names the currency of fees; nil where there is none.
  var feeCurrency: Int? {
    guard column(.fee) != nil else { return nil }
    return columns.indices.first { index in
      let words = header[index].lowercased().split { !$0.isLetter }.map(String.init)
      let name = columns[index].normalName
      return columns[index].isCurrency && index != column(.currency)
        && (words.contains { ProfileDraft.feeNames.contains($0) }
          || ProfileDraft.feeNames.contains { $0.count > 2 && name.hasPrefix($0) })
    }
  }

  /// True where fees are written with the sign of money that leaves the account.
  var feeIsSigned: Bool {
    guard let column = column(.fee) else { return false }
    let read = reader(of: [column])
    let values = columns[column].cells.compactMap(read).filter { $0 != 0 }
    return values.count { $0 < 0 } * 2 > values.count
  }

  private func isFee(_ index: Int) -> Bool {
    let column = columns[index]
    guard !taken.contains(index), column.isAmount, !column.isDate,
      ProfileDraft.feeNames.contains(column.normalName)
        || ProfileDraft.feeNames.contains(column.plainName)
    else { return false }
    let read = reader(of: [index])
    return column.values.contains { (read($0) ?? 0) != 0 }
  }

  /// Returns true where balances follow only with the fees, false where only without; nil where they do not tell.
  private func feeIsBesides(_ fee: Int) -> Bool? {
    guard let balance = column(.balance) else { return nil }
    let money = column(.amount).map { [$0] } ?? [column(.out), column(.in)].compactMap { $0 }
    guard !money.isEmpty else { return nil }
    let read = reader(of: money + [balance, fee])
    let steps = rows.indices.compactMap { row -> (change: Int64, fee: Int64, balance: Int64)? in
      guard let known = read(columns[balance].cells[row]) else { return nil }
      let parts = money.map { read(columns[$0].cells[row]) ?? 0 }
      return (
        parts.count == 2 ? abs(parts[1]) - abs(parts[0]) : parts[0],
        abs(read(columns[fee].cells[row]) ?? 0), known
      )
    }
    var (with, without) = (0, 0)
    for ordered in [steps, steps.reversed()] {
      var held = (with: 0, without: 0)
      for (before, row) in zip(ordered, ordered.dropFirst()) where row.fee != 0 {
        let signs: [Int64] = text(.positive) == "out" ? [-1] : [1]
        for sign in signs {
          let change = row.balance &- before.balance
          if change == sign &* row.change &- row.fee { held.with += 1 }
          if change == sign &* row.change { held.without += 1 }
        }
      }
      (with, without) = (max(with, held.with), max(without, held.without))
    }
    if with > 0, without == 0 { return true }
    return without > 0 && with == 0 ? false : nil
  }
}
