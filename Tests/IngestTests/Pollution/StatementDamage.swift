import PaymentGraph

@testable import Ingest

/// A difference between the reading of a polluted statement and the truth that no message reports.
struct StatementDamage {
  private(set) var found: [String] = []
  private(set) var loaded = 0
  private(set) var lost = 0

  init(_ file: PollutedStatement, _ intake: Intake) {
    let said = intake.diagnostics.filter { $0.severity != .note }
      .compactMap { $0.citation?.byteRange }
    func isSaid(_ range: Range<Int>) -> Bool { said.contains { $0.overlaps(range) } }
    /// A problem of the file as a whole, which makes the account doubtful in all of its rows.
    let saysOwn = intake.diagnostics.contains {
      $0.code == DiagnosticCode.ownAccountUnknown.rawValue
    }
    var shown = Set<Int>()
    var fees = Set<Int>()
    for transfer in intake.ledger.transfers {
      guard let range = transfer.evidence.first?.byteRange else { continue }
      let rows = file.truth.indices.filter { file.truth[$0].range.overlaps(range) }
      guard rows.count == 1, let only = rows.first else {
        if !isSaid(range) { found.append("a transfer of \(rows.count) true rows at \(range)") }
        shown.formUnion(rows)
        continue
      }
      let entry = file.truth[only].entry
      let isFee = transfer.kind == .fee && entry.fee > 0
      if isFee { fees.insert(only) } else { shown.insert(only) }
      loaded += isFee ? 0 : 1
      let differences = StatementDamage.differences(
        transfer, entry, file.form, isFee: isFee, saysOwn: saysOwn)
      if !differences.isEmpty, !isSaid(file.truth[only].range) {
        found.append("\(entry.id): \(differences.joined(separator: ", "))")
      }
    }
    for (place, row) in file.truth.enumerated() {
      if !shown.contains(place) {
        lost += 1
        if !isSaid(row.range) { found.append("\(row.entry.id) is lost") }
      } else if row.entry.fee > 0, !fees.contains(place), !isSaid(row.range) {
        found.append("the fee of \(row.entry.id) is lost")
      }
    }
  }

  private static func differences(
    _ transfer: Transfer, _ entry: StatementForm.Entry, _ form: StatementForm, isFee: Bool,
    saysOwn: Bool
  ) -> [String] {
    var differences: [String] = []
    func compare(_ name: String, _ found: String, _ expected: String) {
      if found != expected { differences.append("\(name) \(found) not \(expected)") }
    }
    let day = PostingTime(start: entry.date.milliseconds, precision: .day).iso8601
    compare("day", String(transfer.time.iso8601.prefix(10)), day)
    compare("amount", "\(transfer.sent.minorUnits)", "\(isFee ? entry.fee : abs(entry.amount))")
    compare("currency", "\(transfer.sent.currency)", form.currency)
    let isOut = isFee || entry.amount < 0
    let own = isOut ? transfer.payer.key : transfer.beneficiary.key
    if !saysOwn || !own.hasPrefix("?:") { compare("own", own, form.own) }
    if form == .paypal, !isFee {
      let other = "email:\(entry.party.lowercased().filter(\.isLetter))@example.ie"
      let key = AccountKey.canonical(other)?.key.description ?? other
      compare("other", isOut ? transfer.beneficiary.key : transfer.payer.key, key)
      compare("id", transfer.recordedID ?? "", entry.id)
    }
    return differences
  }
}
