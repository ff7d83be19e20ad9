import Foundation
import TestSupport

/// The commands of a page, one after the other, as a reader would enter them in one terminal.
struct ConsoleSession {
  private var folder: URL
  private var environment: [String: String]

  init(in folder: URL) {
    self.folder = folder
    environment = ProcessInfo.processInfo.environment
    environment["COLUMNS"] = nil
  }

  /// Plays the commands of a block and returns the block as it should stand.
  ///
  /// - Parameter compare: takes a command, the lines that the page shows of it, and as many of
  ///   those that were printed.
  mutating func play(
    _ lines: [String], comparing compare: (String, [String], [String]) -> Void
  ) throws -> [String] {
    var block: [String] = []
    var rest = lines[...]
    while let line = rest.popFirst() {
      block.append(line)
      guard line.hasPrefix("$ ") else { continue }
      let command = String(line.dropFirst(2))
      if command.hasPrefix("cd ") {
        folder = folder.appending(path: String(command.dropFirst(3)))
        continue
      }
      if command.hasPrefix("export "), let sign = command.firstIndex(of: "=") {
        let value = command[command.index(after: sign)...]
        environment[String(command[..<sign].dropFirst(7))] = String(value)
        continue
      }
      var shown = Array(rest.prefix { !$0.hasPrefix("$ ") })
      rest = rest.dropFirst(shown.count)
      let isCut = shown.last == "…"
      if isCut { shown.removeLast() }
      var printed = try print(of: command)
      if isCut { printed = Array(printed.prefix(shown.count)) }
      // Times and hashes of a case are new in each run; nothing else is.
      if ConsoleSession.steady(shown) == ConsoleSession.steady(printed) { printed = shown }
      compare(command, shown, printed)
      block += printed
      if isCut { block.append("…") }
    }
    return block
  }

  /// Returns lines with the times of events, the heads and the bases of cases, and their ids left out.
  private static func steady(_ lines: [String]) -> [String] {
    lines.map {
      $0.replacing(#/\b(head|basis) [0-9a-f]{16}\b/#) { "\($0.1) …" }
        .replacing(#/\b[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z\b/#, with: "…")
        .replacing(#/\([0-9a-f]{32}\)/#, with: "(…)")
        .replacing(#/\(answer [0-9a-f]{12}…\)/#, with: "(answer …)")
    }
  }

  private func print(of command: String) throws -> [String] {
    let programs = URL(filePath: Program.path).deletingLastPathComponent().path
    let path = programs + ":" + (environment["PATH"] ?? "")
    let run = try Program.launch(
      "/bin/bash", ["-c", command], in: folder,
      environment: environment.merging(["PATH": path]) { $1 })
    var lines = run.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }
}
