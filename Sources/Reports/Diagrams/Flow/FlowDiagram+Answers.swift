public import FundTracing
public import PaymentGraph

extension SharedSinks {
  /// Draws how the victims' money came to the shared accounts.
  ///
  /// The picture holds every transfer on a walk from the sources to the shown accounts, the links at pooled accounts, and
  /// the receipts that no link passes on. Where pooled accounts count as ordinary ones, no link is needed and nothing
  /// stops.
  ///
  /// ```swift
  /// let victims = [Source(account: anna), Source(account: bela)]
  /// let answer = try ledger.whole.sharedSinks(of: victims)
  /// let picture = try answer.flowDiagram(of: victims, atMost: 5).picture()
  /// let svg = try picture.file(.svg)
  /// ```
  ///
  /// - Parameters:
  ///   - sources: the sources of the question.
  ///   - accounts: the shared accounts to show; nil for the first of the answer.
  ///   - limit: the number to show where no accounts are given.
  ///   - losses: the sources with all their claims, where the question followed some of them only; nil for the sources.
  ///   - options: masks, title and the like.
  /// - Throws: ``FundTracingError`` where a source or an account is not in the ledger.
  /// - Complexity: O(*v* + *e*) for *v* transfers and *e* steps on walks, and the layout of the picture.
  public func flowDiagram(
    of sources: [Source], showing accounts: [AccountID]? = nil, atMost limit: Int = 10,
    losses: [Source]? = nil, options: DiagramOptions = DiagramOptions()
  ) throws(FundTracingError) -> FlowDiagram {
    let shown = choosing(accounts, atMost: limit)
    let flow = try scope.flow(from: sources, to: shown.map(\.account), rules: rules)
    var stopped: [TransferID] = []
    if case .links(let minimum) = rules.pooling {
      stopped = scope.stoppedReceipts(
        of: sources, minimumGrade: minimum, settings: rules.matching)
    }
    return FlowDiagram(
      self, shown: shown, flow: flow, stopped: stopped, sources: losses ?? sources,
      options: options)
  }
}

extension Reach {
  /// Draws how the sources' money came to all that it reached.
  ///
  /// ```swift
  /// let sources = [Source(account: anna)]
  /// let reach = try ledger.whole.reach(of: sources)
  /// let diagram = try reach.flowDiagram(of: sources)
  /// ```
  ///
  /// - Throws: ``FundTracingError`` where a source is not in the ledger.
  public func flowDiagram(
    of sources: [Source], options: DiagramOptions = DiagramOptions()
  ) throws(FundTracingError) -> FlowDiagram {
    let flow = try scope.flow(from: sources, to: accounts.map(\.account), rules: rules)
    return FlowDiagram(self, flow: flow, sources: sources, options: options)
  }
}

extension Origins {
  /// Draws how money came to the target accounts from all accounts whose money can have come there.
  ///
  /// ```swift
  /// let origins = try ledger.whole.origins(of: [villa])
  /// let diagram = try origins.flowDiagram()
  /// ```
  ///
  /// - Throws: ``FundTracingError`` where an account is not in the ledger.
  public func flowDiagram(
    options: DiagramOptions = DiagramOptions()
  ) throws(FundTracingError) -> FlowDiagram {
    let flow = try scope.flow(
      from: accounts.map { Source(account: $0.account) }, to: targets, rules: rules)
    return FlowDiagram(self, flow: flow, options: options)
  }
}
