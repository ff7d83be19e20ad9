import Foundation
import TestSupport
import Testing

/// A part of an answer in JSON, as tests look into it.
@dynamicMemberLookup
struct JSONAnswer {
  let value: Any?

  init(_ value: Any?) { self.value = value }

  /// Reads the output of a command with `--format json`.
  init(_ arguments: [String], in folder: String = ".") throws {
    let run = try Program.run(arguments + ["--format", "json"], in: folder)
    value = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
  }

  subscript(dynamicMember name: String) -> JSONAnswer { self[name] }

  subscript(name: String) -> JSONAnswer { JSONAnswer((value as? [String: Any])?[name]) }

  subscript(place: Int) -> JSONAnswer {
    let list = value as? [Any] ?? []
    return JSONAnswer(list.indices.contains(place) ? list[place] : nil)
  }

  var items: [JSONAnswer] { (value as? [Any] ?? []).map(JSONAnswer.init) }
  var text: String? { value as? String }
  var number: Int? { (value as? NSNumber)?.intValue }
}
