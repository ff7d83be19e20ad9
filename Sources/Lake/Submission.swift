internal import Foundation

/// A report of the job on its progress.
public struct LakeReport: Decodable, Sendable, Hashable {
  /// The step that is done.
  public var step: String?
  /// The reason why the job refuses the lake or the question.
  public var refused: String?
  /// The number of the round of the search.
  public var hop: Int?
  /// The number of transfers that it found, or of the lake.
  public var transfers: Int?
  /// The number of accounts that it reached, or of the lake.
  public var accounts: Int?
  /// The number of rows so far.
  public var total: Int?
  /// The number of rows of a result.
  public var rows: Int?
  /// The seconds of the round.
  public var seconds: Double?
  /// The accounts that bring most rows.
  public var busiest: [Busy]?

  /// An account that brings many rows.
  public struct Busy: Decodable, Sendable, Hashable {
    /// The account.
    public let account: String
    /// The number of rows.
    public let rows: Int
  }
}

/// The start of the job on the user's own cluster, by the user's own command.
///
/// The command is divided at blanks and is never given to a shell.
public struct Submission: Sendable {
  private let command: [String]

  /// Creates a submission by a command such as `spark-submit --master spark://host:7077`.
  public init(by command: String) {
    self.command = command.split(separator: " ").map(String.init)
  }

  /// Runs the job in a folder that was prepared, and waits for its end.
  ///
  /// - Parameter onReport: receives the job's reports.
  public func run(in work: WorkFolder, onReport: (LakeReport) -> Void) throws(LakeError) {
    guard let name = command.first, let program = Submission.find(name) else {
      throw LakeError(
        "there is no program \(command.first ?? "spark-submit")",
        help: "name it with --submit, or run the job yourself: --print-job writes it")
    }
    let log = "\(work.path)/submit.log"
    FileManager.default.createFile(atPath: log, contents: nil)
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = Array(command.dropFirst()) + [work.jobFile, work.path]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle(forWritingAtPath: log)
    process.standardInput = FileHandle.nullDevice
    do {
      try process.run()
    } catch {
      throw LakeError("\(program) cannot be started: \(error.localizedDescription)")
    }
    var refusal: String?
    var rest: [UInt8] = []
    while case let data = output.fileHandleForReading.availableData, !data.isEmpty {
      rest += data
      while let end = rest.firstIndex(of: 0x0A) {
        if let report = Submission.report(rest[..<end]) {
          refusal = report.refused ?? refusal
          onReport(report)
        }
        rest.removeSubrange(...end)
      }
    }
    process.waitUntilExit()
    if let refusal { throw LakeError(refusal) }
    guard process.terminationReason == .exit, process.terminationStatus == 0 else {
      throw LakeError(
        "the job ended with \(process.terminationReason == .exit ? "status" : "signal") \(process.terminationStatus): \(Submission.reason(in: log, of: work.path))",
        help: "\(log) has its messages; --resume goes on after the last step that is whole")
    }
  }

  /// Reads a line of the job's output; nil where it is no report.
  static func report(_ line: some Sequence<UInt8>) -> LakeReport? {
    let mark = Array("@tributary ".utf8)
    let bytes = Array(line)
    guard bytes.starts(with: mark) else { return nil }
    return try? JSONDecoder().decode(LakeReport.self, from: Data(bytes.dropFirst(mark.count)))
  }

  /// Returns the line of a log that says best why the job ended: a full disk, else the last error.
  private static func reason(in log: String, of work: String) -> String {
    let text = String(decoding: FileManager.default.contents(atPath: log) ?? Data(), as: UTF8.self)
    let lines = text.split(separator: "\n")
    let full = "No space left"
    if let line = lines.last(where: { $0.contains(full) }) { return String(line.prefix(300)) }
    // The log lies on the same disk, and may have found no room either.
    let free = try? FileManager.default.attributesOfFileSystem(forPath: work)[.systemFreeSize]
    if let free = free as? NSNumber, free.intValue < 1 << 17 {
      return "\(full) on the disk of \(work)"
    }
    let last = lines.last { $0.contains("Error") || $0.contains("Exception") } ?? lines.last
    return last.map { String($0.prefix(300)) } ?? "it left no message"
  }

  private static func find(_ name: String) -> String? {
    if name.contains("/") { return FileManager.default.isExecutableFile(atPath: name) ? name : nil }
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.map { "\($0)/\(name)" }.first(where: FileManager.default.isExecutableFile)
  }
}
