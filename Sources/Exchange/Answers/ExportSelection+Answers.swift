public import FundTracing
internal import PaymentGraph
internal import Reports

extension ExportSelection {
  /// Creates the selection of shared sinks: the transfers that bring the victims' money to them.
  ///
  /// - Parameter sources: the victims with their claims, as the question had them.
  /// - Throws: ``FundTracingError`` where the flow cannot be asked for.
  public init(_ answer: SharedSinks, of sources: [Source]) throws(FundTracingError) {
    let flow = try answer.scope.flow(
      from: sources, to: Array(answer.sinks.accounts), rules: answer.rules)
    var accounts: [AccountID: AccountFigures] = [:]
    for victim in answer.victims { accounts[victim, default: AccountFigures()].part = "victim" }
    for sink in answer.sinks {
      var figures = AccountFigures()
      figures.part = "sink"
      figures.victims = sink.victims.count
      figures.hops = sink.hops
      figures.grade = sink.grade.letter
      figures.finding = sink.finding.rawValue
      accounts[sink.account] = figures
    }
    self.init(
      transfers: flow.transfers, accounts: accounts, notes: answer.notes.map(\.text))
  }

  /// Creates the selection of a reach.
  public init(_ answer: Reach) {
    var accounts: [AccountID: AccountFigures] = [:]
    for source in answer.sources { accounts[source, default: AccountFigures()].part = "source" }
    for reached in answer.accounts {
      accounts[reached.account] = ExportSelection.figures(
        "reached", reached.hops, grade: reached.grade, finding: reached.finding)
    }
    self.init(
      transfers: answer.transfers, accounts: accounts, notes: answer.notes.map(\.text))
  }

  /// Creates the selection of origins.
  public init(_ answer: Origins) {
    var accounts: [AccountID: AccountFigures] = [:]
    for target in answer.targets { accounts[target, default: AccountFigures()].part = "target" }
    for origin in answer.accounts {
      accounts[origin.account] = ExportSelection.figures(
        "origin", origin.hops, grade: origin.grade, finding: origin.finding)
    }
    self.init(
      transfers: answer.transfers, accounts: accounts, notes: answer.notes.map(\.text))
  }

  private static func figures(
    _ part: String, _ hops: Int, grade: Grade, finding: Finding
  ) -> AccountFigures {
    var figures = AccountFigures()
    figures.part = part
    figures.hops = hops
    figures.grade = grade.letter
    figures.finding = finding.rawValue
    return figures
  }

  /// Creates the selection of the walks between two accounts.
  public init(_ answer: WalkAnswer) {
    var accounts: [AccountID: AccountFigures] = [:]
    accounts[answer.from, default: AccountFigures()].part = "start"
    accounts[answer.to, default: AccountFigures()].part = "end"
    accounts[answer.to]?.finding = answer.finding.rawValue
    accounts[answer.to]?.grade = answer.shortest?.grade.letter
    accounts[answer.to]?.hops = answer.shortest?.hops
    let walks = [answer.shortest, answer.earliest].compactMap { $0 }
    self.init(
      transfers: walks.flatMap(\.transfers), accounts: accounts, notes: answer.notes.map(\.text))
  }

  /// Creates the selection of the links at pooled accounts, of a grade or a stronger one.
  public init(_ answer: HubMatches, minimumGrade: Grade) {
    var accounts: [AccountID: AccountFigures] = [:]
    var transfers: [TransferID] = []
    for hub in answer.hubs {
      accounts[hub.hub, default: AccountFigures()].part = "pooled"
      for finding in hub.findings where finding.link.grade <= minimumGrade {
        transfers += [finding.link.inbound, finding.link.outbound]
      }
    }
    self.init(transfers: transfers, accounts: accounts, notes: answer.notes.map(\.text))
  }

  /// Creates the selection of a trace: the transfers that carry claimed money, with the exact part of it, and the
  /// accounts with all that is held there in the end.
  public init(_ answer: Tracing) {
    let ledger = answer.scope.ledger
    var figures: [TransferID: TransferFigures] = [:]
    for traced in answer.transfers {
      let claimed = traced.parts.filter { $0.origin.isClaim }
      guard !claimed.isEmpty else { continue }
      let currency = ledger.transfer(traced.transfer).sent.currency
      let amount = claimed.dropFirst().reduce(claimed[0].amount) { $0 + $1.amount }
      figures[traced.transfer] = TransferFigures(
        exact: ExportSelection.text(amount, currency))
    }
    var held: [AccountID: [(prefix: String, currency: Currency, amount: Fraction)]] = [:]
    func add(_ amount: Fraction, _ currency: Currency, at account: AccountID, prefix: String) {
      let place = held[account]?.firstIndex { $0.prefix == prefix && $0.currency == currency }
      if let place {
        held[account]?[place].amount += amount
      } else {
        held[account, default: []].append((prefix, currency, amount))
      }
    }
    for holding in answer.holdings where holding.origin.isClaim {
      add(
        holding.amount, holding.currency, at: holding.place.account,
        prefix: ExportSelection.prefix(holding.place))
    }
    for figure in answer.figures {
      if let account = figure.account {
        add(figure.amount, figure.currency, at: account, prefix: "")
      }
    }
    var accounts: [AccountID: AccountFigures] = [:]
    for victim in answer.victims { accounts[victim, default: AccountFigures()].part = "victim" }
    for (account, sums) in held {
      accounts[account, default: AccountFigures()].exact = sums.map {
        $0.prefix + ExportSelection.text($0.amount, $0.currency)
      }.joined(separator: " + ")
      if accounts[account]?.part == nil { accounts[account]?.part = "holder of claimed money" }
    }
    self.init(
      transfers: Array(figures.keys) + answer.claims, accounts: accounts, figures: figures,
      notes: answer.notes.map(\.text))
  }

  private static func text(_ amount: Fraction, _ currency: Currency) -> String {
    "\(AmountText.exact(amount, currency)) \(currency.code)"
  }

  private static func prefix(_ place: Holding.Place) -> String {
    switch place {
    case .account: ""
    case .bank: "with its bank "
    case .fees: "in fees "
    case .onItsWay: "on its way there "
    case .unseen: "left by payments that no record shows "
    }
  }
}

extension TransferFigures {
  init(exact: String) {
    self.init()
    self.exact = exact
  }
}
