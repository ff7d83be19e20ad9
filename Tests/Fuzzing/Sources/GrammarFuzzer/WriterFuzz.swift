import Foundation
import FundTracing
import PaymentGraph
import Reports
import TestSupport

/// Hostile names change nothing but themselves, in text, CSV, JSON, SVG, HTML and DOT.
enum WriterFuzz {
  static func run(_ random: inout SplitMix64) throws {
    let view = HostileLedger.make(&random, hostileNames: true).whole
    let sources = try AccountSelector.role(.victim).accounts(in: view).map { Source(account: $0) }
    let rules = WalkRules(pooling: .asOrdinary)
    let sinks = try view.sharedSinks(of: sources, minimumVictims: 1, rules: rules)
    let reach = try view.reach(of: sources, rules: rules)
    let parties = view.ledger.partySuggestions()
    let trace = try view.trace(of: sources, by: .rule(.fifo))
    for format in AnswerFormat.allCases {
      try check(SinksReport(sinks).text(format, style: .plain), format)
      try check(ReachReport(reach).text(format, style: .plain), format)
      try check(PartiesReport(parties, in: view.ledger).text(format, style: .plain), format)
      try check(TraceReport(trace, schedule: .summary).text(format, style: .plain), format)
    }
    var options = DiagramOptions(
      title: HostileText.text(&random), exhibit: HostileText.text(&random))
    options.mask = DiagramMask.allCases.randomElement(using: &random) ?? .none
    let picture: RenderedDiagram
    do {
      picture = try FlowDiagram(view, options: options).picture()
    } catch { return }
    for form in [OutputFormat.svg, .html] {
      let bytes: [UInt8]
      do { bytes = try picture.file(form) } catch { continue }
      try FuzzFault.unless(!holds(bytes, HostileText.tag), "markup of a name in \(form)")
      if form == .html {
        try FuzzFault.unless(
          count(bytes, "</script") == count(bytes, "<script"), "a script ends early")
        try FuzzFault.unless(!holds(bytes, "<!--z"), "a comment of a name")
      }
    }
  }

  private static func check(_ text: String, _ format: AnswerFormat) throws {
    let scalars = Array(text.unicodeScalars)
    switch format {
    case .json:
      do {
        _ = try JSONSerialization.jsonObject(with: Data(text.utf8), options: [.fragmentsAllowed])
      } catch {
        throw FuzzFault(message: "no JSON: \(text.prefix(400))")
      }
    case .csv:
      let rows = cells(Array(text.utf8))
      try FuzzFault.unless(
        Set(rows.map(\.count)).count <= 1, "rows of other widths: \(text.prefix(600))")
      for cell in rows.joined() {
        let isNumber = Double(cell) != nil || cell.first == "-" && cell.count == 1
        try FuzzFault.unless(
          isNumber
            || !["=", "+", "@", "\t", "\r"].contains(
              cell.unicodeScalars.first.map(String.init) ?? ""),
          "a formula: \(cell.prefix(80))")
      }
    case .text:
      for scalar in scalars where scalar != "\n" {
        try FuzzFault.unless(
          scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value)
            && !(0x202A...0x202E).contains(scalar.value)
            && !(0x2066...0x2069).contains(scalar.value),
          "U+\(String(scalar.value, radix: 16)) in text")
      }
    }
  }

  private static func cells(_ bytes: [UInt8]) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      if byte == 0x22 {
        if isQuoted, at < bytes.count, bytes[at] == 0x22 {
          cell.append(byte)
          at += 1
        } else {
          isQuoted.toggle()
        }
      } else if byte == 0x2C, !isQuoted {
        row.append(String(decoding: cell, as: UTF8.self))
        cell = []
      } else if byte == 0x0A, !isQuoted {
        rows.append(row + [String(decoding: cell, as: UTF8.self)])
        (row, cell) = ([], [])
      } else {
        cell.append(byte)
      }
    }
    return rows
  }

  private static func holds(_ bytes: [UInt8], _ text: String) -> Bool { count(bytes, text) > 0 }

  private static func count(_ bytes: [UInt8], _ text: String) -> Int {
    let wanted = Array(text.utf8)
    return bytes.indices.count { bytes[$0] == wanted[0] && bytes[$0...].starts(with: wanted) }
  }
}
