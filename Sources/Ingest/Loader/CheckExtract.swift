internal import PaymentGraph

/// The check that an extract is whole and alone, before any of its rows is read.
extension FileKinds {
  /// The description of the extract that the files are; nil where they are none.
  var extract: ExtractManifest? {
    for index in order where refusals[index] == nil {
      if case .extract(.manifest(let manifest)) = found[index]?.kind { return manifest }
    }
    return nil
  }

  /// Refuses parts of an extract without the rest of it, files that were changed, and payments of other files beside it.
  mutating func checkExtract() {
    var descriptions: [Int] = []
    var parts: [Int] = []
    for index in order where refusals[index] == nil && !isRepeated(index) {
      switch found[index]?.kind {
      case .extract(.manifest): descriptions.append(index)
      case .extract: parts.append(index)
      case .transfers(let plan):
        if plan.header.contains(where: { HeaderNames.normal($0) == ExtractPart.mark }) {
          parts.append(index)
        }
      default: break
      }
    }
    guard let first = descriptions.first else {
      for index in parts {
        refuse(
          index,
          problem(
            index,
            "is a part of an extract; name the folder of the extract, or add its \(ExtractManifest.fileName)"
          ))
      }
      return
    }
    for index in descriptions.dropFirst() {
      refuse(
        index,
        problem(index, "describes a second extract; questions are asked of one extract at a time"))
    }
    guard case .extract(.manifest(let manifest)) = found[first]?.kind else { return }
    var known: Set<String> = []
    for index in order where refusals[index] == nil { known.insert(inputs[index].digest.value.hex) }
    for file in manifest.files where !known.contains(file.sha256) {
      let changed = order.first { inputs[$0].name == file.name && $0 != first }
      refuse(
        changed ?? first,
        changed.map { problem($0, "was changed since the extract was written; extract again") }
          ?? problem(
            first, "\(file.name) of this extract is missing; name the folder of the extract"))
    }
    let own = Set(manifest.files.map(\.sha256))
    for index in order where refusals[index] == nil && !own.contains(inputs[index].digest.value.hex)
    {
      switch found[index]?.kind {
      case .transfers, .statement:
        refuse(
          index,
          problem(
            index,
            "holds payments beside an extract, whose walks were followed without them; put them into the lake and extract again"
          ))
      case .decisions:
        refuse(
          index,
          problem(
            index,
            "holds decisions beside an extract, whose walks were followed without them; decide before, and extract again"
          ))
      case .extract(let part):
        if case .manifest = part { continue }
        refuse(index, problem(index, "is no part of this extract"))
      default: continue
      }
    }
  }

  private func problem(_ index: Int, _ words: String) -> IngestError {
    IngestError(.notOfExtract, path: inputs[index].file.path, words)
  }
}

/// Makes the ledger of an extract carry what is known of the lake.
struct CarryExtract {
  private let manifest: ExtractManifest
  private let tables: ExtractTables
  private let path: String

  init?(_ files: FileKinds, tables: ExtractTables) {
    guard let manifest = files.extract else { return nil }
    self.manifest = manifest
    self.tables = tables
    path =
      files.order.first {
        if case .extract(.manifest) = files.found[$0]?.kind { true } else { false }
      }.map { files.inputs[$0].file.path } ?? ""
  }

  /// Returns the ledger with the facts of the lake.
  ///
  /// - Parameter rejected: the number of rows of transfers that could not be read.
  func apply(to ledger: Ledger) throws(IngestError) -> Ledger {
    let pooled = ledger.accounts.filter(\.isPooled).map(\.key)
    let expected = Set(manifest.pooled)
    if let other = pooled.first(where: { !expected.contains($0) }) {
      throw problem(
        "\(other) is pooled now and was not when the extract was taken; extract again with --accounts"
      )
    }
    if let other = manifest.pooled.first(where: { ledger.account($0)?.isPooled == false }) {
      throw problem(
        "\(other) is not pooled now and was when the extract was taken; extract again with --accounts"
      )
    }
    var whole = WholeFigures()
    for count in tables.counts {
      guard let account = ledger.account(count.account)?.id else { continue }
      whole.payers[account.index] = count.payers
      guard let currency = count.currency.flatMap({ Currency($0) }), let inflow = count.inflow
      else {
        continue
      }
      let kept = ledger.currency(currency)
      guard let units = CarryExtract.units(inflow, decimals: kept.exponent) else {
        throw problem("the receipts \(inflow) of \(count.account) cannot be kept")
      }
      whole.inflow[account.index, default: MoneyTotals()].add(units, in: kept)
    }
    let extract = Extract(
      manifest: manifest, whole: whole, links: try links(in: ledger),
      books: Set(manifest.books.compactMap { ledger.account($0)?.id }), others: others(in: ledger))
    return ledger.carrying(extract, unreadable: manifest.whole.unreadable)
  }

  private func links(in ledger: Ledger) throws(IngestError) -> [Extract.StatedLink]? {
    guard let stated = tables.links else { return nil }
    var byID: [String: TransferID] = [:]
    for transfer in ledger.transfers { if let id = transfer.recordedID { byID[id] = transfer.id } }
    var links: [Extract.StatedLink] = []
    for link in stated {
      guard let inbound = byID[link.inbound], let outbound = byID[link.outbound] else { continue }
      let currency = ledger.transfer(outbound).sent.currency
      let share = link.share.flatMap { CarryExtract.units($0, decimals: currency.exponent) }
        .flatMap { Int64(exactly: $0) }
      links.append(
        Extract.StatedLink(
          inbound: inbound, outbound: outbound, grade: link.grade, basis: link.basis,
          share: share.map { Money(minorUnits: $0, currency: currency) }))
    }
    return links
  }

  private func others(in ledger: Ledger) -> Extract.OtherPayers? {
    guard let rows = tables.others, manifest.controls != nil else { return nil }
    var numbers: [String: Int] = [:]
    var accounts: [AccountID?] = []
    var reaching: [UInt32: [(payer: Int, hops: Int)]] = [:]
    for row in rows {
      guard let account = ledger.account(row.account)?.id else { continue }
      let number = numbers[row.other] ?? accounts.count
      if number == accounts.count {
        numbers[row.other] = number
        accounts.append(ledger.account(row.other)?.id)
      }
      reaching[account.index, default: []].append((number, row.hops))
    }
    return Extract.OtherPayers(accounts: accounts, reaching: reaching)
  }

  /// Returns plain decimal text in units of so many decimals; nil where it has more of them.
  static func units(_ text: String, decimals: Int) -> Int128? {
    let halves = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(halves.count), let whole = Int128(halves[0]) else { return nil }
    let rest = halves.count == 2 ? halves[1] : ""
    guard rest.utf8.count <= decimals, rest.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else {
      return nil
    }
    var units = whole
    for digit in rest.utf8 { units = units * 10 + Int128(digit - 0x30) }
    for _ in rest.utf8.count..<decimals { units *= 10 }
    return units
  }

  private func problem(_ words: String) -> IngestError {
    IngestError(.notOfExtract, path: path, words)
  }
}
