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
    "手数料", "手续费", "手續費", "수수료", "comissão", "comissao", "comissões", "комісія", "комісії", "díj",
    "díjak", "jutalék", "költség", "provizija", "naknada", "provízia", "такса", "προμήθεια",
    "teenustasu",
    "komisija", "mokestis", "服务费", "服務費", "费用", "費用", "surcharge", "surcharges", "gst", "vat",
    "tax", "taxes", "mwst", "ust", "tva", "iva", "btw", "moms", "levy", "duty", "stampduty",
    "commissions", "fraisbancaires", "gasfee", "networkfee",
  ]

  /// Finds the column of fees, and the balances' answer to the question whether they come on top of the amounts.
  mutating func guessFee() {
    guard headerLine != nil, let column = columns.indices.first(where: isFee) else { return }
    let read = reader(of: [column])
    let samples = columns[column].distinct.lazy.filter { (read($0) ?? 0) != 0 }.prefix(3)
    guard !isLedger else {
      guard answers[.fee]?.text != "none" else { return }
      let all = columns.indices.filter(isFee)
      doubts[.fee] =
        "\(all.count == 1 ? "The column" : "The columns") \(names(all)) \(all.count == 1 ? "has" : "have") amounts such as \(samples.joined(separator: ", ")), which no profile of rows with both accounts reads: --set fee=none leaves them out of every figure; where the payer paid them besides the amounts, add a row for each fee to the file."
      return
    }
    guard text(.shape) == "statement", answers[.fee] == nil, doubts[.out] == nil else { return }
    switch feeIsBesides(column) {
    case true: guess(.fee, column)
    case false: guess(.fee, text: "none")
    case nil:
      doubts[.fee] =
        "The column \"\(header[column])\" has amounts such as \(samples.joined(separator: ", ")): did the account pay them besides the amount of their rows (--set fee=\"\(header[column])\"), or are they a part of it (--set fee=none)?"
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
    guard !taken.contains(index) || isLedger && answers[.fee]?.columns.contains(index) == true,
      column.isAmount, !column.isDate,
      ProfileDraft.feeNames.contains(column.normalName)
        || ProfileDraft.feeNames.contains(column.plainName) || isFeeOfWords(index)
    else { return false }
    let read = reader(of: [index])
    return column.values.contains { (read($0) ?? 0) != 0 }
  }

  /// Returns true where the last word of a name is that of a fee: `Txn Fee`, `TxnFee(ETH)`, `wireCharge`.
  private func isFeeOfWords(_ index: Int) -> Bool {
    var words: [String] = []
    var isAfterSmall = false
    for letter in columns[index].name.prefix(while: { $0 != "(" && $0 != "[" }) {
      if !letter.isLetter {
        words.append("")
      } else if letter.isUppercase && isAfterSmall || words.isEmpty {
        words.append(letter.lowercased())
      } else {
        words[words.count - 1].append(contentsOf: letter.lowercased())
      }
      isAfterSmall = letter.isLowercase
    }
    words = words.filter { !$0.isEmpty && Currency($0.uppercased()) == nil }
    // A sum that contains the fee, or a rate, is none.
    let others: Set<String> = [
      "incl", "including", "inkl", "net", "after", "before", "excl", "excluding", "plus", "minus",
      "without", "with", "rate", "total",
    ]
    guard words.count > 1, words.allSatisfy({ !others.contains($0) }) else { return false }
    let plain = words.filter { $0 != "amount" && $0 != "paid" }
    return plain.last.map(ProfileDraft.feeNames.contains) ?? false
  }

  /// Returns true where balances follow only with the fees, false where only without; nil where they do not tell.
  private func feeIsBesides(_ fee: Int) -> Bool? {
    guard let balance = column(.balance) else { return nil }
    let read = reader(of: moneyColumns + [balance, fee])
    let steps = self.steps(to: balance, read)
    let sign: Int64 = text(.positive) == "out" ? -1 : 1
    var (with, without) = (0, 0)
    for ordered in [steps, steps.reversed()] {
      var held = (with: 0, without: 0)
      for (before, step) in zip(ordered, ordered.dropFirst()) {
        let paid = abs(read(columns[fee].cells[step.row]) ?? 0)
        guard paid != 0 else { continue }
        let change = step.balance &- before.balance
        if change == sign &* step.change &- paid { held.with += 1 }
        if change == sign &* step.change { held.without += 1 }
      }
      (with, without) = (max(with, held.with), max(without, held.without))
    }
    if with > 0, without == 0 { return true }
    return without > 0 && with == 0 ? false : nil
  }
}
