internal import Hashing
internal import PaymentGraph

/// Makes transfers of the entries of one statement.
///
/// A row becomes a transfer between the statement's own account and the other party's; a fee that the row states
/// becomes a transfer of its own. Where no account is named, the other party is unknown: a placeholder stands in for
/// it, which belongs to this account, this payment system and this name, so that people of one name in two statements
/// never become one. Rows without a name get a placeholder of their own, told apart by the row's contents, so that
/// overlapping files still agree. All cash that an account pays out goes to one placeholder, and all that is paid into
/// it comes from another, so that no money seems to pass from the one to the other.
struct StatementPosting {
  let profile: StatementFormat
  let fileNumber: Int

  /// Adds the entries' transfers to a ledger; rows that move nothing add none.
  mutating func post(
    _ entries: [StatementEntry], into builder: inout LedgerBuilder, _ facts: inout AccountFacts
  ) {
    for entry in entries where entry.role == .movement {
      post(entry, builder: &builder, facts: &facts)
    }
  }

  private var occurrences: [String: Int] = [:]
  /// The keys of placeholders for parties about which the row tells nothing.
  private var nameless: Set<String> = []
  /// The own accounts whose holder is noted.
  private var noted: Set<String> = []
  /// The entries that became transfers, with the transfers' indices, for comparison with other statements.
  private(set) var posted: [PostedEntry] = []
  /// False where these entries are read again from the file should anything need them.
  var keepsRows = true

  init(profile: StatementFormat, fileNumber: Int) {
    self.profile = profile
    self.fileNumber = fileNumber
  }

  /// Sets the balance after an entry, which only the end of its statement shows.
  mutating func set(balance: Int64, of entry: Int) { posted[entry].entry.balance = balance }

  private mutating func post(
    _ entry: StatementEntry, builder: inout LedgerBuilder, facts: inout AccountFacts
  ) {
    let own = builder.account(entry.own)
    if let holder = entry.holder, noted.insert(entry.own).inserted {
      facts.note(holder: holder, of: own)
    }
    if entry.amount != 0 {
      let key = counterKey(entry)
      let other = builder.account(key)
      if nameless.contains(key) { builder.setUnnamed(other) }
      if let name = entry.counter.name, key != entry.own, !BlankWords.contains(name) {
        facts.note(other, role: nil, name: name, institution: entry.counter.branch, country: nil)
      }
      if keepsRows {
        posted.append(
          PostedEntry(
            transfer: UInt32(builder.transferCount), entry: entry, profile: profile.name,
            file: fileNumber))
      }
      if key.hasPrefix("processor:") {
        facts.note(other, role: .processor, name: nil, institution: nil, country: nil)
      }
      let isOut = entry.amount < 0
      let money = Money(minorUnits: abs(entry.amount), currency: entry.currency)
      builder.add(
        TransferDraft(
          payer: isOut ? own : other, beneficiary: isOut ? other : own,
          sent: entry.conversion?.sent ?? money, received: entry.conversion?.received,
          time: entry.time, kind: entry.kind, id: entry.id, reference: entry.reference,
          file: fileNumber, line: entry.row.line, byteRange: entry.row.byteRange))
      // The payee's own statement shows when money arrived; the payer's shows only when it was booked.
      if isOut, let start = entry.valueStart {
        builder.note(valueStart: start, of: builder.transferCount - 1)
      }
      for row in entry.furtherRows {
        builder.addEvidence(
          EvidenceRow(file: fileNumber, line: row.line, byteRange: row.byteRange),
          to: builder.transferCount - 1)
      }
    }
    guard let fee = profile.fields.fee else { return }
    let stated = [Money(minorUnits: entry.fee, currency: entry.currency)] + entry.otherFees
    for (number, lost) in stated.filter({ $0.minorUnits != 0 }).enumerated() {
      post(
        lost, number: number, of: entry, to: fee.account, own: own, into: &builder, facts: &facts)
    }
  }

  /// Adds the transfer of a fee that a row states beside its amount.
  private func post(
    _ lost: Money, number: Int, of entry: StatementEntry, to account: String, own: AccountID,
    into builder: inout LedgerBuilder, facts: inout AccountFacts
  ) {
    let collector = builder.account(account)
    facts.note(collector, role: .processor, name: nil, institution: nil, country: nil)
    let isOut = lost.minorUnits > 0
    builder.add(
      TransferDraft(
        payer: isOut ? own : collector, beneficiary: isOut ? collector : own,
        sent: Money(minorUnits: abs(lost.minorUnits), currency: lost.currency), time: entry.time,
        kind: isOut ? .fee : .feeRefund,
        id: entry.id.map { number == 0 ? "\($0)/fee" : "\($0)/fee-\(number + 1)" },
        reference: entry.id ?? entry.reference, file: fileNumber, line: entry.row.line,
        byteRange: entry.row.byteRange))
  }

  /// Returns the key of the other party's account, or of the placeholder for it.
  private mutating func counterKey(_ entry: StatementEntry) -> String {
    if let account = entry.counter.account { return account }
    let channel = entry.counter.channel ?? channel(of: entry.kind)
    let isCash = channel == "ATM" || channel == "CASH" || entry.kind == .cash
    if let placeholder = entry.counter.placeholder, !isCash {
      return "?:\(entry.own):\(channel):\(placeholder)"
    }
    if isCash {
      let key = "?:\(entry.own):\(entry.amount < 0 ? "CASH" : "CASH-IN")"
      nameless.insert(key)
      return key
    }
    let key = "?:\(entry.own):\(channel):\(fingerprint(entry))"
    occurrences[key, default: 0] += 1
    let count = occurrences[key, default: 1]
    let own = count > 1 ? "\(key)-\(count)" : key
    nameless.insert(own)
    return own
  }

  private func channel(of kind: TransferKind) -> String {
    switch kind {
    case .payment: "payment"
    case .funding, .withdrawal: "bank"
    default: kind.name
    }
  }

  /// Returns a short name for a row's contents: the same row gives the same name in any file, however that file
  /// divides, encloses or arranges its cells.
  private func fingerprint(_ entry: StatementEntry) -> String {
    let words = [
      String(entry.time.start), String(entry.amount), String(entry.fee), entry.currency.code,
      entry.kind.name, StatementText.squeezed(entry.narration), entry.reference ?? "",
      entry.id ?? "",
    ]
    return StatementPosting.shortName(of: words)
  }

  /// Returns true where a key stands in for a party of which not even the name is known.
  static func isNameless(_ key: String) -> Bool {
    guard key.hasPrefix("?:"), let last = key.split(separator: ":").last else { return false }
    if last == "CASH" || last == "CASH-IN" { return true }
    if last == "payer" || last == "beneficiary" {
      // The stand-in for a blank of a ledger's row has the file and the line before the side.
      return key.split(separator: ":").dropLast().last?.allSatisfy(\.isNumber) ?? false
    }
    let name = last.split(separator: "-").first ?? last
    return name.utf8.count == 32 && name.allSatisfy { $0.isHexDigit && !$0.isUppercase }
  }

  /// Returns a short name for some words: the first half of their SHA-256 in 32 hexadecimal digits.
  ///
  /// Whoever pays chooses references and texts, so a hash whose collisions can be computed would let two payments be
  /// chosen that seem to be to one party.
  static func shortName(of words: [String]) -> String {
    // No UTF-8 text holds the byte between the words, so no two lists of words give the same bytes.
    let digest = SHA256.digest(of: words.flatMap { Array($0.utf8) + [0xFF] })
    return digest.prefix(16).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
