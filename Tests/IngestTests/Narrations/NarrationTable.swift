import Foundation
import PaymentGraph
import Testing

@testable import Ingest

/// The narrations of `fixtures/narrations`, each with what it says: one file for each grammar.
struct NarrationTable {
  struct Row: CustomTestStringConvertible {
    let grammar: String
    let narration: String
    let type: String
    let isOut: Bool
    let kind: String
    let name: String
    let account: String
    let numbers: Set<String>
    let channel: String

    var testDescription: String { "\(grammar): \(narration)" }
  }

  static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "fixtures/narrations")

  static let grammars: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".csv") }.map { String($0.dropLast(4)) }.sorted()
  }()

  static func rows(of grammar: String) throws -> [Row] {
    let text = try String(contentsOf: folder.appending(path: "\(grammar).csv"), encoding: .utf8)
    return records(text).dropFirst().map { cells in
      Row(
        grammar: grammar, narration: cells[0], type: cells[1], isOut: cells[2] == "out",
        kind: cells[3], name: cells[4], account: cells[5],
        numbers: Set(cells[6].split(separator: ";").map(String.init)), channel: cells[7])
    }
  }

  /// Returns the grammar's reading of a row.
  static func reading(_ row: Row) throws -> PartyHint {
    let grammar = try #require(NarrationGrammars.named(row.grammar))
    return NarrationReader(grammar, own: "?:test:own").read(
      [row.narration], type: row.type, isOut: row.isOut)
  }

  static func records(_ text: String) -> [[String]] {
    text.split(separator: "\n").map { line in
      var cells: [String] = [""]
      var isQuoted = false
      for character in line {
        if character == "\"" {
          isQuoted.toggle()
        } else if character == ",", !isQuoted {
          cells.append("")
        } else {
          cells[cells.count - 1].append(character)
        }
      }
      return cells
    }
  }
}
