internal import Foundation

/// The amounts of an answer in JSON that stand beside rows: payments, links, walks.
struct CitedRows {
  typealias Object = [String: Any]

  private let answer: Object

  init(_ bytes: [UInt8]) {
    answer = (try? JSONSerialization.jsonObject(with: Data(bytes)) as? Object) ?? [:]
  }

  /// Returns the objects of a list at the top.
  func list(_ name: String) -> [Object] { answer[name] as? [Object] ?? [] }

  func text(_ value: Any?) -> String { value as? String ?? "" }

  /// The figures, each once, in the order of the answer.
  var figures: [CitedFigure] {
    let rule = text((answer["question"] as? Object)?["rule"])
    var figures: [CitedFigure] = []
    func visit(_ value: Any, grade: String) {
      if let object = value as? Object {
        let here = object["grade"] as? String ?? grade
        let rows = (object["evidence"] as? [Object] ?? []).compactMap(row)
        if !rows.isEmpty, let sent = object["sent"] as? Object {
          let (amount, currency) = (text(sent["amount"]), text(sent["currency"]))
          let payment = CitedFigure.Payment(
            part: .beside, name: text(object["id"]), amount: amount, currency: currency,
            rows: rows)
          figures.append(
            CitedFigure(
              kind: "paid", account: "\(text(object["from"])) to \(text(object["to"]))",
              amount: amount, currency: currency, rule: rule, grade: here, payments: [payment]))
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

  private func row(_ object: Object) -> CitedFigure.Row? {
    guard let file = object["file"] as? String, let digest = object["sha256"] as? String,
      let line = object["line"] as? NSNumber, let first = object["byteFirst"] as? NSNumber,
      let last = object["byteLast"] as? NSNumber
    else { return nil }
    return CitedFigure.Row(
      file: file, digest: digest, line: line.intValue, firstByte: first.intValue,
      lastByte: last.intValue)
  }
}
