internal import FundTracing
internal import PaymentGraph
internal import Reports

/// The rows of an export: files, accounts in the order of their keys, transfers in the order of the ledger.
///
/// Rows are made one at a time, so that memory does not grow with their number.
struct ExportRows {
  let ledger: Ledger
  let names: ExportNames
  let material: ExportMaterial
  /// The accounts, in the order of their keys.
  let accounts: [AccountID]
  private let ids: TransferIdentifiers
  /// The links that payouts of pooled accounts follow, by payout.
  private let links: [UInt32: [Link]]
  /// The transfers of the export.
  let view: LedgerView
  private let format: ExportFormat
  private(set) var loss = ExportLoss()

  /// Creates the rows for a format.
  init(_ material: ExportMaterial, for format: ExportFormat) throws(ExportError) {
    self.material = material
    self.format = format
    ledger = material.view.ledger
    view = material.selection.map { material.view.keeping($0.transfers) } ?? material.view
    accounts = ExportRows.accounts(of: material)
    names = ExportNames(
      ledger, accounts: accounts, mask: material.mask, secret: material.maskSecret)
    ids = TransferIdentifiers(ledger)
    var links: [UInt32: [Link]] = [:]
    do throws(FundTracingError) {
      for link in try ledger.whole.linksAtPooledAccounts(WalkRules()) {
        links[link.outbound.index, default: []].append(link)
      }
    } catch {
      throw .refused(error.description)
    }
    self.links = links
  }

  private static func accounts(of material: ExportMaterial) -> [AccountID] {
    guard let selection = material.selection else { return material.view.accounts.map(\.id) }
    let ledger = material.view.ledger
    var all = Set(selection.accounts.keys)
    for transfer in selection.transfers {
      let transfer = ledger.transfer(transfer)
      all.insert(transfer.payer.id)
      all.insert(transfer.beneficiary.id)
    }
    let ranks = ledger.keyRanks
    return all.sorted { ranks[$0.position] < ranks[$1.position] }
  }

  /// The files on which the rows rest: those with transfers first, each kind in the order of digests.
  var files: [ExportFile] {
    ledger.files.map { names.file($0, holdsTransfers: true) }
      + ledger.otherFiles.map { names.file($0, holdsTransfers: false) }
  }

  /// Returns an account as a row.
  mutating func account(_ id: AccountID) -> ExportAccount {
    var row = names.account(ledger.account(id), figures: material.selection?.accounts[id])
    if names.mask == .none, !format.keyRule.holds(row.id) {
      row.id = row.digest
      loss.digestedKeys += 1
    }
    return row
  }

  /// Hands over the transfers, one by one.
  mutating func eachTransfer(
    _ take: (ExportTransfer) throws(ExportError) -> Void
  ) throws(ExportError) {
    if material.aggregates { return try eachSum(take) }
    var times = TimeText()
    var listing = format == .csv ? ExportListing(view) : nil
    for transfer in 0..<ledger.transferCount where view.contains(transfer) {
      var row = row(transfer, &times)
      if listing != nil {
        let (names, rule) = (names, format.keyRule)
        row.list = listing?.next(
          ledger.transfer(TransferID(transfer)), shown: { names.rowText($0).text },
          key: { names.identifier($0, rule) }, file: { names.shown($0) })
      }
      try take(row)
    }
  }

  private mutating func row(_ number: Int, _ times: inout TimeText) -> ExportTransfer {
    let transfer = ledger.transfer(TransferID(number))
    let columns = ledger.columns
    var row = ExportTransfer(
      id: ids.id(of: number), payer: "", beneficiary: "",
      sent: ExportRows.amount(columns.sentMoney(number)), time: times.time(transfer.time),
      sequence: number + 1, kind: transfer.kind.name)
    setParties(&row, payer: transfer.payer, beneficiary: transfer.beneficiary)
    if !columns.received.isEmpty {
      let received = columns.receivedMoney(number)
      if received != columns.sentMoney(number) { row.received = ExportRows.amount(received) }
    }
    row.recordID = shown(transfer.recordedID)
    row.reference = shown(transfer.reference)
    if !columns.decided.isEmpty { row.decision = shown(transfer.decision) }
    if let own = links[UInt32(number)] {
      row.grade = own.map(\.grade).max()?.letter
      row.link = own.map { ids.id(of: $0.inbound.position) }.joined(separator: " ")
    }
    if !columns.returns.isEmpty, let payment = transfer.returnedPayment {
      row.givesBack = ids.id(of: payment.id.position)
    }
    if !columns.aggregates.isEmpty, case .several(let count) = transfer.standsFor {
      row.payments = count ?? 0
    }
    let file = Int(columns.file[number])
    if names.files.indices.contains(file) {
      let line = Int(columns.evidence[number].line)
      row.source = "\(names.files[file]):\(line)"
      row.line = line
      row.file = file
      for more in columns.moreEvidence[UInt32(number)] ?? []
      where names.files.indices.contains(Int(more.file)) {
        row.moreSources.append("\(names.files[Int(more.file)]):\(more.line)")
      }
    }
    row.figures = material.selection?.figures[transfer.id]
    return row
  }

  private mutating func shown(_ text: String?) -> String? {
    let (text, isHidden) = names.rowText(text)
    if isHidden { loss.maskedTexts += 1 }
    return text
  }

  private func setParties(
    _ row: inout ExportTransfer, payer: Account, beneficiary: Account
  ) {
    let (from, to) = (payer.key, beneficiary.key)
    row.payer = names.identifier(from, format.keyRule)
    row.beneficiary = names.identifier(to, format.keyRule)
    if format == .i2 {
      let (payer, beneficiary) = (
        names.account(payer, figures: nil), names.account(beneficiary, figures: nil)
      )
      (row.payerLabel, row.payerRole) = (payer.label, payer.role)
      (row.beneficiaryLabel, row.beneficiaryRole) = (beneficiary.label, beneficiary.role)
    }
    guard format.needsDigests else { return }
    row.payerDigest = names.digest(from)
    row.beneficiaryDigest = names.digest(to)
    row.payerParty = names.party(payer)
    row.beneficiaryParty = names.party(beneficiary)
  }

  static func amount(_ money: Money) -> ExportAmount {
    ExportAmount(
      text: DecimalDigits.amount(money.minorUnits, exponent: money.currency.exponent),
      minorUnits: money.minorUnits, currency: money.currency.code)
  }

  // MARK: Sums

  /// Hands over a sum for each payer, beneficiary and pair of currencies, in the order of keys and codes.
  private mutating func eachSum(
    _ take: (ExportTransfer) throws(ExportError) -> Void
  ) throws(ExportError) {
    let columns = ledger.columns
    let ranks = ledger.keyRanks
    var order = (0..<UInt32(ledger.transferCount)).filter { view.contains(Int($0)) }
    func pair(_ transfer: UInt32) -> (UInt32, UInt32, UInt8, UInt8) {
      let number = Int(transfer)
      return (
        ranks[Int(columns.payer[number])], ranks[Int(columns.beneficiary[number])],
        Currency.ranks[Int(columns.sentCurrency[number])],
        Currency.ranks[Int(columns.receipt(number).currency)]
      )
    }
    order.sort {
      let (one, other) = (pair($0), pair($1))
      return one == other ? $0 < $1 : one < other
    }
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, pair(order[end]) == pair(order[start]) { end += 1 }
      try take(sum(order[start..<end]))
      start = end
    }
  }

  private mutating func sum(_ transfers: ArraySlice<UInt32>) -> ExportTransfer {
    let columns = ledger.columns
    let first = ledger.transfer(TransferID(index: transfers.first ?? 0))
    var (sent, received) = (Int128(0), Int128(0))
    var differs = false
    var undated = 0
    var (earliest, latest): (Int?, Int?) = (nil, nil)
    for transfer in transfers.map(Int.init) {
      let (out, into) = (columns.sentMoney(transfer), columns.receivedMoney(transfer))
      sent += Int128(out.minorUnits)
      received += Int128(into.minorUnits)
      if out != into { differs = true }
      guard columns.precision[transfer] != .unknown else {
        undated += 1
        continue
      }
      if earliest == nil { earliest = transfer }
      latest = transfer
    }
    var times = TimeText()
    let key = [
      first.payer.key, first.beneficiary.key, first.sent.currency.code,
      first.received.currency.code,
    ].joined(separator: "\n")
    var row = ExportTransfer(
      id: StableID.text("s", of: key), payer: "", beneficiary: "",
      sent: ExportRows.total(sent, first.sent.currency),
      time: earliest.map { times.time(ledger.transfer(TransferID($0)).time) }
        ?? ExportTime(precision: "unknown"),
      sequence: Int(transfers.first ?? 0) + 1, kind: "sum")
    if names.mask != .none {
      row.id = "s-" + names.digest(key).dropFirst(2)
    }
    setParties(&row, payer: first.payer, beneficiary: first.beneficiary)
    if differs { row.received = ExportRows.total(received, first.received.currency) }
    if row.sent.minorUnits == nil || row.received.map({ $0.minorUnits == nil }) == true {
      loss.largeSums += 1
    }
    row.sum = ExportSum(
      count: transfers.count, first: row.time.text,
      last: latest.flatMap { times.time(ledger.transfer(TransferID($0)).time).text },
      undated: undated,
      ids: transfers.map { ids.id(of: Int($0)) }.joined(separator: " "))
    return row
  }

  private static func total(_ units: Int128, _ currency: Currency) -> ExportAmount {
    ExportAmount(
      text: MoneyTotal(minorUnits: units, currency: currency).decimalText,
      minorUnits: Int64(exactly: units), currency: currency.code)
  }
}
