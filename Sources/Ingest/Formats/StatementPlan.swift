internal import PaymentGraph

/// A statement profile applied to one header, with the index of each field's column.
struct StatementPlan: Sendable {
  let profile: StatementFormat
  let header: HeaderNames
  /// The reason why this profile was chosen.
  let reason: String

  let date: Int
  let time: Int?
  let zone: Int?
  let valueDate: Int?
  let amounts: [Int]
  let side: Int?
  let fee: Int?
  let feeCurrency: Int?
  let targetFee: (amount: Int, currency: Int)?
  let net: Int?
  let balance: Int?
  /// The column that says whether the balance is in debit or in credit.
  let balanceSide: Int?
  let currency: Int?
  let narration: [Int]
  let counterName: [Int]
  let counterAccount: [Int]
  let payerName: [Int]
  let payeeName: [Int]
  let received: (amount: Int, currency: Int)?
  let refunded: (amount: Int, settled: Int?, date: Int?)?
  let payer: Int?
  let payee: Int?
  let reference: Int?
  let id: Int?
  let group: Int?
  let record: Int?
  let batch: Int?
  let type: Int?
  let status: Int?
  let impact: Int?
  let pot: Int?

  /// Makes the plan; nil where the header lacks a column without which rows cannot be read.
  init?(_ profile: StatementFormat, on header: HeaderNames, reason: String) {
    func position(_ name: String) -> Int? {
      guard !name.isEmpty else { return nil }
      return StatementPlan.position(of: name, in: header)
    }
    let fields = profile.fields
    let amountNames: [String]
    switch fields.amount {
    case .signed(let column): amountNames = [column]
    case .sides(let out, let into): amountNames = [out, into]
    case .marked(let amount, _, _, _): amountNames = [amount]
    }
    let amounts = amountNames.compactMap(position)
    guard let date = position(fields.date), amounts.count == amountNames.count else { return nil }
    self.profile = profile
    self.header = header
    self.reason = reason
    self.date = date
    self.amounts = amounts
    time = position(fields.time)
    zone = position(fields.zone)
    valueDate = position(fields.valueDate)
    if case .marked(_, let column, _, _) = fields.amount {
      guard let found = position(column) else { return nil }
      // Of two columns of one name, the one behind the amount belongs to it.
      let next = amounts[0] + 1
      side = StatementPlan.areEqual(found, next, in: header) ? next : found
    } else {
      side = nil
    }
    fee = fields.fee.flatMap { position($0.column) }
    feeCurrency = fields.fee.flatMap { position($0.currency) }
    targetFee = fields.fee?.target.flatMap { target in
      guard let amount = position(target.amount), let currency = position(target.currency)
      else { return nil }
      return (amount, currency)
    }
    net = fields.fee.flatMap { position($0.net) }
    balance = position(fields.balance)
    balanceSide = position(fields.balance).flatMap { [side] balance in
      StatementPlan.sideOfBalance(at: balance, in: header, besides: side)
    }
    currency = position(fields.currency)
    narration = fields.narration.compactMap(position)
    counterName = fields.counterName.compactMap(position)
    counterAccount = fields.counterAccount.compactMap(position)
    payerName = fields.payerName.compactMap(position)
    payeeName = fields.payeeName.compactMap(position)
    received = fields.received.flatMap { received in
      guard let amount = position(received.amount), let currency = position(received.currency)
      else { return nil }
      return (amount, currency)
    }
    refunded = fields.refunded.flatMap { refunded in
      position(refunded.amount).map { ($0, position(refunded.settled), position(refunded.date)) }
    }
    payer = position(fields.payerAccount)
    payee = position(fields.payeeAccount)
    reference = position(fields.reference)
    id = position(fields.id)
    group = position(fields.group)
    record = position(fields.record)
    batch = position(fields.batch)
    type = position(fields.type)
    status = position(fields.status)
    impact = position(fields.impact)
    pot = position(fields.pot)
  }

  /// Returns true where two columns have one name.
  private static func areEqual(_ one: Int, _ other: Int, in header: HeaderNames) -> Bool {
    other < header.written.count
      && HeaderNames.normal(header.written[one]) == HeaderNames.normal(header.written[other])
  }

  /// Returns the column that says on which side a balance is: the one behind it with the name of the amount's own, or one
  /// whose name says that it is the balance's.
  private static func sideOfBalance(
    at balance: Int, in header: HeaderNames, besides side: Int?
  ) -> Int? {
    let names = header.written.map(HeaderNames.normal)
    let next = balance + 1
    if let side, next < names.count, next != side, names[next] == names[side] { return next }
    return names.indices.first { index in
      index != side && index != balance
        && ["balance", "bal", "closingbalance", "runningbalance"].contains { prefix in
          names[index].hasPrefix(prefix)
            && sideNames.contains(String(names[index].dropFirst(prefix.count)))
        }
    }
  }

  /// The column behind the balance that may say on which side it is; nil where there is none, or it says so for certain.
  var possibleBalanceSide: Int? {
    guard let balance, balanceSide == nil, balance + 1 < header.written.count,
      balance + 1 != side, !amounts.contains(balance + 1)
    else { return nil }
    let name = HeaderNames.normal(header.written[balance + 1])
    return name.isEmpty || StatementPlan.sideNames.contains(name) ? balance + 1 : nil
  }

  /// The names of columns that tell a debit from a credit.
  private static let sideNames: Set<String> = [
    "drcr", "crdr", "debitcredit", "creditdebit", "dc", "cd", "dbcr", "crdb", "drorcr", "crordr",
    "type", "side", "sign", "indicator", "drcrindicator", "crdrindicator", "sh", "sollhaben",
  ]

  /// Returns the edits of the cells of each row, ready for use.
  func edits() -> [ColumnEdit.Placed] { profile.fields.edits.compactMap { $0.placed(on: header) } }

  /// True where columns are known only by their numbers, because files have no header.
  var isHeaderless: Bool { !profile.cells.isEmpty && header.written.allSatisfy(\.isEmpty) }

  /// The number of cells in a row: one for each name of the header, without empty names at its end.
  var width: Int {
    guard !header.written.allSatisfy(\.isEmpty) else { return header.written.count }
    return header.written.count - header.written.reversed().prefix { $0.isEmpty }.count
  }

  /// The last column that holds anything; a row that ends after it lacks nothing.
  var lastMapped: Int {
    let single = [
      date, time, zone, side, fee, balance, currency, received?.amount, received?.currency, payer,
      payee, reference, id,
      group, record, batch, type, status, impact, pot,
    ]
    let several = amounts + narration + counterName + counterAccount + payerName + payeeName
    return (single.compactMap { $0 } + several).max() ?? date
  }

  /// Returns the index of a column that may be spelt in several ways.
  static func position(of name: String, in header: HeaderNames) -> Int? {
    for spelling in name.split(separator: "|") {
      let spelling = String(spelling)
      if let found = header.position(of: HeaderNames.reference(spelling)) { return found }
    }
    return nil
  }

  /// Returns the number of names of the profile's best form, all of which the header has; nil where it has no form
  /// whole.
  ///
  /// - Parameter file: the file's name.
  static func fit(_ profile: StatementFormat, _ header: HeaderNames, file: String) -> Int? {
    if let pattern = profile.file, !pattern.compiled().matches(file) { return nil }
    for name in profile.without where position(of: name, in: header) != nil { return nil }
    return profile.headers.filter { names in
      names.allSatisfy { position(of: $0, in: header) != nil }
        && (!profile.isExact
          || header.isWhole(names, isOrdered: profile.fields.namesPositions))
    }.map(\.count).max()
  }
}
