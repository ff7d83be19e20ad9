internal import FundTracing
public import Patterns
internal import PaymentGraph

/// The payments of one row of a screening: chains and circles with time to the right, all other patterns as a flow.
public struct PatternDiagram: Sendable {
  private let flow: FlowDiagram
  private let isInTime: Bool

  /// Creates the diagram of a row of an answer.
  ///
  /// - Parameter number: the row, counted from 1; it must be one of the answer.
  public init(
    _ answer: PatternAnswer, row number: Int, options: DiagramOptions = DiagramOptions()
  ) {
    let row = answer.rows[number - 1]
    isInTime =
      switch row.shape {
      case .loop, .chain: true
      default: false
      }
    flow = FlowDiagram(row, number: number, in: answer, options: options)
  }

  /// Draws the diagram in all its forms.
  ///
  /// - Throws: ``DiagramError`` where it cannot be drawn.
  public func picture() throws(DiagramError) -> RenderedDiagram {
    isInTime ? try TimelineDiagram(flow).picture() : try flow.picture()
  }
}

extension FlowDiagram {
  /// Creates the flow of the payments of one row.
  fileprivate init(
    _ row: PatternRow, number: Int, in answer: PatternAnswer, options: DiagramOptions
  ) {
    let ledger = answer.scope.ledger
    let transfers = Set(row.transfers + row.onward + row.receipts).sorted()
    var input = FlowInput(ledger: ledger, transfers: transfers)
    // Money that goes round has no beginning but that of the row.
    switch row.shape {
    case .loop(let accounts, _, _), .chain(let accounts, closes: true):
      input.sources = Set(accounts.prefix(1))
    default: break
    }
    input.takeLinks(of: answer.scope)
    input.warn(of: answer.settings.rules.pooling)
    input.sourceNoun = "payer"
    let size = PatternRowFields(row: row, ledger: ledger).size
    self.init(
      input: input,
      title: options.title ?? "Row \(number) of a screening: \(row.pattern.rawValue), \(size)",
      notes: FlowDiagram.notes(row, in: answer), options: options)
  }

  private static func notes(_ row: PatternRow, in answer: PatternAnswer) -> [String] {
    let definition = row.pattern.definition
    var notes = ["\(row.pattern.rawValue): \(definition)."]
    if let q = row.q {
      notes.append(
        "q \(DecimalText.scientific(q)): the expected share of chance findings among rows with this score or a better one. "
          + "A row that chance does not explain need not be a crime.")
    } else {
      notes.append("How likely chance would give such a row is not measured.")
    }
    return notes
  }
}
