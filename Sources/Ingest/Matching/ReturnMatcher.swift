internal import PaymentGraph

/// Finds the payments that reversals, refunds and chargebacks give back.
///
/// The rules apply in this order, and never where two payments could be meant:
///
/// 1. the return names the id of a payment (PayPal's `Reference Txn ID`, the `link` column), which ran in the other
///    direction and was at least as large; a return that lists several (`t1;t2`), or gives only a part of itself to one
///    (`t1=50` of 80), is not the return of one alone;
/// 2. both rows print one number of one payment (``NumberType``: a UTR, an RRN, the number of a Faster Payment) that
///    no other payment of the account has, and the amounts are equal; branch codes, telephone numbers and days are not
///    such numbers;
/// 3. there is one payment between the same two accounts, in the other direction, of the same amount, in the 30 days
///    before, and no other return could be of it. Both accounts must be known by more than a name in one statement:
///    else the pair is only suggested;
/// 4. there is one such payment of the same account with another party (banks return under their own name): the pair is
///    only suggested. So is a payment with an equal one back that does not call itself a return.
///
/// A reversal that prints another number of the payment's type is not of that payment, and is not suggested either.
struct ReturnMatcher {
  private static let days: Int64 = 30 * 86_400_000
  /// The largest number of candidates that are counted for one return.
  private static let candidateLimit = 50

  private let builder: LedgerBuilder
  private let columns: TransferColumns
  /// The rows of statements, by their transfers.
  private let entries: [Int: PostedEntry]
  private let returns: [Int]
  private let posted: [PostedEntry]
  private let decisions: RowDecisions
  /// The transfers of rows of statements that are not in memory.
  private let otherRows: [Range<Int>]

  /// Returns true where a transfer gives another one back, so that the rows of statements are needed.
  static func hasReturns(_ builder: LedgerBuilder) -> Bool {
    !builder.columns.kind.positions(where: givesBack).isEmpty
  }

  /// - Parameter otherRows: the transfers of rows of statements that are not among the posted ones; only where nothing
  ///   calls itself a return.
  init(
    _ posted: [PostedEntry], in builder: LedgerBuilder, decisions: RowDecisions = RowDecisions(),
    otherRows: [Range<Int>] = []
  ) {
    self.otherRows = otherRows
    self.posted = posted
    self.decisions = decisions
    self.builder = builder
    columns = builder.columns
    // What a list of transfers says already is not asked again.
    let known = columns.returns
    returns = columns.kind.positions(where: ReturnMatcher.givesBack)
      .filter { known[UInt32($0)] == nil }
    entries = Dictionary(posted.map { (Int($0.transfer), $0) }) { first, _ in first }
  }

  /// Finds the returns with the payments that they give back, and pairs that may be a payment and its return, by index.
  ///
  /// - Complexity: O(*t*) where there are returns, O(rows of statements) where there are none.
  func matches() -> [ReturnMatch] {
    var found: [Int: ReturnMatch.Payment] = [:]
    if !returns.isEmpty {
      takeReferences(&found)
      takeNumbers(&found)
      takePairs(&found)
      takeAmounts(&found)
    }
    var matches = returns.map { ReturnMatch(back: $0, payment: found[$0] ?? .none) }
    matches += unnamed()
    return matches.sorted { $0.back < $1.back }
  }

  private static func givesBack(_ kind: TransferKind) -> Bool {
    switch kind {
    case .reversal, .refund, .chargeback: true
    default: false
    }
  }

  // MARK: Payments that a return names

  /// Returns the texts (number + 1) by which a return names its payment.
  private func named(by back: Int) -> Set<UInt32> {
    var texts: Set<UInt32> = []
    if !columns.links.isEmpty { texts.insert(columns.links[back]) }
    if !columns.references.isEmpty { texts.insert(columns.references[back]) }
    if let group = entries[back]?.entry.group {
      let bytes = Array(group.utf8)
      if let text = builder.texts.find(bytes.span) { texts.insert(text + 1) }
    }
    if !columns.ids.isEmpty { texts.remove(columns.ids[back]) }
    texts.remove(0)
    return texts
  }

  /// Returns the link of a return, where it may list ids or state shares.
  private func list(by back: Int) -> String? {
    guard !columns.links.isEmpty, columns.links[back] > 0 else { return nil }
    let cell = builder.texts.key(at: Int(columns.links[back]) - 1)
    return LinkCell.isList(cell) ? cell : nil
  }

  /// Returns the number + 1 of a text; 0 where no cell has it.
  private func text(_ name: Substring) -> UInt32 {
    let bytes = Array(name.utf8)
    return builder.texts.find(bytes.span).map { $0 + 1 } ?? 0
  }

  private func takeReferences(_ found: inout [Int: ReturnMatch.Payment]) {
    guard !columns.ids.isEmpty else { return }
    let names = Dictionary(uniqueKeysWithValues: returns.map { ($0, named(by: $0)) })
    var wanted = names.values.reduce(into: Set<UInt32>()) { $0.formUnion($1) }
    for back in returns {
      if let cell = list(by: back) { wanted.formUnion(LinkCell.names(cell).map(text)) }
    }
    wanted.remove(0)
    guard !wanted.isEmpty else { return }
    var byID: [UInt32: [Int]] = [:]
    for (transfer, id) in columns.ids.enumerated() where id > 0 && wanted.contains(id) {
      byID[id, default: []].append(transfer)
    }
    for back in returns {
      var texts = names[back] ?? []
      if let cell = list(by: back), byID[columns.links[back]] == nil {
        let parts = LinkCell.parts(
          cell, exponent: columns.currency(columns.sentCurrency[back]).exponent
        ) { name in
          let number = text(name)
          return byID[number] == nil ? 0 : number
        }
        let loaded = parts.filter { $0.found > 0 }
        if parts.count == 1, let only = loaded.first {
          guard only.share.map({ $0 == columns.sent[back] }) ?? true else {
            found[back] = .partly
            continue
          }
          texts.insert(only.found)
        } else if !loaded.isEmpty {
          // A record that gives to several payments is not guessed to belong to one.
          found[back] = .listed(loaded.count)
          continue
        }
      }
      let named = texts.map { byID[$0] ?? [] }
      let count = named.reduce(0) { $0 + $1.count }
      guard count <= PaymentsInTime.mostCompared else {
        found[back] = .tooManyNamed(count)
        continue
      }
      let candidates = Set(named.joined()).filter { canGiveBack(back, $0, isPart: true) }
      take(candidates.sorted(), back: back, basis: .reference, found: &found)
    }
  }

  private func take(
    _ candidates: [Int], back: Int, basis: ReturnMatch.Basis,
    found: inout [Int: ReturnMatch.Payment]
  ) {
    if candidates.count == 1 {
      found[back] = .one(candidates[0], basis)
    } else if candidates.count > 1 {
      found[back] = .several(candidates.count, orMore: false)
    }
  }

  private func takeNumbers(_ found: inout [Int: ReturnMatch.Payment]) {
    let open = Set(returns.filter { found[$0] == nil && entries[$0] != nil })
    guard !open.isEmpty else { return }
    let wanted = open.reduce(into: Set<TypedNumber>()) { $0.formUnion(numbers(of: $1).all) }
    guard !wanted.isEmpty else { return }
    var rowsOf: [Printed: [Int]] = [:]
    for row in posted where isPayment(Int(row.transfer)) {
      let own =
        row.isOut ? columns.payer[Int(row.transfer)] : columns.beneficiary[Int(row.transfer)]
      for number in RowNumbers(row.entry, profile: row.profile).all where wanted.contains(number) {
        rowsOf[Printed(number: number, account: own), default: []].append(Int(row.transfer))
      }
    }
    for back in open.sorted() {
      let own = numbers(of: back)
      var candidates: Set<Int> = []
      for number in own.all {
        let rows = rowsOf[Printed(number: number, account: account(of: back))] ?? []
        guard rows.count == 1, let payment = rows.first, canGiveBack(back, payment, isPart: false),
          !areApart(back, payment)
        else { continue }
        candidates.insert(payment)
      }
      take(candidates.sorted(), back: back, basis: .number, found: &found)
    }
  }

  private struct Printed: Hashable {
    let number: TypedNumber
    let account: UInt32
  }

  private func numbers(of transfer: Int) -> RowNumbers {
    entries[transfer].map { RowNumbers($0.entry, profile: $0.profile) } ?? RowNumbers()
  }

  /// Returns true where a decision or the rows' numbers show that a return is not of a payment.
  ///
  /// A reversal prints the number of the payment that it takes back; a refund is a payment with a number of its own.
  private func areApart(_ back: Int, _ payment: Int) -> Bool {
    if decisions.areApart(UInt32(back), UInt32(payment)) { return true }
    return columns.kind[back] == .reversal
      && numbers(of: back).contradiction(numbers(of: payment)) != nil
  }

  // MARK: Amount and time alone

  private struct Movement: Hashable {
    let payer: UInt32
    let beneficiary: UInt32
    let amount: Int64
    let currency: UInt8
  }

  private func takePairs(_ found: inout [Int: ReturnMatch.Payment]) {
    let open = returns.filter { found[$0] == nil }
    var candidates: [Movement: [(start: Int64, transfer: Int)]] = [:]
    var amounts: Set<Int64> = []
    var taken = Set(columns.returns.values.map { Int($0.payment) })
    for case .one(let payment, _) in found.values { taken.insert(payment) }
    for back in open {
      candidates[opposite(back)] = []
      amounts.insert(columns.sent[back])
    }
    for transfer in 0..<columns.count
    where amounts.contains(columns.sent[transfer]) && isPayment(transfer)
      && !taken.contains(transfer)
    {
      let movement = movement(transfer)
      candidates[movement]?.append((columns.start[transfer], transfer))
    }
    let rows = candidates.mapValues { PaymentsInTime($0) }
    takeOnly(
      open, found: &found,
      basis: { back in
        isKnown(columns.payer[back]) && isKnown(columns.beneficiary[back])
          ? .pairAndAmount : .nameAndAmount
      },
      rows: rows, key: opposite)
  }

  /// Returns true where an account is known by more than a name in one statement.
  private func isKnown(_ account: UInt32) -> Bool {
    let key = builder.accountKeys.key(at: Int(account))
    return !key.hasPrefix("?:") || key.hasSuffix(":own")
  }

  private func takeAmounts(_ found: inout [Int: ReturnMatch.Payment]) {
    let open = returns.filter { found[$0] == nil && entries[$0] != nil }
    guard !open.isEmpty else { return }
    var payments: [OwnAmount: [(start: Int64, transfer: Int)]] = [:]
    for back in open { payments[ownAmount(back)] = [] }
    for transfer in entries.keys.sorted() where isPayment(transfer) {
      let key = ownAmount(transfer)
      payments[key]?.append((columns.start[transfer], transfer))
    }
    let rows = payments.mapValues { PaymentsInTime($0) }
    takeOnly(
      open, found: &found, basis: { _ in .amount }, rows: rows, key: ownAmount)
  }

  /// Returns the payments in the days before a return that it can give back.
  private func payments(
    before back: Int, _ rows: PaymentsInTime?
  ) -> PaymentsInTime.Candidates {
    let start = columns.start[back]
    let since = start.subtractingReportingOverflow(ReturnMatcher.days)
    return rows?.last(
      ReturnMatcher.candidateLimit, in: (since.overflow ? .min : since.partialValue)...start
    ) { canGiveBack(back, $0, isPart: false) && !areApart(back, $0) } ?? PaymentsInTime.Candidates()
  }

  /// Takes the only candidate of each return, where no other return could be of it.
  private func takeOnly<Key: Hashable>(
    _ open: [Int], found: inout [Int: ReturnMatch.Payment],
    basis: (Int) -> ReturnMatch.Basis, rows: [Key: PaymentsInTime], key: (Int) -> Key
  ) {
    let lists = open.map { (back: $0, payments: payments(before: $0, rows[key($0)])) }
    var claims: [Int: Int] = [:]
    var rests: [Key: [Range<Int>]] = [:]
    for (back, payments) in lists {
      for payment in payments.transfers { claims[payment, default: 0] += 1 }
      if !payments.rest.isEmpty { rests[key(back), default: []].append(payments.rest) }
    }
    // A return may be of a payment that was not compared with it: no other return takes that one for certain.
    var uncompared: Set<Int> = []
    for (key, spans) in rests { uncompared.formUnion(rows[key]?.transfers(in: spans) ?? []) }
    for (back, payments) in lists {
      let transfers = payments.transfers
      if payments.isTooMany {
        found[back] = .tooMany
      } else if transfers.count == 1, claims[transfers[0]] == 1,
        !uncompared.contains(transfers[0])
      {
        found[back] = .one(transfers[0], basis(back))
      } else if !transfers.isEmpty {
        found[back] = .several(transfers.count, orMore: !payments.rest.isEmpty)
      }
    }
  }

  /// Returns pairs of payments in statements that have one amount in opposite directions, where neither calls itself a
  /// return.
  private func unnamed() -> [ReturnMatch] {
    var rows = entries.compactMap { transfer, row in
      row.entry.kind == .payment ? UInt32(transfer) : nil
    }
    for range in otherRows {
      for transfer in range where columns.kind[transfer] == .payment {
        rows.append(UInt32(transfer))
      }
    }
    return OppositePayments(rows, columns).pairs.compactMap { payment, back in
      canGiveBack(back, payment, isPart: false)
        ? ReturnMatch(back: back, payment: .one(payment, .unnamed)) : nil
    }
  }

  // MARK: Possible pairs

  private struct OwnAmount: Hashable {
    let account: UInt32
    let amount: Int64
    let currency: UInt8
  }

  private func ownAmount(_ transfer: Int) -> OwnAmount {
    OwnAmount(
      account: account(of: transfer), amount: columns.sent[transfer],
      currency: columns.sentCurrency[transfer])
  }

  private func movement(_ transfer: Int) -> Movement {
    Movement(
      payer: columns.payer[transfer], beneficiary: columns.beneficiary[transfer],
      amount: columns.sent[transfer], currency: columns.sentCurrency[transfer])
  }

  private func opposite(_ transfer: Int) -> Movement {
    Movement(
      payer: columns.beneficiary[transfer], beneficiary: columns.payer[transfer],
      amount: columns.sent[transfer], currency: columns.sentCurrency[transfer])
  }

  private func isPayment(_ transfer: Int) -> Bool {
    switch columns.kind[transfer] {
    case .payment, .funding, .withdrawal, .internal: true
    default: false
    }
  }

  /// Returns the account whose statement shows a transfer.
  private func account(of transfer: Int) -> UInt32 {
    guard let row = entries[transfer] else { return .max }
    return row.isOut ? columns.payer[transfer] : columns.beneficiary[transfer]
  }

  /// Returns the amounts of a return and of its payment in one currency: that in which the payment was sent, where the
  /// return has it; else that in which it arrived.
  private func amounts(_ back: Int, _ payment: Int) -> (back: Int64, paid: Int64)? {
    let currency = columns.sentCurrency[back]
    if columns.sentCurrency[payment] == currency {
      return (columns.sent[back], columns.sent[payment])
    }
    let (got, arrived) = (columns.receipt(back), columns.receipt(payment))
    if got.currency == columns.sentCurrency[payment] { return (got.amount, columns.sent[payment]) }
    return arrived.currency == currency ? (columns.sent[back], arrived.amount) : nil
  }

  /// Returns true where a transfer can give back another one, wholly or in part.
  private func canGiveBack(_ back: Int, _ payment: Int, isPart: Bool) -> Bool {
    guard back != payment, columns.kind[payment] != .fee, columns.kind[payment] != .feeRefund,
      columns.precision[back] != .unknown, columns.precision[payment] != .unknown,
      columns.start[payment] <= columns.start[back], let amounts = amounts(back, payment)
    else { return false }
    guard isPart ? amounts.back <= amounts.paid : amounts.back == amounts.paid else { return false }
    if !isPart, columns.start[back] &- columns.start[payment] > ReturnMatcher.days { return false }
    if columns.payer[back] == columns.beneficiary[payment],
      columns.beneficiary[back] == columns.payer[payment]
    {
      return true
    }
    // A return under another name must be on the statement's account, in the other direction; another file may have the
    // payment too.
    guard let row = entries[back], entries[payment] != nil else { return false }
    return account(of: back)
      == (row.isOut ? columns.beneficiary[payment] : columns.payer[payment])
  }
}
