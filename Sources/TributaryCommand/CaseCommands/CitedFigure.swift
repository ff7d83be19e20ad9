internal import CaseStore
internal import PaymentGraph
internal import Reports

/// A figure of an answer on record, and the payments that it rests on.
struct CitedFigure: Hashable {
  /// The part that a payment plays in a figure.
  enum Part: String, CaseIterable {
    /// The amounts of all these payments add up to the figure.
    case addsUp = "adds up"
    /// The payment is a step of the walk that shows how a victim's money came.
    case walk
    /// The payment is a step of a further walk; without it some payment that adds up might not count.
    case otherWalk = "other walk"
    /// The payment carried a part of the figure, as the rule divides it.
    case carried
    /// The payment gives back one of the others; figures are gross, so it is not taken off.
    case givesBack = "gives back"
    /// The payment stands beside the figure in the answer.
    case beside

    /// The part in words for readers of the list.
    var definition: String {
      switch self {
      case .addsUp: "the amounts of these payments add up to the figure"
      case .walk: "a step of the one walk that shows how a victim's money came"
      case .otherWalk:
        "a step of a further walk; without it a payment that adds up might not count"
      case .carried: "the payment carried a part of the figure, which the rule divides"
      case .givesBack: "the payment gives back one of the others, and is not taken off the figure"
      case .beside: "the row stands beside the figure in the answer"
      }
    }
  }

  /// A row, as answers cite it.
  struct Row: Hashable, Comparable {
    let file: String
    /// The file's SHA-256 in hexadecimal digits.
    let digest: String
    /// The line on which the row begins.
    let line: Int
    /// The first and the last byte of the row.
    let firstByte: Int, lastByte: Int

    /// The row as one text: `file:line:first-last`.
    var text: String { "\(file):\(line):\(firstByte)-\(lastByte)" }

    static func < (left: Row, right: Row) -> Bool {
      (Spelling(left.file), left.firstByte) < (Spelling(right.file), right.firstByte)
    }
  }

  /// A payment on which the figure rests.
  struct Payment: Hashable {
    let part: Part
    /// The id, or the row, by which every command finds the payment.
    let name: String
    /// The amount that arrived or left, in decimal digits, and its currency; empty where none belongs to the figure.
    let amount: String, currency: String
    /// The rows that show it.
    let rows: [Row]
  }

  /// The meaning of the amount: `received`, `held`, `paid`.
  let kind: String
  /// The account that it is of.
  let account: String
  /// The person whose claim it is; empty where it is of all.
  var claim = ""
  let amount: String
  let currency: String
  /// The exact fraction; empty where the amount is exact.
  var exact = ""
  /// The rule; empty where none was applied.
  var rule = ""
  /// The grade of the weakest link; empty where the answer has none.
  var grade = ""
  /// The payments, by part; within a part in ledger order.
  var payments: [Payment] = []

  /// The heads of ``cells``.
  static let heads = [
    "figure", "account", "claim", "currency", "amount", "exact", "rule", "grade",
  ]
  /// The facts of the figure, under ``heads``.
  var cells: [String] { [kind, account, claim, currency, amount, exact, rule, grade] }
}
