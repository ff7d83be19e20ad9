import Foundation
import TestSupport
import Testing

/// Published ledgers whose answers are known.
///
/// They are not part of this repository: where the folder `../shared` is absent the tests are
/// skipped, and say so.
@Suite("Published data")
struct PublishedDataTests {
  static let folder = SharedData.url("ledgers")

  private func rows(_ text: String) -> [[String: String]] {
    var lines = text.split(separator: "\n").map { cells($0) }
    guard !lines.isEmpty else { return [] }
    let heads = lines.removeFirst()
    return lines.map { Dictionary(zip(heads, $0)) { first, _ in first } }
  }

  /// The cells of a line without quoted line ends.
  private func cells(_ line: Substring) -> [String] {
    var cells = [""]
    var isQuoted = false
    for character in line {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: cells.append("")
      default: cells[cells.count - 1].append(character)
      }
    }
    return cells
  }

  @Test(.shared("ledgers")) func finCENTotals() throws {
    let file = Self.folder.appending(path: "fincen-files/download_transactions_map.csv").path
    let run = try Program.run(["check", file, "--format", "json"])
    #expect(run.status == 0)
    #expect(run.output.contains("\"amount\": \"35682247985.01\""))
    #expect(run.output.contains("\"statedPayments\": 18153"))
    #expect(run.output.contains("\"rowsRead\": 4507"))
  }

  @Test(.shared("ledgers")) func finCENSinks() throws {
    let folder = Self.folder.appending(path: "fincen-files")
    let run = try Program.run([
      "sinks", folder.appending(path: "download_transactions_map.csv").path, "--victims", "all",
      "--max-hops", "1", "--min-victims", "1", "--format", "csv",
    ])
    let answers = folder.appending(path: "answers_common_sinks.csv")
    let expected = rows(try String(contentsOf: answers, encoding: .utf8))
    let found = Dictionary(
      rows(run.output).map { ($0["account"] ?? "", $0) }, uniquingKeysWith: { first, _ in first })
    #expect(expected.count == 1_392 && found.count == 1_392)
    for row in expected {
      let bank = row["beneficiary_bank_id"] ?? ""
      let sink = try #require(found[bank])
      // One bank pays itself once: a source never counts for itself, the published count has it.
      let own = bank == "hsbc-hong-kong-hkg" ? 1 : 0
      #expect(Int(sink["victims"] ?? "") == (Int(row["distinct_originators"] ?? "") ?? 0) - own)
      #expect(Int(sink["transfers"] ?? "") == (Int(row["records"] ?? "") ?? 0) - own)
      if own == 0 { #expect(sink["received"] == row["amount"], "\(bank)") }
    }
    let top = rows(run.output).prefix(3).map { "\($0["account"] ?? "") \($0["victims"] ?? "")" }
    #expect(
      top == [
        "jsc-norvik-banka-riga-latvia-lva 57", "rosbank-moscow-russia-rus 42",
        "credit-suisse-ag-zurich-switzerland-che 40",
      ])
  }

  @Test(.shared("ledgers")) func berkaSharedDestinations() throws {
    let folder = Self.folder.appending(path: "berka")
    let run = try Program.run([
      "sinks", folder.appending(path: "order.asc").path, "--map", "from=account_id", "--map",
      "to=bank_to+account_to", "--map", "amount=amount", "--set", "currency=CZK", "--victims",
      "all", "--format", "csv",
    ])
    let answers = folder.appending(path: "answers_shared_destinations.csv")
    let expected = rows(try String(contentsOf: answers, encoding: .utf8)).map {
      "\($0["bank_to"] ?? "")/\($0["account_to"] ?? "") 2 \($0["total"] ?? "")"
    }
    let found = rows(run.output).map {
      "\($0["account"] ?? "") \($0["victims"] ?? "") \($0["received"] ?? "")"
    }
    #expect(found.count == 25)
    #expect(Set(found) == Set(expected))
  }
}
