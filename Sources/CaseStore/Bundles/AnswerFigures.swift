internal import Foundation

/// A figure of an answer on record, and the rows that it rests on.
public struct CitedFigure: Hashable, Sendable {
  /// A row, as answers cite it.
  public struct Row: Hashable, Comparable, Sendable {
    /// The file's name.
    public let file: String
    /// The file's SHA-256.
    public let digest: String
    /// The line on which the row begins.
    public let line: Int
    /// The first byte of the row.
    public let firstByte: Int
    /// The last byte of the row.
    public let lastByte: Int

    /// The row as one text: `file:line:first-last`.
    public var text: String { "\(file):\(line):\(firstByte)-\(lastByte)" }

    /// Compares files, then bytes.
    public static func < (left: Row, right: Row) -> Bool {
      (Spelling(left.file), left.firstByte) < (Spelling(right.file), right.firstByte)
    }
  }

  /// The account that the figure is of.
  public let account: String
  /// The person whose claim it is; empty where it is of all.
  public let claim: String
  /// The amount.
  public let amount: String
  /// The currency.
  public let currency: String
  /// The exact fraction; empty where the amount is exact.
  public let exact: String
  /// The rule; empty where none was applied.
  public let rule: String
  /// The grade of the weakest link; empty where the answer has none.
  public let grade: String
  /// The rows, in the order of files and bytes.
  public fileprivate(set) var rows: [Row]
}

/// The figures of answers in JSON, with the rows that explain them.
public enum AnswerFigures {
  private typealias Object = [String: Any]

  private static func object(_ bytes: [UInt8]) -> Object {
    (try? JSONSerialization.jsonObject(with: Data(bytes)) as? Object) ?? [:]
  }

  private static func list(_ value: Any?) -> [Object] { value as? [Object] ?? [] }

  private static func text(_ value: Any?) -> String { value as? String ?? "" }

  /// Returns the accounts whose figures need an explanation: those of `sinks` and of `trace`.
  public static func accounts(of answer: [UInt8]) -> [String] {
    let answer = object(answer)
    let all =
      list(answer["sinks"]).map { text($0["account"]) }
      + list(answer["holdings"]).map { text($0["account"]) }
    return Set(all.map(Spelling.init)).sorted().map(\.text).filter { !$0.isEmpty }
  }

  /// Returns the figures of an answer.
  ///
  /// - Parameter explanations: the answers to `explain` in JSON, by account; for other questions the rows are those that
  ///   stand beside the figures themselves.
  public static func figures(
    of answer: [UInt8], explanations: [String: [UInt8]]
  ) -> [CitedFigure] {
    let answer = object(answer)
    let rule = text((answer["question"] as? Object)?["rule"])
    let explained = explanations.mapValues { object($0) }
    var figures: [CitedFigure] = []
    for sink in list(answer["sinks"]) {
      let account = text(sink["account"])
      let rows = explained[account].map { self.rows(in: $0) } ?? []
      for received in list(sink["received"]) {
        figures.append(
          CitedFigure(
            account: account, claim: "", amount: text(received["amount"]),
            currency: text(received["currency"]), exact: "", rule: "", grade: text(sink["grade"]),
            rows: rows))
      }
    }
    for holding in list(answer["holdings"]) {
      let account = text(holding["account"])
      let same = list(explained[account]?["figures"]).filter {
        text($0["claim"]) == text(holding["claim"])
          && text($0["currency"]) == text(holding["currency"])
      }
      figures.append(
        CitedFigure(
          account: account, claim: text(holding["claim"]), amount: text(holding["amount"]),
          currency: text(holding["currency"]), exact: text(holding["exact"]), rule: rule, grade: "",
          rows: same.flatMap { rows(in: $0) }))
    }
    if figures.isEmpty { figures = cited(in: answer, rule: rule) }
    return figures
  }

  /// Returns the amounts of an answer that stand beside rows: payments, links, walks.
  private static func cited(in answer: Object, rule: String) -> [CitedFigure] {
    var figures: [CitedFigure] = []
    func visit(_ value: Any, grade: String) {
      if let object = value as? Object {
        let here = object["grade"] as? String ?? grade
        let evidence = list(object["evidence"]).compactMap(row)
        if !evidence.isEmpty, let sent = object["sent"] as? Object {
          figures.append(
            CitedFigure(
              account: "\(text(object["from"])) to \(text(object["to"]))", claim: "",
              amount: text(sent["amount"]), currency: text(sent["currency"]), exact: "", rule: rule,
              grade: here, rows: evidence.sorted()))
          return
        }
        for name in object.keys.sorted() where name != "question" {
          if let member = object[name] { visit(member, grade: here) }
        }
      } else if let values = value as? [Any] {
        for value in values { visit(value, grade: grade) }
      }
    }
    visit(answer, grade: "")
    var seen: Set<CitedFigure> = []
    return figures.filter { seen.insert($0).inserted }
  }

  private static func rows(in object: Object) -> [CitedFigure.Row] {
    var found: Set<CitedFigure.Row> = []
    func visit(_ value: Any) {
      if let object = value as? Object {
        if let row = row(object) { found.insert(row) }
        for (name, member) in object where name != "question" { visit(member) }
      } else if let values = value as? [Any] {
        for value in values { visit(value) }
      }
    }
    visit(object)
    return found.sorted()
  }

  private static func row(_ object: Object) -> CitedFigure.Row? {
    guard let file = object["file"] as? String, let digest = object["sha256"] as? String,
      let line = object["line"] as? NSNumber, let first = object["byteFirst"] as? NSNumber,
      let last = object["byteLast"] as? NSNumber
    else { return nil }
    return CitedFigure.Row(
      file: file, digest: digest, line: line.intValue, firstByte: first.intValue,
      lastByte: last.intValue)
  }
}
