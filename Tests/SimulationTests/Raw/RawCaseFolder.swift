import Foundation
import Ingest
import PaymentGraph
import Simulation

/// A raw case in a folder of its own, and what loading it gives.
struct RawCaseFolder {
  let raw: RawCase
  let intake: Intake

  /// Writes the case of a seed and loads it as a person would: all files, and nothing said beside them.
  ///
  /// - Parameters:
  ///   - leavingOut: names of the investigator's files that are not given.
  ///   - losingNumbers: whether the Indian statements lose the numbers of payments, so that little ties their rows.
  init(
    seed: UInt64, leavingOut missing: Set<String> = [], losingNumbers: Bool = false
  ) throws {
    raw = RawCase(seed: seed)
    let folder = FileManager.default.temporaryDirectory.appending(path: "raw-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    var reader = TransactionReader()
    var paths: [String] = []
    var profiles: [String] = []
    for file in raw.files where !file.path.hasPrefix("truth/") && file.path != "README.md" {
      let place = folder.appending(path: file.path)
      try FileManager.default.createDirectory(
        at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      var bytes = file.bytes
      if losingNumbers, ["hdfc.csv", "icici.csv"].contains(place.lastPathComponent) {
        bytes = Array(
          String(decoding: bytes, as: UTF8.self)
            .replacing(/[A-Z]{4}[A-Z0-9]?\d{8,}|N\d{12,}/, with: "NOREF").utf8)
      }
      try Data(bytes).write(to: place)
      if file.path.hasSuffix(".yaml") {
        profiles.append(place.path)
      } else if !missing.contains(file.path) {
        paths.append(place.path)
      }
    }
    for profile in profiles { try reader.addProfile(profile) }
    intake = try reader.read(paths)
  }

  /// Returns the reading of a file.
  func reading(of file: String) -> FileReading? {
    intake.files.first { $0.file.path.hasSuffix("/" + file) }
  }

  /// The rows that show a transfer, as the truth names them.
  func rows(of transfer: Transfer) -> Set<String> {
    Set(
      transfer.evidence.map { citation in
        let name = citation.file.path.split(separator: "/").last.map(String.init) ?? ""
        return "\(name):\(citation.line)"
      })
  }
}
