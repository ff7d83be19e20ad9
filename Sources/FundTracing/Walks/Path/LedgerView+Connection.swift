public import PaymentGraph

/// The fewest payments that join two accounts, each paid by the account that the one before paid, whatever their times.
///
/// It is no walk of money: a payment may be earlier than the one before it.
public struct Connection: Sendable {
  /// The transfers in scope.
  public let scope: LedgerView
  /// The rules; their ties and waits have no part in it.
  public let rules: WalkRules
  /// The account of the first payer.
  public let from: AccountID
  /// The account of the last payee.
  public let to: AccountID
  /// The payments from the first account on; nil where none join the two.
  public let transfers: [TransferID]?
  /// The links by which they pass pooled accounts.
  public let links: [Link]
  /// The grade of the worst link; A where none is needed, D where a pooled account is passed without one.
  public let grade: Grade
  /// True where more payments than the limit allows might join the two.
  public let wasCut: Bool

  /// True where no payment is earlier in the ledger's order than the one before it.
  public var isInOrder: Bool {
    guard let transfers else { return false }
    return zip(transfers, transfers.dropFirst()).allSatisfy { $0 < $1 }
  }
}

extension LedgerView {
  /// Finds the fewest payments that join two accounts, whatever their times: the shortest path of the graph.
  ///
  /// Pooled accounts are passed as the rules say: along links, or as ordinary accounts.
  ///
  /// ```swift
  /// let connection = try ledger.whole.connection(from: anna, to: villa)
  /// print(connection.transfers?.count ?? 0, connection.isInOrder)
  /// ```
  ///
  /// - Parameters:
  ///   - from: the account of the first payer.
  ///   - to: the account of the last payee; with the same account, the question is whether payments lead back.
  ///   - rules: the limit of payments, and the treatment of pooled accounts.
  /// - Throws: ``FundTracingError`` where the question cannot be asked.
  /// - Complexity: O(*t*) for *t* transfers, apart from the search of links at pooled accounts.
  public func connection(
    from: AccountID, to: AccountID, rules: WalkRules = WalkRules()
  ) throws(FundTracingError) -> Connection {
    for account in [from, to] where account.position >= ledger.accountCount {
      throw .unknownAccount(account)
    }
    let limit = rules.maximumHops ?? .max
    guard limit > 0 else { throw .hopLimitTooSmall(limit) }
    let isOrdinary = rules.pooling == .asOrdinary
    var payouts: [Int: [Link]] = [:]
    for link in isOrdinary ? [] : try linksAtPooledAccounts(rules) {
      payouts[link.inbound.position, default: []].append(link)
    }
    let columns = ledger.columns
    var before: [Int: Int] = [:]
    var linkOf: [Int: Link] = [:]
    var isExpanded: Set<Int> = []
    var frontier: [Int] = []
    for number in ledger.outgoing[from.position] where contains(Int(number)) {
      before[Int(number)] = -1
      frontier.append(Int(number))
    }
    if isOrdinary || !ledger.pooled[from.position] { isExpanded.insert(from.position) }
    var (hops, wasCut) = (1, false)
    while !frontier.isEmpty {
      if let last = frontier.first(where: { Int(columns.beneficiary[$0]) == to.position }) {
        return connection(from: from, to: to, rules, ending: last, before: before, links: linkOf)
      }
      guard hops < limit else {
        wasCut = true
        break
      }
      var next: [Int] = []
      for transfer in frontier {
        let account = Int(columns.beneficiary[transfer])
        if ledger.pooled[account], !isOrdinary {
          for link in payouts[transfer] ?? []
          where contains(link.outbound.position) && before[link.outbound.position] == nil {
            before[link.outbound.position] = transfer
            linkOf[link.outbound.position] = link
            next.append(link.outbound.position)
          }
        } else if isExpanded.insert(account).inserted {
          for number in ledger.outgoing[account]
          where contains(Int(number)) && before[Int(number)] == nil {
            before[Int(number)] = transfer
            next.append(Int(number))
          }
        }
      }
      frontier = next.sorted()
      hops += 1
    }
    return Connection(
      scope: self, rules: rules, from: from, to: to, transfers: nil, links: [], grade: .a,
      wasCut: wasCut)
  }

  private func connection(
    from: AccountID, to: AccountID, _ rules: WalkRules, ending last: Int, before: [Int: Int],
    links: [Int: Link]
  ) -> Connection {
    var way: [Int] = []
    var one = last
    while one >= 0 {
      way.append(one)
      one = before[one] ?? -1
    }
    way.reverse()
    let used = way.compactMap { links[$0] }
    let passesPooled = way.dropFirst().contains {
      ledger.pooled[Int(ledger.columns.payer[$0])] && links[$0] == nil
    }
    return Connection(
      scope: self, rules: rules, from: from, to: to, transfers: way.map { TransferID($0) },
      links: used, grade: passesPooled ? .d : used.map(\.grade).max() ?? .a, wasCut: false)
  }
}
