internal import Reports

extension Inquiry {
  /// `draw flow`: the payments from victims to the accounts that they share, as cards or tables.
  public struct Flow: Hashable, Sendable {
    /// The payments that are drawn.
    public var payments = Payments()
    /// The accounts that are never folded.
    public var folding = Folding()
    /// The transfers that count.
    public var scope = Scope()
    /// The texts beside the money, and what is hidden.
    public var look = Look()

    /// Creates the question with the defaults of the command line.
    public init() {}
  }

  /// `draw sankey`: the flow added up, in bands as wide as the amounts.
  public struct Sankey: Hashable, Sendable {
    /// The rates by which amounts are added up in one panel.
    public var rates = Rates()
    /// The payments that are drawn.
    public var payments = Payments()
    /// The accounts that are never folded.
    public var folding = Folding()
    /// The transfers that count.
    public var scope = Scope()
    /// The texts beside the money, and what is hidden.
    public var look = Look()

    /// Creates the question with the defaults of the command line.
    public init() {}
  }

  /// `draw timeline`: the payments of a flow between lanes, with time to the right.
  public struct Timeline: Hashable, Sendable {
    /// The payments that are drawn.
    public var payments = Payments()
    /// The accounts that are never folded.
    public var folding = Folding()
    /// The transfers that count.
    public var scope = Scope()
    /// The texts beside the money, and what is hidden.
    public var look = Look()

    /// Creates the question with the defaults of the command line.
    public init() {}
  }
}

extension Inquiry.Flow: PictureQuestion {
  package static let words = ["draw", "flow"]

  package static let fields: [InquiryField<Self>] =
    Inquiry.Payments.fields.map { $0.within(\.payments) }
    + Inquiry.Folding.fields.map { $0.within(\.folding) }
    + Inquiry.Scope.fields.map { $0.within(\.scope) }
    + Inquiry.Look.fields.map { $0.within(\.look) }

  package var inquiry: Inquiry { .flow(self) }

  package func check() throws(InquiryError) {
    try payments.check()
    try look.check()
  }

  package func answer(in asking: Asking) throws(InquiryError) -> InquiryAnswer {
    let diagram = try payments.diagram(asking, in: scope, folding: folding, look: look)
    return try asking.draw(look) { () throws(DiagramError) in try diagram.picture() }
  }
}

extension Inquiry.Sankey: PictureQuestion {
  package static let words = ["draw", "sankey"]

  package static let fields: [InquiryField<Self>] =
    Inquiry.Rates.fields.map { $0.within(\.rates) }
    + Inquiry.Payments.fields.map { $0.within(\.payments) }
    + Inquiry.Folding.fields.map { $0.within(\.folding) }
    + Inquiry.Scope.fields.map { $0.within(\.scope) }
    + Inquiry.Look.fields.map { $0.within(\.look) }

  package var inquiry: Inquiry { .sankey(self) }

  package func check() throws(InquiryError) {
    try rates.check()
    try payments.check()
    try look.check()
  }

  package func answer(in asking: Asking) throws(InquiryError) -> InquiryAnswer {
    let diagram = try payments.diagram(asking, in: scope, folding: folding, look: look)
    let daily = try rates.daily(asking.basis)
    return try asking.draw(look) { () throws(DiagramError) in
      try SankeyDiagram(diagram, rates: daily).picture()
    }
  }
}

extension Inquiry.Timeline: PictureQuestion {
  package static let words = ["draw", "timeline"]

  package static let fields: [InquiryField<Self>] =
    Inquiry.Payments.fields.map { $0.within(\.payments) }
    + Inquiry.Folding.fields.map { $0.within(\.folding) }
    + Inquiry.Scope.fields.map { $0.within(\.scope) }
    + Inquiry.Look.fields.map { $0.within(\.look) }

  package var inquiry: Inquiry { .timeline(self) }

  package func check() throws(InquiryError) {
    try payments.check()
    try look.check()
  }

  package func answer(in asking: Asking) throws(InquiryError) -> InquiryAnswer {
    let diagram = try payments.diagram(asking, in: scope, folding: folding, look: look)
    return try asking.draw(look) { () throws(DiagramError) in
      try TimelineDiagram(diagram).picture()
    }
  }
}
