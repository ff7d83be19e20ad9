internal import PaymentGraph

/// The chargebacks that pooled accounts paid to victims, and the claims that passed by them.
///
/// A chargeback here is a payment of that kind out of a pooled account to the payer of a claimed payment that it names,
/// in the `link` column or as loading found it, and that is not later. It pays the service's own money. A reversal by
/// which the victim pays a chargeback back, and that names it, takes it back by its amount. Where the reversal is
/// itself claimed, its amount instead raises the sum that the chargebacks of the claim may reach, so that the rest left
/// to the victim is the same. Chargebacks of one claim count in ledger order, each less the amount taken back of it,
/// until they reach the claim.
///
/// O(*t*) where an account is pooled.
///
/// Reference: the subrogation of one who pays another's loss.
struct Chargebacks {
  /// The claims that passed to services, in ledger order of the chargebacks.
  private(set) var subrogations: [Subrogation] = []
  /// Chargebacks to victims that name no earlier claimed payment, in ledger order.
  private(set) var unexplained: [TransferID] = []
  /// Chargebacks in another currency than the claim, in ledger order.
  private(set) var foreign: [TransferID] = []
  /// Chargebacks that paid more than the rest of the claim, in ledger order.
  private(set) var excessive: [TransferID] = []
  /// Chargebacks of claims paid back by a reversal that is itself claimed, in ledger order.
  private(set) var claimedBack: [TransferID] = []
  /// Chargebacks of claimed payments that left the payee's own account, in ledger order, each with the claim.
  private(set) var fromPayees: [(back: TransferID, claim: TransferID)] = []
  /// The chargebacks that bring in money of the service.
  private(set) var funded: Set<Int32> = []
  /// The payments that bring such money back to the service.
  private(set) var takenBack: Set<Int32> = []

  private let ledger: Ledger
  private let columns: TransferColumns

  init(_ view: LedgerView, sources: [(account: Int, claims: [Int])]) {
    ledger = view.ledger
    columns = view.ledger.columns
    let kinds = columns.kind
    let returns = kinds.positions { $0 == .chargeback || $0 == .reversal }
      .filter { view.contains($0) }
    guard returns.contains(where: { kinds[$0] == .chargeback }) else { return }
    var claims: Set<Int> = []
    var isVictim: Set<Int> = []
    for source in sources {
      claims.formUnion(source.claims)
      isVictim.insert(source.account)
    }
    let named = Chargebacks.named(by: returns, in: ledger)
    for back in returns where kinds[back] == .chargeback && !ledger.pooled[Int(columns.payer[back])]
    {
      if let claim = named[back], claims.contains(claim),
        columns.payer[claim] == columns.beneficiary[back]
      {
        fromPayees.append((TransferID(back), TransferID(claim)))
      }
    }
    guard ledger.hasPooled else { return }
    let backs = returns.filter {
      let payer = Int(columns.payer[$0])
      return kinds[$0] == .chargeback && ledger.pooled[payer] && !isVictim.contains(payer)
        && isVictim.contains(Int(columns.beneficiary[$0]))
    }
    let precedence = Precedence(ledger, ties: .allow)
    var reversals: [Int: [Int]] = [:]
    var claimedBacks: [Int: [Int]] = [:]
    for back in returns where kinds[back] == .reversal {
      guard let chargeback = named[back], runsAgainst(back, chargeback),
        precedence.mayFollow(chargeback, back)
      else { continue }
      guard !claims.contains(back) else {
        claimedBacks[chargeback, default: []].append(back)
        continue
      }
      reversals[chargeback, default: []].append(back)
    }
    let claimOf = named.filter {
      claims.contains($0.value) && columns.payer[$0.value] == columns.beneficiary[$0.key]
        && precedence.mayFollow($0.value, $0.key)
    }
    var left: [Int: Int64] = [:]
    for back in backs {
      guard let claim = claimOf[back] else { continue }
      for reversal in claimedBacks[back] ?? []
      where columns.sentCurrency[reversal] == columns.sentCurrency[claim] {
        let (sum, overflow) = (left[claim] ?? columns.sent[claim])
          .addingReportingOverflow(columns.sent[reversal])
        if !overflow { left[claim] = sum }
      }
    }
    add(backs, claimOf: claimOf, reversals: reversals, claimed: left)
    claimedBack = subrogations.map(\.chargeback).filter { claimedBacks[$0.position] != nil }
  }

  private mutating func add(
    _ backs: [Int], claimOf: [Int: Int], reversals: [Int: [Int]], claimed: [Int: Int64]
  ) {
    var left = claimed
    for back in backs {
      guard let claim = claimOf[back] else {
        unexplained.append(TransferID(back))
        continue
      }
      funded.insert(Int32(back))
      let reversals = reversals[back] ?? []
      for reversal in reversals { takenBack.insert(Int32(reversal)) }
      let claimed = ledger.transfer(TransferID(claim))
      let chargeback = ledger.transfer(TransferID(back))
      let sums = reversals.map {
        let reversal = ledger.transfer(TransferID($0))
        return Chargebacks.amount(
          reversal.sent, reversal.received, in: claimed.sent.currency)
      }
      guard
        let paid = Chargebacks.amount(
          chargeback.received, chargeback.sent, in: claimed.sent.currency), !sums.contains(nil)
      else {
        foreign.append(TransferID(back))
        continue
      }
      var kept = paid
      for sum in sums { kept -= min(kept, sum ?? 0) }
      let open = left[claim] ?? columns.sent[claim]
      if kept > open { excessive.append(TransferID(back)) }
      let part = min(open, kept)
      left[claim] = open - part
      func money(_ units: Int64) -> Money {
        Money(minorUnits: units, currency: claimed.sent.currency)
      }
      subrogations.append(
        Subrogation(
          chargeback: TransferID(back), claim: TransferID(claim), victim: claimed.payer.id,
          processor: chargeback.payer.id, paid: money(paid), reversed: money(paid - kept),
          amount: money(part), left: money(open - part)))
    }
  }

  private func runsAgainst(_ back: Int, _ payment: Int) -> Bool {
    columns.payer[back] == columns.beneficiary[payment]
      && columns.beneficiary[back] == columns.payer[payment]
  }

  /// Returns the side of a payment that is in a currency, the victim's own before the service's; nil where neither is.
  private static func amount(
    _ victims: Money, _ services: Money, in currency: Currency
  ) -> Int64? {
    if victims.currency == currency { return victims.minorUnits }
    return services.currency == currency ? services.minorUnits : nil
  }

  /// Returns the payment that each return names; none where no payment, or more than one, has the id.
  private static func named(by backs: [Int], in ledger: Ledger) -> [Int: Int] {
    let columns = ledger.columns
    var found: [Int: Int] = [:]
    for back in backs {
      if let mark = columns.returns[UInt32(back)] { found[back] = Int(mark.payment) }
    }
    guard !columns.links.isEmpty, !columns.ids.isEmpty else { return found }
    let open = backs.filter { found[$0] == nil && columns.links[$0] > 0 }
    guard !open.isEmpty else { return found }
    let stated = StatedReceipts(ledger)
    for back in open {
      // A list of ids does not name a single payment.
      guard let part = stated.parts(of: back).first, part.id == nil, part.found > 0,
        part.found != .max
      else { continue }
      found[back] = Int(part.found) - 1
    }
    return found
  }
}
