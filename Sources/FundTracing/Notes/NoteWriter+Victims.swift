internal import PaymentGraph

/// Notes on victims: those who claim nothing, claims that do not count, and walks through victims' accounts.
extension NoteWriter {
  /// Writes the sources that paid nothing in scope.
  mutating func write(sources: [(account: Int, claims: [Int])]) {
    let idle = sources.filter(\.claims.isEmpty)
    guard !idle.isEmpty else { return }
    let names = idle.prefix(5).map { key($0.account) }.joined(separator: ", ")
    let more = idle.count > 5 ? " and \(idle.count - 5) more" : ""
    add(
      .idleSources,
      "\(count(idle.count, "source")) made no claimed payment in scope: \(names)\(more)")
  }

  /// Writes the victims through whose accounts walks go on.
  ///
  /// A walk is an order of payments: it says that money can have taken this way, not that it is not the victim's own.
  /// Accounts with the role of a victim count whether or not they claim a payment.
  mutating func write(
    victimsOnWalks sources: [(account: Int, claims: [Int])], _ isOnWalk: (Int) -> Bool
  ) {
    let ledger = space.view.ledger
    let claims = sources.flatMap(\.claims)
    // Where every account counts that pays, none of them is a victim's.
    guard
      claims.count < space.columns.count
        || sources.allSatisfy({ ledger.account(AccountID($0.account)).role == .victim })
    else { return }
    let isClaim = space.marks(of: claims)
    var isVictim = Array(repeating: false, count: ledger.accountCount)
    for source in sources { isVictim[source.account] = true }
    for account in ledger.accounts(withRole: .victim) { isVictim[account.position] = true }
    writeUnclaimed(of: isVictim, isClaim, isOnWalk)
    writeClaimedTwice(sources, isOnWalk)
  }

  private mutating func writeUnclaimed(
    of isVictim: [Bool], _ isClaim: [Bool], _ isOnWalk: (Int) -> Bool
  ) {
    let (ledger, columns) = (space.view.ledger, space.columns)
    var found: [UInt32: (count: Int, first: Int)] = [:]
    for transfer in 0..<columns.count
    where isVictim[Int(columns.payer[transfer])] && !isClaim[transfer] && isOnWalk(transfer) {
      found[columns.payer[transfer], default: (0, transfer)].count += 1
    }
    let ranks = ledger.keyRanks
    let victims = found.sorted { ranks[Int($0.key)] < ranks[Int($1.key)] }
    guard let first = victims.first else { return }
    add(
      .passesVictims,
      "walks go on through \(AnswerNote.accounts(ofVictims: victims.count)), after money had come there, by "
        + "\(count(victims.reduce(0) { $0 + $1.value.count }, "payment")) that nobody claims, such as "
        + "\(ledger.transfer(TransferID(first.value.first)).nameAndRow) of \(key(Int(first.key))): that may be the victim's own "
        + "money, for which trace takes it")
  }

  /// Writes the claimed payments that left after other victims' money had come: each counts for both.
  private mutating func writeClaimedTwice(
    _ sources: [(account: Int, claims: [Int])], _ isOnWalk: (Int) -> Bool
  ) {
    guard sources.count > 1 else { return }
    let (ledger, columns, order) = (
      space.view.ledger, space.columns, space.view.ledger.recordedOrder
    )
    func isTimeless(_ transfer: Int) -> Bool { columns.precision[transfer] == .unknown }
    var (victims, payments, first) = (0, 0, Int?.none)
    for source in sources {
      let came = ledger.incoming[source.account].map(Int.init).filter {
        columns.payer[$0] != columns.beneficiary[$0] && isOnWalk($0)
      }.map { isTimeless($0) ? .min : order.wideStart($0) }.min()
      guard let came else { continue }
      let later = source.claims.filter {
        isOnWalk($0) && (isTimeless($0) || order.wideEnd($0) > came)
      }
      guard let own = later.first else { continue }
      victims += 1
      payments += later.count
      if first == nil { first = own }
    }
    guard let first else { return }
    let payment = ledger.transfer(TransferID(first))
    add(
      .passesVictims,
      "\(AnswerNote.accounts(ofVictims: victims)) paid \(count(payments, "claimed payment")) after other victims' money had come there, such as "
        + "\(payment.nameAndRow) of \(payment.payer.key): what follows counts for both, and may be the same money"
    )
  }

  /// Writes the payments of sources that no figure counts.
  mutating func write(uncounted: UncountedClaims) {
    for note in uncounted.notes { add(note.code, note.text) }
  }
}

/// The claims of sources that no answer counts: those that a hypothesis leaves out, and payments of an account to itself.
struct UncountedClaims {
  private let ledger: Ledger
  private let hypothesis: String
  private var leftOut: [Int] = []
  private var own: [Int] = []

  /// - Complexity: O(*c*) for *c* claims, and O(*t*) where a hypothesis leaves payments out.
  init(_ sources: [Source], in space: WalkContext) {
    ledger = space.view.ledger
    hypothesis = space.view.leftOut.wordsInLedger(ledger) ?? ""
    let (view, columns) = (space.view, space.columns)
    let whole = view.leftOut.isInLedger ? view.withLeftOut : nil
    for source in sources {
      if let whole {
        let all =
          source.claims?.map(\.position)
          ?? ledger.outgoing[source.account.position].map(Int.init).filter {
            !columns.isOwn($0) && !columns.restoresPayment($0)
          }
        leftOut += all.filter { !view.contains($0) && whole.contains($0) }
      }
      own += (source.claims ?? []).map(\.position).filter { view.contains($0) && columns.isOwn($0) }
    }
    leftOut = Set(leftOut).sorted()
    own = Set(own).sorted()
  }

  var notes: [AnswerNote] {
    var notes: [AnswerNote] = []
    if let first = leftOut.first {
      notes.append(
        AnswerNote(
          code: .claimsNotCounted,
          text:
            "\(words(leftOut)) \(leftOut.count == 1 ? "is" : "are") left out with \(hypothesis), and in no figure, "
            + "the first \(name(first))"))
    }
    if let first = own.first {
      let isOne = own.count == 1
      notes.append(
        AnswerNote(
          code: .claimsNotCounted,
          text:
            "\(words(own)) \(isOne ? "is" : "are") from an account to itself, so "
            + "no figure counts \(isOne ? "it" : "them"), the first \(name(first))"
            + (ledger.accountDecisions.isEmpty
              ? "" : ": a decision that makes payer and payee one account contradicts the claim")))
    }
    return notes
  }

  private func words(_ claims: [Int]) -> String {
    var total = MoneyTotals()
    for claim in claims { total.add(ledger.columns.sentMoney(claim)) }
    return "\(AnswerNote.count(claims.count, "claimed payment")) (\(total))"
  }

  private func name(_ claim: Int) -> String { ledger.transfer(TransferID(claim)).nameAndRow }
}
