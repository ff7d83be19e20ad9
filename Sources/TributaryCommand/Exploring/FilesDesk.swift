internal import CaseStore
internal import Explorer
internal import Ingest
internal import Inquiries
internal import PaymentGraph
internal import Reports

/// Files without a case: they can be looked at, and nothing can be decided.
struct FilesDesk: CaseDesk {
  private let read: @Sendable () throws -> ExplorerData

  init(input: InputOptions) {
    let input = input
    read = { try input.explorerData() }
  }

  var casePath: String? { nil }

  func head() async throws -> Head? { nil }

  func load() async throws -> ExplorerData { try read() }

  func log() async throws -> [UInt8] { Array("[]\n".utf8) }

  func decide(_ request: DecisionRequest) async throws -> DecisionOutcome {
    throw ExplorerFailure(
      .conflict, code: "no-case", message: "there is no case that could keep a decision")
  }
}

extension InputOptions {
  /// Loads the files, and prepares the ways back to their rows.
  func explorerData() throws -> ExplorerData {
    let intake = try load()
    let reader = try reader()
    let rows = RowSources(reader)
    var basis = basis(intake)
    basis.keptCells = { try reader.keptCells(of: $0) }
    var data = ExplorerData(basis: basis, intake: intake) { file, range, around in
      do throws(IngestError) {
        return try rows.row(in: range, of: file, around: around)
      } catch {
        throw ExplorerFailure(
          .conflict, code: "changed", message: "\(error.path) \(error.message)")
      }
    }
    let files = intake.files.map(\.file)
    data.changedFiles = { rows.changed(among: files) }
    return data
  }
}
