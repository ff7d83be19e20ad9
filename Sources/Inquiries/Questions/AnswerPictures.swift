internal import Compromise
internal import Patterns
internal import Reports

extension Inquiry {
  /// `draw pattern`: the payments of one row of a screening.
  public struct PatternPicture: Hashable, Sendable {
    /// The screening, and the number of the row.
    public var patterns = Patterns()
    /// The texts beside the money, and what is hidden.
    public var look = Look()

    /// Creates the question with the defaults of the command line; it needs the number of a row.
    public init() {}
  }

  /// `draw compromise`: the lists behind the contacts as bars, and the contacts along the best order.
  public struct CompromisePicture: Hashable, Sendable {
    /// The question on how victims were chosen.
    public var compromise = Compromise()
    /// The texts beside the figures, and what is hidden.
    public var look = Look()

    /// Creates the question with the defaults of the command line.
    public init() { compromise.top = 12 }
  }
}

extension Inquiry.PatternPicture: PictureQuestion {
  package static let words = ["draw", "pattern"]

  package static let fields: [InquiryField<Self>] =
    Inquiry.Patterns.fields.filter { $0.name != "top" }.map { $0.within(\.patterns) }
    + Inquiry.Look.fields.map { $0.within(\.look) }

  package var inquiry: Inquiry { .patternPicture(self) }

  package func check() throws(InquiryError) {
    try patterns.check()
    try look.check()
    guard let row = patterns.row, row > 0 else {
      throw .contradiction("--row takes the number of a row of patterns, from 1")
    }
  }

  package func answer(in asking: Asking) throws(InquiryError) -> InquiryAnswer {
    let (answer, number) = try patterns.chosenRow(asking)
    let diagram = PatternDiagram(
      answer, row: number, options: look.options(asking.basis, in: answer.scope))
    return try asking.draw(look) { () throws(DiagramError) in try diagram.picture() }
  }
}

extension Inquiry.CompromisePicture: PictureQuestion {
  package static let words = ["draw", "compromise"]
  /// The question itself has the name `compromise`.
  package static let name = "compromise-picture"

  package static let fields: [InquiryField<Self>] =
    Inquiry.Compromise.fields.filter { !["top", "list", "victim"].contains($0.name) }
    .map { $0.within(\.compromise) }
    + [.integer("top", \.compromise.top, default: 12)]
    + Inquiry.Look.fields.map { $0.within(\.look) }

  package var inquiry: Inquiry { .compromisePicture(self) }

  package func check() throws(InquiryError) {
    try compromise.check()
    try look.check()
    if compromise.top < 1 { throw .contradiction("--top takes a number of 1 or more") }
  }

  package func answer(in asking: Asking) throws(InquiryError) -> InquiryAnswer {
    let answer = try compromise.compared(asking)
    let diagram = CompromiseDiagram(
      answer, top: compromise.top, options: look.options(asking.basis, in: answer.scope))
    return try asking.draw(look) { () throws(DiagramError) in try diagram.picture() }
  }
}
