internal import FundTracing
internal import Graphviz
internal import Ingest

/// Why a command could not be carried out, and the status it ends with.
struct CommandFailure: Error {
  let message: String
  let status: ExitStatus
  /// Further reasons, each an error of its own.
  var others: [String] = []

  init(_ message: String, status: ExitStatus = .failed) {
    self.message = message
    self.status = status
  }

  init(_ error: IngestError) {
    self.init(
      "\(error.path): \(error.message)",
      status: error.code == .twoReadings ? .twoReadings : .failed)
    others = error.others.map(\.description)
  }

  init(_ error: FundTracingError) { self.init(error.description) }

  init(_ error: GraphvizError) { self.init(error.description) }
}
