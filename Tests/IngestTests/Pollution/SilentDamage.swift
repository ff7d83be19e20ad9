import PaymentGraph

@testable import Ingest

/// A difference between the reading of a polluted file and the truth that no message reports.
struct SilentDamage {
  private(set) var found: [String] = []
  private(set) var loaded = 0
  private(set) var lost = 0

  init(_ file: PollutedFile, _ intake: Intake) {
    let problems = intake.diagnostics
    func isSaid(of range: Range<Int>) -> Bool {
      problems.contains { problem in
        guard problem.severity != .note, let said = problem.citation?.byteRange else {
          return false
        }
        return said.overlaps(range)
      }
    }
    /// Problems of the file as a whole that make every text in it doubtful.
    let saysEncoding = problems.contains {
      $0.code == DiagnosticCode.encodingAssumed.rawValue
        || $0.code == DiagnosticCode.encodingDoubled.rawValue
    }
    var shown = Set<Int>()
    for transfer in intake.ledger.transfers {
      guard let range = transfer.evidence.first?.byteRange else { continue }
      let rows = file.truth.indices.filter { file.truth[$0].range.overlaps(range) }
      guard rows.count == 1, let only = rows.first else {
        if !isSaid(of: range) {
          found.append("a transfer of \(rows.count) true ones, \(transfer.sent) at \(range)")
        }
        shown.formUnion(rows)
        continue
      }
      shown.insert(only)
      loaded += 1
      let differences = SilentDamage.differences(transfer, file.truth[only].row, saysEncoding)
      if !differences.isEmpty, !isSaid(of: file.truth[only].range) {
        found.append("\(file.truth[only].row.id): \(differences.joined(separator: ", "))")
      }
    }
    for place in file.truth.indices where !shown.contains(place) {
      lost += 1
      if !isSaid(of: file.truth[place].range) {
        found.append("\(file.truth[place].row.id) is lost")
      }
    }
  }

  private static func differences(
    _ transfer: Transfer, _ row: TrueRow, _ saysEncoding: Bool
  ) -> [String] {
    var differences: [String] = []
    func compare(_ name: String, _ found: String, _ expected: String, isText: Bool = false) {
      if isText, saysEncoding, !(expected + found).utf8.allSatisfy({ $0 < 0x80 }) { return }
      if found != expected {
        differences.append("\(name) \(found.debugDescription) not \(expected.debugDescription)")
      }
    }
    compare(
      "time", transfer.time.iso8601,
      PostingTime(start: row.date.milliseconds, precision: .day).iso8601)
    compare("amount", "\(transfer.sent.minorUnits)", "\(row.minorUnits)")
    compare("currency", "\(transfer.sent.currency)", row.currency)
    compare("from", transfer.payer.key, TrueRow.key(row.from), isText: true)
    compare("to", transfer.beneficiary.key, TrueRow.key(row.to), isText: true)
    if let id = transfer.recordedID { compare("id", id, row.id, isText: true) }
    if let reference = transfer.reference {
      let lines = reference.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
      compare("reference", lines, row.reference, isText: true)
    }
    return differences
  }
}
