internal import FundTracing
internal import Graphviz
internal import Ingest

/// Why a command could not be carried out, and the status it ends with.
struct CommandFailure: Error {
  let message: String
  let status: ExitStatus
  /// Further reasons, each an error of its own.
  var others: [String] = []
  /// What helps, in one line.
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

  /// Path and message; a file that is not there may be another one of its folder, mistyped.
  private static func words(_ error: IngestError) -> String {
    let words = "\(error.path): \(error.message)"
    guard error.code == .noSuchFile else { return words }
    let near = NearFiles.names(near: error.path)
    return near.isEmpty ? words : "\(words); near to it: \(near.joined(separator: ", "))"
  }

  init(_ error: FundTracingError) { self.init(error.description) }

  init(_ error: GraphvizError) { self.init(error.description) }
}
