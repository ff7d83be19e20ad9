internal import PaymentGraph

/// Finds the transfers that claims name.
struct ClaimResolver {
  /// The reason why a claim names no single transfer.
  enum Problem {
    /// No loaded transfer is meant; says what the claimed line holds instead, or why nothing fits, and which payments
    /// are near.
    case unknown(why: String, note: String)
    /// Several transfers fit.
    case several([TransferID])
  }

  /// A file that claims may name.
  struct File {
    let path: String
    /// The number of the file in the ledger; nil where it holds no transfers.
    let number: Int?
    let text: SourceText
  }

  private let ledger: Ledger
  private let files: [File]
  /// Returns the meaning of a line of a file that shows no transfer.
  private let meaning: (_ file: Int, _ line: Int) -> LineMeaning
  private var rows: [Int: [(line: Int, byteRange: Range<Int>, transfer: TransferID)]] = [:]

  /// - Parameters:
  ///   - files: all files that were given, in the order in which they were.
  ///   - meaning: returns the meaning of a line of such a file.
  init(
    _ ledger: Ledger, files: [File],
    meaning: @escaping (_ file: Int, _ line: Int) -> LineMeaning
  ) {
    self.ledger = ledger
    self.files = files
    self.meaning = meaning
  }

  /// Returns the transfers that claims name, in ledger order, and the problems of the claims that name none or several;
  /// a claim that repeats another is counted as a repetition.
  mutating func resolve(
    _ claims: [Claim]
  ) -> (transfers: [TransferID], problems: [(Claim, Problem)], repetitions: [Claim]) {
    var taken: Set<TransferID> = []
    var problems: [(Claim, Problem)] = []
    var repetitions: [Claim] = []
    // Claims that state the same facts of a payment are taken together: two of them may mean two equal payments.
    var groups: [[Claim]] = []
    var places: [Claim.Subject: Int] = [:]
    for claim in claims {
      if let place = places[claim.subject] {
        groups[place].append(claim)
      } else {
        places[claim.subject] = groups.count
        groups.append([claim])
      }
    }
    for group in groups {
      guard let first = group.first else { continue }
      var found: [TransferID]
      switch first.subject {
      case .name(let name):
        found = transfers(named: name)
        repetitions += group.dropFirst()
        if found.count > 1 { problems.append((first, .several(found))) }
      case .payment(let payment):
        found = transfers(of: payment)
        if found.count > group.count {
          problems += group.map { ($0, .several(found)) }
        } else {
          repetitions += group.dropFirst(max(1, found.count))
        }
      }
      if found.isEmpty { problems.append((first, unknown(first))) }
      let isClear = first.isByName ? found.count == 1 : (1...group.count).contains(found.count)
      if isClear { taken.formUnion(found) }
    }
    problems.sort { left, right in
      (left.0.citation.file.digest, left.0.citation.line)
        < (right.0.citation.file.digest, right.0.citation.line)
    }
    return (taken.sorted(), problems, repetitions)
  }

  // MARK: By name

  private mutating func transfers(named name: String) -> [TransferID] {
    var found = Set(ledger.transfers(named: name).map(\.id))
    guard let row = RowName(name) else { return found.sorted() }
    for file in row.files(among: files.map(\.path)) {
      found.formUnion(transfers(inFile: file, onLine: row.line))
    }
    return found.sorted()
  }

  /// Returns the transfers that a row shows, found by any of its lines.
  private mutating func transfers(inFile file: Int, onLine line: Int) -> [TransferID] {
    guard let number = files[file].number else { return [] }
    if rows[number] == nil { rows[number] = ledger.rows(ofFile: number) }
    let known = rows[number] ?? []
    guard let row = known.last(where: { $0.line <= line }) else { return [] }
    if row.line < line {
      let last = row.line + lineEnds(in: files[file].text.record(in: row.byteRange))
      if last < line {
        guard case .goesOn(let first) = meaning(file, line), first < line else { return [] }
        return transfers(inFile: file, onLine: first)
      }
    }
    return ledger.payments(among: known.filter { $0.line == row.line }.map(\.transfer))
  }

  private func lineEnds(in record: [UInt8]) -> Int {
    record.indices.count { at in
      record[at] == 0x0A || record[at] == 0x0D && (at + 1 == record.count || record[at + 1] != 0x0A)
    }
  }

  // MARK: By account, day and amount

  private func transfers(of payment: Claim.Payment) -> [TransferID] {
    guard let account = account(payment) else { return [] }
    return ledger.outgoing[account.position].map { TransferID(index: $0) }.filter { transfer in
      let transfer = ledger.transfer(transfer)
      return isOn(payment.day, transfer)
        && (payment.isWorth(transfer.sent) || payment.isWorth(transfer.received))
    }
  }

  private func account(_ payment: Claim.Payment) -> AccountID? {
    if let known = ledger.account(payment.account)
      ?? AccountSpelling.canonical(payment.account).flatMap({ ledger.account($0) })
    {
      return known.id
    }
    // The country decides what a sort code or a transit number with an account number means.
    let found = ["GB", "IE", "CA"].compactMap { country in
      AccountKey.canonical(payment.account, country: country).flatMap {
        ledger.account($0.key.description)?.id
      }
    }
    return Set(found).count == 1 ? found.first : nil
  }

  /// Returns true where a payment took place on a day: the day that its record prints, else that of its moment in UTC.
  private func isOn(_ day: CivilDate, _ transfer: Transfer) -> Bool {
    let time = transfer.time
    guard time.precision != .unknown else { return false }
    let next = day.milliseconds + 86_400_000
    if let length = time.precision.milliseconds, length < 86_400_000 {
      let printed = transfer.evidence.compactMap(record).map(PrintedDay.init)
        .filter { $0.isNear(CivilDate(milliseconds: time.start)) }
      if !printed.isEmpty { return printed.contains { $0.prints(day) } }
    }
    return time.precision == .period
      ? time.start < next && time.end > day.milliseconds
      : (day.milliseconds..<next).contains(time.start)
  }

  /// Returns the bytes of a row.
  private func record(_ citation: Citation) -> [UInt8]? {
    files.first { $0.path == citation.file.path }?.text.record(in: citation.byteRange)
  }

  // MARK: Problems

  private mutating func unknown(_ claim: Claim) -> Problem {
    switch claim.subject {
    case .name(let name):
      guard let row = RowName(name) else {
        return .unknown(
          why: "names no loaded transfer",
          note:
            "a claim names a transfer by the id of its record, by FILE:LINE, or by account, date and amount"
        )
      }
      let found = row.files(among: files.map(\.path))
      guard let file = found.first else {
        return .unknown(
          why: "names no loaded transfer",
          note: "no record has this id, and no loaded file is called \(row.file)")
      }
      guard found.count == 1 else {
        return .unknown(
          why: "names no loaded transfer",
          note: "\(found.count) files have names that end this way: "
            + found.map { files[$0].path }.joined(separator: ", "))
      }
      return .unknown(
        why: "names a row that is not a transfer", note: meaning(file, row.line).words(row))
    case .payment(let payment):
      guard let account = account(payment) else {
        let why = "names an account that was not loaded"
        do throws(SelectionError) {
          _ = try AccountSelector([payment.account]).accounts(in: ledger.whole)
          return .unknown(why: why, note: "")
        } catch {
          return .unknown(why: why, note: error.description)
        }
      }
      return .unknown(why: "names no loaded payment", note: near(payment, account))
    }
  }

  /// Describes the payments that a claim by account, day and amount may have meant.
  private func near(_ payment: Claim.Payment, _ account: AccountID) -> String {
    let paid = ledger.outgoing[account.position].map { ledger.transfer(TransferID(index: $0)) }
    let worth = paid.filter { payment.isWorth($0.sent) || payment.isWorth($0.received) }
    if !worth.isEmpty {
      return "the account paid that amount on another day: " + ClaimResolver.list(worth)
    }
    let onDay = paid.filter { isOn(payment.day, $0) }
    if !onDay.isEmpty {
      return "on that day the account paid other amounts: " + ClaimResolver.list(onDay)
    }
    let received = ledger.incoming[account.position].map {
      ledger.transfer(TransferID(index: $0))
    }.filter {
      isOn(payment.day, $0) && (payment.isWorth($0.sent) || payment.isWorth($0.received))
    }
    if !received.isEmpty {
      return "the account did not pay that, it received it: " + ClaimResolver.list(received)
    }
    return
      "the account made \(paid.count == 0 ? "no payment" : "\(paid.count) other payments") in the loaded files"
  }

  /// Lists the first transfers, each with its citation, day and amount.
  static func list(_ transfers: [Transfer]) -> String {
    let limit = 10
    let shown = transfers.prefix(limit).map { transfer in
      let place = transfer.evidence.first.map(\.description) ?? transfer.recordedID ?? ""
      return "\(place) (\(transfer.time.iso8601), \(transfer.sent))"
    }
    let rest = transfers.count - shown.count
    return shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }
}

extension Claim {
  fileprivate var isByName: Bool { if case .name = subject { true } else { false } }
}
