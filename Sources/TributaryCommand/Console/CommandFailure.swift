internal import CaseStore
internal import Foundation
internal import FundTracing
internal import Ingest
internal import PaymentGraph

/// A reason why a command could not be carried out, and the exit status.
struct CommandFailure: Error {
  let message: String
  let status: ExitStatus
  /// Further reasons, each an error of its own.
  var others: [String] = []
  /// The advice, in one line.
  var help: String?

  init(_ message: String, status: ExitStatus = .failed) {
    self.message = message
    self.status = status
  }

  init(_ error: IngestError) {
    self.init(
      CommandFailure.words(error), status: error.code == .twoReadings ? .twoReadings : .failed)
    others = error.others.map(CommandFailure.words)
  }

  /// Returns path and message; a missing file may be a mistyped name of another file in its folder.
  private static func words(_ error: IngestError) -> String {
    let words = "\(error.path): \(error.message)"
    guard error.code == .noSuchFile else { return words }
    let near = NearFiles.names(near: error.path)
    return near.isEmpty ? words : "\(words); similar: \(near.joined(separator: ", "))"
  }

  init(_ error: CaseError) {
    self.init(error.description)
    help = error.help
  }

  init(_ error: FundTracingError) { self.init(error.description) }
}

/// A search for the files that a mistyped path may mean.
enum NearFiles {
  /// Returns at most three paths in the folder of this one, nearest first.
  static func names(near path: String) -> [String] {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let name = String(path.dropFirst(folder.count))
    let found = try? FileManager.default.contentsOfDirectory(
      atPath: folder.isEmpty ? "." : folder)
    let shown = (found ?? []).filter { !$0.hasPrefix(".") || name.hasPrefix(".") }
    return NearMiss.names(near: name, among: shown).map { folder + $0 }
  }
}
