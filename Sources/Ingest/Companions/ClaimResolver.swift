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
  /// The transfers of the ids that claims name, by the number of the id.
  private var byID: [UInt32: [TransferID]] = [:]
  /// The given files and the files of the ledger that a claim's file name can mean, by that name.
  private var meant: [String: (given: [Int], loaded: [Int])] = [:]
  private var payments: PaymentsByDay
  private var unknownCount = 0

  /// The number of claims without a payment for which near payments are searched: each search looks at all payments of an
  /// account.
  static let mostExplained = 100

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
    payments = PaymentsByDay(ledger, files)
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
    var positions: [Claim.Subject: Int] = [:]
    for claim in claims {
      if let position = positions[claim.subject] {
        groups[position].append(claim)
      } else {
        positions[claim.subject] = groups.count
        groups.append([claim])
      }
    }
    byID = ledger.transfers(
      withIDs: groups.reduce(into: Set<UInt32>()) { names, group in
        guard case .name(let name)? = group.first?.subject else { return }
        if let number = ledger.textNumber(of: name) { names.insert(number) }
      })
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
      (left.0.citation.file.textDigest, left.0.citation.line)
        < (right.0.citation.file.textDigest, right.0.citation.line)
    }
    return (taken.sorted(), problems, repetitions)
  }

  // MARK: By name

  private mutating func transfers(named name: String) -> [TransferID] {
    var found = Set(ledger.textNumber(of: name).flatMap { byID[$0] } ?? [])
    guard let row = RowName(name) else { return found.sorted() }
    let meant =
      meant[row.file] ?? (
        row.files(among: files.map(\.path)), row.files(among: ledger.files.map(\.path))
      )
    self.meant[row.file] = meant
    for number in meant.loaded {
      found.formUnion(ledger.payments(among: transfers(ofFile: number, onLine: row.line)))
    }
    for file in meant.given { found.formUnion(transfers(inFile: file, onLine: row.line)) }
    return found.sorted()
  }

  /// Returns the transfers that a row shows, found by any of its lines.
  private mutating func transfers(inFile file: Int, onLine line: Int) -> [TransferID] {
    guard let number = files[file].number else { return [] }
    let known = rows(ofFile: number)
    let end = BinarySearch.lowerBound(known.indices) { known[$0].line <= line }
    guard end > 0, case let row = known[end - 1] else { return [] }
    if row.line < line {
      let last = row.line + lineEnds(in: files[file].text.record(in: row.byteRange))
      if last < line {
        guard case .goesOn(let first) = meaning(file, line), first < line else { return [] }
        return transfers(inFile: file, onLine: first)
      }
    }
    return ledger.payments(among: transfers(ofFile: number, onLine: row.line))
  }

  /// Returns the rows of a file of the ledger in the order of their lines.
  private mutating func rows(
    ofFile number: Int
  ) -> [(line: Int, byteRange: Range<Int>, transfer: TransferID)] {
    if let known = rows[number] { return known }
    let found = ledger.rows(ofFile: number)
    rows[number] = found
    return found
  }

  /// Returns the transfers whose row begins on a line of a file of the ledger.
  private mutating func transfers(ofFile number: Int, onLine line: Int) -> [TransferID] {
    let known = rows(ofFile: number)
    let first = BinarySearch.lowerBound(known.indices) { known[$0].line < line }
    let end = BinarySearch.lowerBound(known.indices) { known[$0].line <= line }
    return known[first..<end].map(\.transfer)
  }

  private func lineEnds(in record: [UInt8]) -> Int {
    record.indices.count { at in
      record[at] == 0x0A || record[at] == 0x0D && (at + 1 == record.count || record[at + 1] != 0x0A)
    }
  }

  // MARK: By account, day and amount

  private mutating func transfers(of payment: Claim.Payment) -> [TransferID] {
    account(payment).map { payments.transfers(of: payment, by: $0) } ?? []
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

  // MARK: Problems

  private mutating func unknown(_ claim: Claim) -> Problem {
    unknownCount += 1
    if unknownCount > ClaimResolver.mostExplained {
      return .unknown(
        why: "names no payment that was loaded",
        note:
          "near payments were searched for the first \(ClaimResolver.mostExplained) such claims only"
      )
    }
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
    let onDay = paid.filter { payments.isOn(payment.day, $0) }
    if !onDay.isEmpty {
      return "on that day the account paid other amounts: " + ClaimResolver.list(onDay)
    }
    let received = ledger.incoming[account.position].map {
      ledger.transfer(TransferID(index: $0))
    }.filter {
      payments.isOn(payment.day, $0) && (payment.isWorth($0.sent) || payment.isWorth($0.received))
    }
    if !received.isEmpty {
      return "the account did not pay that, it received it: " + ClaimResolver.list(received)
    }
    return
      "the account made \(paid.count == 0 ? "no payment" : "\(paid.count) other payments") in the loaded files"
  }

  /// Lists the first transfers, each with its citation, day and amount.
  static func list(_ transfers: some Collection<Transfer>) -> String {
    let limit = 10
    let shown = transfers.prefix(limit).map { transfer in
      let position = transfer.evidence.first.map(\.description) ?? transfer.recordedID ?? ""
      return "\(position) (\(transfer.time.iso8601), \(transfer.sent))"
    }
    let rest = transfers.count - shown.count
    return shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }
}

extension Claim {
  fileprivate var isByName: Bool { if case .name = subject { true } else { false } }
}

/// The payments of accounts by day and amount, so that claims cost the payments and the claims and not their product.
///
/// The payments of an account are read when a claim first names it.
struct PaymentsByDay {
  private struct Key: Hashable {
    let account: AccountID
    let day: CivilDate
    let amount: Money
  }

  private let ledger: Ledger
  private let files: [ClaimResolver.File]
  /// The places of the files, by path.
  private let places: [String: Int]
  private var looked: Set<AccountID> = []
  private var found: [Key: [TransferID]] = [:]
  /// Payments of which only a period is known, by account.
  private var stretches: [AccountID: [TransferID]] = [:]
  /// All currencies of the payments that were read.
  private var currencies: Set<Currency> = []

  init(_ ledger: Ledger, _ files: [ClaimResolver.File]) {
    self.ledger = ledger
    self.files = files
    places = Dictionary(files.indices.map { (files[$0].path, $0) }) { first, _ in first }
  }

  /// Returns the payments of an account that a claim fits, in ledger order.
  mutating func transfers(of claim: Claim.Payment, by account: AccountID) -> [TransferID] {
    look(at: account)
    var transfers: Set<TransferID> = []
    for currency in currencies
    where claim.currency.map({ $0.index == currency.index }) ?? true {
      let units = DecimalScale.restated(claim.units, from: claim.exponent, to: currency.exponent)
      guard let units, units.isExact else { continue }
      let key = Key(
        account: account, day: claim.day,
        amount: Money(minorUnits: units.value, currency: currency))
      transfers.formUnion(found[key] ?? [])
    }
    for id in stretches[account] ?? [] {
      let transfer = ledger.transfer(id)
      if isOn(claim.day, transfer), claim.isWorth(transfer.sent) || claim.isWorth(transfer.received)
      {
        transfers.insert(id)
      }
    }
    return transfers.sorted()
  }

  /// Returns true where a payment took place on a day: the day that its record prints, else that of its moment in UTC.
  func isOn(_ day: CivilDate, _ transfer: Transfer) -> Bool {
    let time = transfer.time
    return time.precision == .period
      ? time.start < day.milliseconds + 86_400_000 && time.end > day.milliseconds
      : days(of: transfer).contains(day)
  }

  private mutating func look(at account: AccountID) {
    guard looked.insert(account).inserted else { return }
    for number in ledger.outgoing[account.position] {
      let id = TransferID(index: number)
      let transfer = ledger.transfer(id)
      guard transfer.time.precision != .period else {
        stretches[account, default: []].append(id)
        continue
      }
      let amounts: Set = [transfer.sent, transfer.received]
      for amount in amounts {
        currencies.insert(amount.currency)
        for day in days(of: transfer) {
          found[Key(account: account, day: day, amount: amount), default: []].append(id)
        }
      }
    }
  }

  /// Returns the days of a payment whose moment is known to the day.
  private func days(of transfer: Transfer) -> Set<CivilDate> {
    let time = transfer.time
    guard time.precision != .unknown else { return [] }
    let start = CivilDate.dayStart(of: time.start)
    if let length = time.precision.milliseconds, length < 86_400_000 {
      let near = [-1, 0, 1].map { CivilDate(milliseconds: start + $0 * 86_400_000) }
      let printed = transfer.evidence.compactMap(record).map { PrintedDay(record: $0).days }
        .filter { days in near.contains { days.contains($0) } }
      if !printed.isEmpty { return printed.reduce(into: []) { $0.formUnion($1) } }
    }
    return [CivilDate(milliseconds: start)]
  }

  /// Returns the bytes of a row.
  private func record(_ citation: Citation) -> [UInt8]? {
    places[citation.file.path].map { files[$0].text.record(in: citation.byteRange) }
  }
}
