internal import CaseStore
internal import PaymentGraph
internal import Reports

/// The changes that events make, said before they are written: shared accounts gained and lost, and figures that move.
struct CaseChange {
  /// The changes in words, in the order in which they are said.
  let lines: [String]

  /// Asks for the shared accounts before and after.
  init(in file: CaseFile, from before: CaseState, to after: CaseState) async throws {
    let head = await file.head
    let old = try await CaseChange.sinks(in: file, state: before, head: head)
    let new = try await CaseChange.sinks(in: file, state: after, head: head)
    var lines: [String] = []
    switch (old, new) {
    case (nil, nil): lines.append("shared accounts: no victim is known, so none are compared")
    case (let old, let new):
      let was = Dictionary(old ?? [], uniquingKeysWith: { first, _ in first })
      let now = Dictionary(new ?? [], uniquingKeysWith: { first, _ in first })
      for (account, figures) in new ?? [] where was[account] == nil {
        lines.append("gained: \(account): \(figures)")
      }
      for (account, figures) in old ?? [] where now[account] == nil {
        lines.append("lost: \(account): \(figures)")
      }
      for (account, figures) in new ?? [] {
        if let former = was[account], former != figures {
          lines.append("moved: \(account): \(former); now \(figures)")
        }
      }
      let count = "\(was.count) shared accounts, now \(now.count)"
      lines.insert(lines.isEmpty ? "\(count): no figure of theirs moves" : count, at: 0)
    }
    let conflicts = after.conflicts.filter { !before.conflicts.contains($0) }
    lines += conflicts.map(\.words)
    let (was, now) = (Set(before.dangling), after.dangling)
    lines += now.filter { !was.contains($0) }.map {
      "event \($0) loses its effect: a file of its rows is not loaded"
    }
    self.lines = lines
  }

  /// The changes in words, one a line.
  var text: String { lines.map { "  \(TerminalText.safe($0))\n" }.joined() }

  /// Returns the shared accounts; nil where no victim is known.
  private static func sinks(
    in file: CaseFile, state: CaseState, head: Head
  ) async throws -> [(String, String)]? {
    guard !state.sources.isEmpty else { return nil }
    let context = try await CaseContext(of: file, state: state, head: head)
    let asked: CaseAsker.Asked
    do {
      asked = try CaseAsker(context: context).ask(["sinks", "--format=json"])
    } catch let failure as CommandFailure where failure.message.hasPrefix("no victim is known") {
      return nil
    }
    return AnswerDifference.sinks(of: asked.bytes).map { ($0.account, $0.figures) }
  }
}
