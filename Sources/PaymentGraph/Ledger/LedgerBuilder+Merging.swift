// Changes a ledger between the reading of its rows and its building: merges rows that turn out to
// show one transfer, and keys that turn out to name one account.
extension LedgerBuilder {
  /// Notes that one more row shows a transfer that was added before.
  package mutating func addEvidence(_ row: EvidenceRow, to transfer: Int) {
    columns.moreEvidence[UInt32(transfer), default: []].append(row)
  }

  /// Returns the row from which a transfer was read.
  package func evidence(of transfer: Int) -> EvidenceRow {
    let location = columns.evidence[transfer]
    return EvidenceRow(
      file: Int(columns.file[transfer]), line: Int(location.line), byteRange: location.byteRange)
  }

  /// Removes transfers whose rows show other transfers; their rows become evidence of those.
  ///
  /// - Parameters:
  ///   - merged: Pairs of a transfer to remove and the one to keep, in any order; a transfer to
  ///     keep may not be removed.
  ///   - sides: The side of the payment that a removed row shows, where it is not that of the row
  ///     kept.
  /// - Returns: The new index of each transfer, by its old one; nil for those removed.
  /// - Complexity: O(*t*).
  @discardableResult
  package mutating func merge(
    _ merged: [(gone: UInt32, kept: UInt32)], sides: [UInt32: RowSide] = [:]
  ) -> [UInt32?] {
    guard !merged.isEmpty else { return (0..<UInt32(columns.count)).map { $0 } }
    var goes = Array(repeating: false, count: columns.count)
    for pair in merged.sorted(by: { $0.gone < $1.gone }) {
      goes[Int(pair.gone)] = true
      addEvidence(evidence(of: Int(pair.gone)), to: Int(pair.kept))
      for row in columns.moreEvidence[pair.gone] ?? [] { addEvidence(row, to: Int(pair.kept)) }
      var rows = rows(of: pair.kept)
      rows.add(self.rows(of: pair.gone), showing: sides[pair.gone] ?? .same)
      columns.timedRows[pair.kept] = rows
      // A copy of the payer's row tells as much as the row itself.
      if sides[pair.gone] ?? .same == .same, let start = columns.valueStarts[pair.gone] {
        columns.valueStarts[pair.kept] = min(start, columns.valueStarts[pair.kept] ?? start)
      }
    }
    let order = (0..<UInt32(columns.count)).filter { !goes[Int($0)] }
    columns = columns.reordered(by: order)
    var moved: [UInt32?] = Array(repeating: nil, count: goes.count)
    for (new, old) in order.enumerated() { moved[Int(old)] = UInt32(new) }
    return moved
  }

  /// Records that the payer's bank counts a transfer from a day before the one on which it booked it.
  package mutating func note(valueStart: Int64, of transfer: Int) {
    columns.valueStarts[UInt32(transfer)] = valueStart
  }

  /// Gives every payment with an early value date a time of arrival from that date to the booking day, unless the
  /// payee's own statement shows when it arrived.
  mutating func spreadArrivals() {
    for (transfer, start) in columns.valueStarts {
      var rows = rows(of: transfer)
      guard rows.arrivals.isEmpty, let left = rows.departures.first else {
        columns.valueStarts[transfer] = nil
        continue
      }
      rows.arrivals = [
        RowMoment(
          file: left.file, position: nil, start: start,
          end: rows.departures.map(\.end).max() ?? left.end, precision: .period)
      ]
      columns.timedRows[transfer] = rows
    }
  }

  /// Records that a transfer was made of two rows by somebody's decision.
  package mutating func note(decision grounds: String, on transfer: Int) {
    columns.decided[UInt32(transfer)] = grounds
  }

  /// Records that a receipt may show the payment of another transfer.
  package mutating func note(possibleReceipt receipt: UInt32, of payment: UInt32) {
    columns.possible[payment, default: []].append(receipt)
  }

  /// Records that an address of a person led to an account for some payments, which its other
  /// payments do not show.
  package mutating func note(address: UInt32, leadsTo account: UInt32) {
    aliases.note(address: address, leadsTo: account)
  }

  /// Records that two accounts are one by somebody's decision.
  package mutating func note(accountDecision words: String) {
    aliases.note(decision: words)
  }

  /// Returns the rows of both sides of a transfer, with positions counted as in their files.
  private func rows(of transfer: UInt32) -> TransferRows {
    columns.timedRows[transfer]
      ?? TransferRows(departures: [.own(Int(transfer), of: columns, [])])
  }

  /// Records that a transfer gives back a payment, wholly or in part.
  ///
  /// - Parameter isNamed: True where the records name the payment.
  package mutating func setReturn(of payment: Int, by back: Int, isNamed: Bool) {
    columns.returns[UInt32(back)] = ReturnMark(payment: UInt32(payment), isNamed: isNamed)
  }

  /// Sets the beneficiary of a transfer that was added with a placeholder, and the amount received.
  package mutating func settle(
    _ transfer: Int, beneficiary: AccountID, received: Money
  ) {
    columns.beneficiary[transfer] = beneficiary.index
    let known = columns.receipt(transfer)
    guard received.minorUnits != known.amount || received.currency.index != known.currency
    else { return }
    columns.received.set(
      transfer, amount: received.minorUnits, currency: received.currency.index)
  }

  /// Sets the payer of a transfer that was added with a placeholder.
  package mutating func settle(_ transfer: Int, payer: AccountID) {
    columns.payer[transfer] = payer.index
  }

  /// Removes those of some accounts that no transfer names any more.
  ///
  /// - Returns: The new number of each account, by its old one; nil for those removed.
  /// - Complexity: O(*t* + *a*).
  package mutating func forgetUnused(among accounts: Set<UInt32>) -> [UInt32?] {
    var unused = accounts
    for transfer in 0..<columns.count {
      unused.remove(columns.payer[transfer])
      unused.remove(columns.beneficiary[transfer])
    }
    var keys = TextTable()
    let numbers = (0..<accountKeys.count).map { old -> UInt32? in
      if unused.contains(UInt32(old)) { return nil }
      let key = Array(accountKeys.key(at: old).utf8)
      return keys.intern(key.span)
    }
    guard !unused.isEmpty else { return numbers }
    for transfer in 0..<columns.count {
      columns.payer[transfer] = numbers[Int(columns.payer[transfer])] ?? 0
      columns.beneficiary[transfer] = numbers[Int(columns.beneficiary[transfer])] ?? 0
    }
    statementBalances = statementBalances.compactMap { balance in
      guard let number = numbers[Int(balance.account)] else { return nil }
      var balance = balance
      balance.account = number
      return balance
    }
    for index in overlapDoubts.indices {
      overlapDoubts[index].accounts = overlapDoubts[index].accounts.compactMap {
        numbers[Int($0)]
      }
    }
    aliases = aliases.renumberingAccounts(numbers)
    self.unnamed = Set(self.unnamed.compactMap { numbers[Int($0)] })
    var moved: [UInt32: AccountDetails] = [:]
    for (old, known) in details {
      if let new = numbers[Int(old)] { moved[new] = known }
    }
    details = moved
    accountKeys = keys
    return numbers
  }

  /// Gives accounts other keys: those whose new keys are equal become one account, and the spelling
  /// in the data becomes an alias.
  ///
  /// - Parameters:
  ///   - renamed: The new keys by account number.
  ///   - keepsSpelling: True to keep the spelling in the data as an alias.
  /// - Returns: The new number of each account, by its old one.
  /// - Complexity: O(*t* + *a*).
  package mutating func rename(
    _ renamed: [UInt32: String], keepsSpelling: Bool = true
  ) -> [UInt32] {
    var keys = TextTable()
    var numbers: [UInt32] = []
    numbers.reserveCapacity(accountKeys.count)
    for old in 0..<accountKeys.count {
      let key = Array((renamed[UInt32(old)] ?? accountKeys.key(at: old)).utf8)
      numbers.append(keys.intern(key.span))
    }
    // Rows were added file by file in the order of the digests, so the first transfer is the first row.
    var firstRows: [UInt32: EvidenceRow] = [:]
    for transfer in 0..<columns.count {
      for account in [columns.payer[transfer], columns.beneficiary[transfer]]
      where renamed[account] != nil && firstRows[account] == nil {
        firstRows[account] = evidence(of: transfer)
      }
      columns.payer[transfer] = numbers[Int(columns.payer[transfer])]
      columns.beneficiary[transfer] = numbers[Int(columns.beneficiary[transfer])]
    }
    for index in statementBalances.indices {
      statementBalances[index].account = numbers[Int(statementBalances[index].account)]
    }
    for index in overlapDoubts.indices {
      overlapDoubts[index].accounts = overlapDoubts[index].accounts.map { numbers[Int($0)] }
    }
    if !aliases.isEmpty { aliases = aliases.renumberingAccounts(numbers) }
    for old in renamed.keys.sorted() where keepsSpelling {
      aliases.add(
        accountKeys.key(at: Int(old)), of: numbers[Int(old)], row: firstRows[old])
    }
    // An account that was merged with a named one is named.
    if !unnamed.isEmpty {
      var named: Set<UInt32> = []
      for (old, new) in numbers.enumerated() where !unnamed.contains(UInt32(old)) {
        named.insert(new)
      }
      unnamed = Set(unnamed.map { numbers[Int($0)] }).subtracting(named)
    }
    var moved: [UInt32: AccountDetails] = [:]
    for old in details.keys.sorted() { moved[numbers[Int(old)]] = details[old] }
    details = moved
    accountKeys = keys
    return numbers
  }

  /// Replaces references without keeping the old ones.
  ///
  /// - Parameter replaced: The new text by the number of the old one, which must be the number of
  ///   no id and no link.
  /// - Complexity: O(*t*) and O(bytes of all texts).
  package mutating func replaceTexts(_ replaced: [UInt32: String]) {
    var kept = TextTable()
    let numbers = (0..<texts.count).map { old in
      let text = Array((replaced[UInt32(old)] ?? texts.key(at: old)).utf8)
      let number = kept.intern(text.span)
      if kept.count == old {
        // Two texts became one: a filler takes the free number, so that all other texts keep
        // theirs.
        let filler = Array("\u{0}\(old)".utf8)
        _ = kept.intern(filler.span)
      }
      return number + 1
    }
    func renumber(_ column: inout [UInt32]) {
      for transfer in column.indices where column[transfer] > 0 {
        column[transfer] = numbers[Int(column[transfer]) - 1]
      }
    }
    renumber(&columns.ids)
    renumber(&columns.links)
    renumber(&columns.references)
    texts = kept
  }

  /// Returns rows with their files numbered anew, in the order of file and position.
  static func ordered(_ rows: [EvidenceRow], by rank: [UInt16]) -> [EvidenceRow] {
    rows.map { row in
      var row = row
      if rank.indices.contains(Int(row.file)) { row.file = rank[Int(row.file)] }
      return row
    }.sorted { ($0.file, $0.byteOffset) < ($1.file, $1.byteOffset) }
  }
}
