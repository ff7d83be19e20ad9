internal import FundTracing
public import Patterns
internal import PaymentGraph

/// The payments behind one row of a screening, each with the file and the line that show it.
public struct PatternEvidence: Sendable {
  private let row: PatternRow
  private let number: Int
  private let ledger: Ledger

  /// A payment of the row.
  private struct Step: Sendable {
    let transfer: Transfer
    /// The part of the row that it belongs to: `in`, `out`, `receipt`.
    let part: String
  }

  /// Creates the evidence of a row; nil where the answer has no row of that number, counted from 1.
  public init?(_ answer: PatternAnswer, row number: Int) {
    guard answer.rows.indices.contains(number - 1) else { return nil }
    row = answer.rows[number - 1]
    self.number = number
    ledger = answer.scope.ledger
  }

  private var steps: [Step] {
    let names: (first: String, second: String) =
      switch row.shape {
      case .turn, .pairs: ("in", "out")
      case .spread, .stack: ("out of source", "into sink")
      default: ("", "")
      }
    return row.transfers.map { Step(transfer: ledger.transfer($0), part: names.first) }
      + row.onward.map { Step(transfer: ledger.transfer($0), part: names.second) }
      + row.receipts.map {
        Step(transfer: ledger.transfer($0), part: "receipt of a pooled account")
      }
  }

  private var fields: FieldTable<Step> {
    FieldTable([
      .text("part", column: .left("part")) { $0.part },
      .text("transfer", column: .left("payment")) {
        $0.transfer.name
      },
      .time("time", column: .left("time"), unknown: "no time") { $0.transfer.time },
      .key("from", column: .left("from")) { $0.transfer.payer },
      .key("to", column: .left("to")) { $0.transfer.beneficiary },
      .word("amount", column: .right("amount")) { $0.transfer.sent.decimalText }
        .showing { $0.transfer.sent.description },
      .word("currency") { $0.transfer.sent.currency.code },
      .text("row", column: .left("row")) {
        $0.transfer.evidence.map(\.description).joined(separator: ", ")
      },
    ])
  }

  /// Writes the evidence in a format.
  public func text(_ format: AnswerFormat, style: TextStyle) -> String {
    let about = PatternRowFields(row: row, ledger: ledger)
    let head =
      "row \(number): \(row.pattern.rawValue), \(about.who), \(about.size), \(about.amounts)"
    let lines =
      [style.head(TerminalText.safe(head)), row.pattern.definition, ""]
      + fields.lines(steps, style: style)
    return format.choose(
      text: style.page(lines),
      json: JSONValue.object([("row", about.json), ("payments", fields.json(steps))]).text,
      csv: fields.csv(steps))
  }
}
