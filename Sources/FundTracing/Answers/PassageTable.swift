internal import PaymentGraph

/// Adds up what of each victim's money passes through each account, transfer by transfer.
struct PassageTable: Sendable {
  private struct Key: Hashable {
    let account: AccountID
    let currency: Currency
    let victim: AccountID
  }

  private let ledger: Ledger
  private var found: [Key: AccountPassage] = [:]

  init(_ ledger: Ledger) { self.ledger = ledger }

  /// The accounts that anything of the claims passed or reached.
  var accounts: Set<AccountID> { Set(found.keys.map(\.account)) }

  /// Adds what a transfer carried; transfers come in the order of processing.
  ///
  /// - Parameter labels: those of the claims; labels that are not among them are no claims.
  mutating func add(_ id: TransferID, _ shares: [Share], _ labels: LabelTable) {
    guard shares.contains(where: { labels.claim($0.label) != nil }) else { return }
    let transfer = ledger.transfer(id)
    let rate = Fraction(transfer.received.minorUnits) / Fraction(max(1, transfer.sent.minorUnits))
    for share in shares {
      guard let claim = labels.claim(share.label) else { continue }
      if claim != id {
        change(transfer.payer.id, transfer.sent.currency, claim) { $0.forwarded += share.amount }
      }
      change(transfer.beneficiary.id, transfer.received.currency, claim) {
        if $0.forwarded.signum > 0 { $0.mayBeCircular = true }
        $0.received += share.amount * rate
      }
    }
  }

  private mutating func change(
    _ account: AccountID, _ currency: Currency, _ claim: TransferID,
    _ body: (inout AccountPassage) -> Void
  ) {
    let victim = ledger.transfer(claim).payer.id
    let key = Key(account: account, currency: currency, victim: victim)
    body(
      &found[key, default: AccountPassage(account: account, currency: currency, victim: victim)])
  }

  /// With what is held at the end: by account key, currency and victim.
  func including(_ holdings: [Holding]) -> [AccountPassage] {
    var table = self
    for holding in holdings {
      guard case .claim(let claim) = holding.origin else { continue }
      switch holding.place {
      case .account(let account):
        table.change(account, holding.currency, claim) { $0.held += holding.amount }
      case .bank(let account):
        table.change(account, holding.currency, claim) { $0.absorbed += holding.amount }
      case .fees: break
      }
    }
    let ranks = ledger.keyRanks
    return table.found.values.sorted { left, right in
      if left.account != right.account {
        return ranks[left.account.position] < ranks[right.account.position]
      }
      if left.currency != right.currency { return left.currency < right.currency }
      return ranks[left.victim.position] < ranks[right.victim.position]
    }
  }
}
