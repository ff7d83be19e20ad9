public import Compromise
internal import FundTracing
internal import PaymentGraph

/// The answer on how victims were chosen, as people and programs read it.
public struct CompromiseReport: Sendable {
  private let answer: CompromiseAnswer
  private let top: Int
  private var ledger: Ledger { answer.scope.ledger }

  /// Creates a report; text shows the first `top` lists, JSON and CSV hold all.
  public init(_ answer: CompromiseAnswer, top: Int) {
    self.answer = answer
    self.top = top
  }

  /// Writes the report in a format.
  public func text(_ format: AnswerFormat, style: TextStyle) -> String {
    format.choose(
      text: plain(style), json: CompromiseJSON(answer: answer).value.text,
      csv: CompromiseJSON(answer: answer).csv)
  }

  // MARK: Text

  private func plain(_ style: TextStyle) -> String {
    var lines = [style.head(headline)]
    lines += LeftOutFacts.warnings(answer.scope, style) + [setting, counts]
    lines += listLines(style)
    if let none = answer.noList {
      lines.append("none of the lists asked: \(CompromiseWords.percent(none))")
    }
    if answer.lists.contains(where: { $0.verdict == .oneOf }) {
      lines.append(
        TerminalText.safe(
          "the records cannot tell these apart: \(answer.credibleSet.joined(separator: ", "))"))
    }
    for pair in answer.pairs { lines.append(TerminalText.safe(words(pair))) }
    for row in answer.lists where row.verdict == .supported || row.verdict == .oneOf {
      lines += details(row, style)
    }
    lines += orderLines(style) + areaLines(style)
    lines.append("")
    lines += answer.notes.map { note in
      "\(style.note("note")): \(TerminalText.safe(note.text)) [\(note.code)]"
    }
    lines.append("this answer does not prove:")
    lines += CompromiseAnswer.limits.map { "- \($0)" }
    return style.page(lines)
  }

  private var headline: String {
    let named = answer.lists.filter { $0.verdict == .supported }.map(\.list)
    if !named.isEmpty {
      return TerminalText.safe("supported: \(named.joined(separator: ", "))")
    }
    if answer.lists.contains(where: { $0.verdict == .oneOf }) {
      return "one of \(answer.lists.count { $0.verdict == .oneOf }) lists"
    }
    return "no list is named"
  }

  private var setting: String {
    let victims = answer.victims
    let source =
      answer.reference.source == "controls"
      ? "controls" : "other \(answer.reference.persons == 1 ? "payer" : "payers")"
    var words =
      "\(Plural.text(victims.count, "victim")), \(Plural.grouped(answer.reference.persons)) \(source)"
    if let contacts = victims.contacts {
      words +=
        ", first contacts \(CompromiseWords.day(contacts.lowerBound)) to \(CompromiseWords.day(contacts.upperBound))"
    }
    words +=
      "; payments in the \(WalkRules.words(wait: answer.settings.window)) before first contact"
    if answer.settings.lag > 0 {
      words += ", without the last \(WalkRules.words(wait: answer.settings.lag))"
    }
    if answer.reference.strata > 1 {
      words += "; compared within \(answer.reference.strata) strata"
    }
    return words
  }

  private var counts: String {
    "\(Plural.text(answer.lists.count, "list")) tried, \(answer.testable) of them could be named (corrected for \(answer.kappa))"
  }

  private func listLines(_ style: TextStyle) -> [String] {
    guard !answer.lists.isEmpty else { return [] }
    var table = AlignedTable(
      [
        .left("list"), .right("victims"), .right("others", drops: 1), .right("p (corrected)"),
        .left("share of contacts"), .left("verdict"),
      ], style: style)
    for row in answer.lists.prefix(top) {
      let others =
        row.isStatedRate
        ? "stated" : "\(CompromiseWords.people(row.referenceExposed)) of \(row.reference)"
      table.add([
        row.list, "\(row.exposed) of \(row.victims)", others,
        row.figures.map { DecimalText.scientific($0.pAdjusted) } ?? "-",
        CompromiseWords.share(row),
        CompromiseWords.verdict(row, credible: answer.lists.count { $0.verdict == .oneOf }),
      ])
    }
    var lines = [""] + table.lines
    if answer.lists.count > top {
      lines.append(Plural.leftOut(answer.lists.count - top, "list", of: answer.lists.count))
    }
    return lines
  }

  private func words(_ pair: CompromiseAnswer.Pair) -> String {
    let (one, other) = (pair.firstGivenSecond, pair.secondGivenFirst)
    let figures =
      "p \(DecimalText.scientific(other)) for \(pair.second) given \(pair.first), \(DecimalText.scientific(one)) for \(pair.first) given \(pair.second)"
    if other > 0.05, one <= 0.05 {
      return
        "\(pair.first) explains \(pair.second), and \(pair.second) does not explain \(pair.first): \(figures)"
    }
    if one > 0.05, other <= 0.05 {
      return
        "\(pair.second) explains \(pair.first), and \(pair.first) does not explain \(pair.second): \(figures)"
    }
    if one <= 0.05, other <= 0.05 {
      return "neither of \(pair.first) and \(pair.second) explains the other: \(figures)"
    }
    return "each of \(pair.first) and \(pair.second) explains the other: \(figures)"
  }

  // MARK: One list

  private func details(_ row: CompromiseAnswer.ListRow, _ style: TextStyle) -> [String] {
    var lines = ["", style.head(TerminalText.safe(row.list))]
    if let range = row.figures?.fromList {
      lines.append(
        "\(range.lowerBound) to \(range.upperBound) of the victims came from it, with 95 per cent")
    }
    if row.copies.count == 1, let copy = row.copies.first {
      lines.append(
        "one copy between \(CompromiseWords.day(copy.earliest)) and \(CompromiseWords.day(copy.before)) explains \(copy.victims) victims"
      )
    } else if row.copies.count > 1 {
      lines.append(
        "no single copy explains all; \(row.copies.count) are enough: "
          + row.copies.map {
            "\(CompromiseWords.day($0.earliest)) to \(CompromiseWords.day($0.before)) (\($0.victims))"
          }.joined(separator: ", "))
    }
    if !row.possible.isEmpty {
      lines.append(
        "a single copy stays possible: "
          + row.possible.map {
            "\(CompromiseWords.day($0.lowerBound)) to \(CompromiseWords.day($0.upperBound))"
          }.joined(separator: ", "))
    }
    switch row.dose?.words {
    case "anyPayment"?: lines.append("one payment suffices: every customer was called once")
    case "perPayment"?:
      lines.append("each payment adds to the risk, as at a till or with an insider")
    case _?: lines.append("whether each payment adds to the risk cannot be said")
    case nil: break
    }
    for victim in row.victimsExposed.prefix(top) {
      let rows =
        victim.evidence.flatMap { ledger.transfer($0).evidence.map(\.description) }
        + [victim.citation].compactMap { $0?.description }
      let part = victim.probability.map { ", \(CompromiseWords.percent($0)) from it" } ?? ""
      let shown = rows.prefix(3).joined(separator: ", ")
      let more = rows.count > 3 ? " and \(rows.count - 3) more" : ""
      lines.append(TerminalText.safe("  \(victim.name)\(part): \(shown)\(more)"))
    }
    if row.victimsExposed.count > top {
      lines.append(
        Plural.leftOut(
          row.victimsExposed.count - top, "victim", of: row.victimsExposed.count))
    }
    return lines
  }

  // MARK: Orders and areas

  private func orderLines(_ style: TextStyle) -> [String] {
    var lines: [String] = []
    var seen: Set<String> = []
    for row in answer.orders where seen.insert(row.order).inserted {
      let rows = answer.orders.filter { $0.order == row.order }
      let name = TerminalText.safe(CompromiseWords.order(row.order))
      let least = rows.map(\.pAdjusted).min() ?? 1
      let shown = rows.filter { $0.verdict == .supported }
      if let best = shown.min(by: { $0.pAdjusted < $1.pAdjusted }) {
        let callers = shown.compactMap(\.callers).min().map {
          ", \(Plural.text($0, "caller")) \($0 == 1 ? "is" : "are") enough"
        }
        lines.append(
          "\(name): supported by \(best.test.rawValue) (p \(DecimalText.scientific(best.pAdjusted)) after correction)\(callers ?? "")"
        )
      } else if rows.contains(where: { $0.verdict == .areaOrNumber }) {
        lines.append(
          "\(name): area by area or by number: cannot say which (p \(DecimalText.scientific(least)) after correction)"
        )
      } else if rows.allSatisfy(\.isTooFew) {
        lines.append("\(name): cannot say: too few (\(row.persons) persons)")
      } else {
        lines.append(
          "\(name): not shown (least p \(DecimalText.scientific(least)) after correction, \(row.persons) persons)"
        )
      }
    }
    if !lines.isEmpty, !answer.orders.contains(where: { $0.verdict == .supported }) {
      lines.append(
        "measured with 30 % of victims from elsewhere: one caller who works through a list is found with 12 victims in 50 % of cases, with 20 in 92 %, with 40 in all; three callers with 20 in 55 %, with 40 in 99 %; ten callers with 80 in 51 %; one caller with five restarts with 20 in 94 %; thirty callers never"
      )
    }
    return lines.isEmpty ? [] : [""] + lines
  }

  private func areaLines(_ style: TextStyle) -> [String] {
    guard let areas = answer.areas else { return [] }
    var lines: [String] = []
    if let successive = areas.successive {
      let words = successive.verdict == .supported ? "supported" : "not shown"
      lines.append(
        "one area after the other: \(words) (\(successive.same) neighbours in time share an area, \(DecimalText.short(successive.expected)) expected, p \(DecimalText.scientific(successive.pAdjusted)) after correction)"
      )
    }
    if let scan = areas.scan {
      let words = areas.isConcentrated ? "concentrated" : "not concentrated"
      lines.append(
        TerminalText.safe(
          "areas: \(words); most in \(scan.areas.prefix(5).joined(separator: ", "))\(scan.areas.count > 5 ? " and more" : ""): \(scan.victims) victims, \(DecimalText.short(scan.expected)) expected (p \(DecimalText.scientific(scan.pAdjusted)) after correction)"
        ))
      if areas.isConcentrated {
        lines.append(
          "concentration has other readings: a local list, or the reports of one police force")
      }
    }
    return lines.isEmpty ? [] : [""] + lines
  }
}
