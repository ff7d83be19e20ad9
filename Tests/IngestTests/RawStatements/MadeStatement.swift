import PaymentGraph
import TestSupport

@testable import Ingest

/// A statement that is read by the profile made of it.
struct MadeStatement {
  let folder: TemporaryFolder
  let path: String
  var draft: ProfileDraft

  init(_ text: String, _ answers: [(ProfileDraft.Topic, String)] = []) throws {
    folder = try TemporaryFolder()
    path = try folder.write(text, as: "export.csv")
    draft = try ProfileDraft(path: path)
    try draft.answer(.name, "x.made")
    for (topic, answer) in [(.shape, "statement"), (.currency, "EUR")] + answers {
      try draft.answer(topic, answer)
    }
  }

  /// The topics that are still open.
  var open: [String] { draft.questions.map(\.topic.rawValue) }

  func read() throws -> Intake { try draft.trial().intake }

  /// Reads a text by a profile.
  static func read(_ text: String, by profile: String) throws -> Intake {
    let folder = try TemporaryFolder()
    let path = try folder.write(text, as: "export.csv")
    var reader = TransactionReader()
    reader.library = FormatLibrary(own: [try Format(text: profile, source: "own")])
    return try reader.read([path])
  }
}

extension Intake {
  /// The sums that came in and went out, in the statement's own account.
  var money: String {
    let sections = files.first?.statement?.sections ?? []
    let into = sections.reduce(Int128(0)) { $0 + $1.credits }
    let out = sections.reduce(Int128(0)) { $0 + $1.debits }
    return "in \(into), out \(out)"
  }
}
