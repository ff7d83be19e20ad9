import Foundation
import Ingest
import PaymentGraph
import TestSupport
import Testing

/// Facts that `expected.json` states of only some of the thirty files: labels, payments that two files show, the kind
/// of each row, and the way numbers are written.
@Suite("Thirty files: further facts")
struct HandFileFactTests {
  private static func facts(_ key: String) -> [(name: String, fact: Any)] {
    HandFileTests.all.compactMap { name, facts in facts[key].map { (name, $0) } }
      .sorted { $0.name < $1.name }
  }

  private static func path(_ name: String) -> String {
    HandFileTests.folder.appending(path: name).path
  }

  /// Columns that no field of the ledger holds are kept: labels of laundering among them.
  @Test(.shared("csv/hand")) func labelsAreKept() throws {
    let files = Self.facts("labels")
    #expect(files.count == 2)
    for (name, fact) in files {
      let labels = try #require(fact as? [String: Int])
      let reader = TransactionReader()
      let intake = try reader.read([Self.path(name)])
      let cells = try reader.keptCells(of: intake.ledger.transfers.flatMap(\.evidence))
      let column = name == "amlsim.csv" ? "IS_FRAUD" : "Is Laundering"
      for (label, count) in labels {
        let rows = cells.values.count { $0.contains(KeptCell(column: column, text: label)) }
        #expect(rows == count, "\(name)")
      }
    }
  }

  /// The payment that two statements show is listed, and the decoy beside it is not: the two rows share a
  /// reference, an amount and nearly a day, which strangers share as well, so they stay two transfers.
  @Test(.shared("csv/hand")) func whatMayBeOnePaymentOfTwoFilesIsListed()
    throws
  {
    let files = Self.facts("cross_match")
    #expect(files.count == 1)
    for (name, fact) in files {
      for (other, matches) in try #require(fact as? [String: [[String: Any]]]) {
        let paths = [Self.path(name), Self.path(other)]
        for order in [paths, paths.reversed()] {
          let intake = try TransactionReader().read(order)
          let shown = intake.ledger.transfers.map { Set($0.evidence.map(Self.place)) }
          for match in matches {
            let row = Place(file: other, line: try #require(match["line"] as? Int))
            let wanted = try Self.place(match["matches"])
            let decoy = try Self.place(match["decoy"])
            #expect(shown.contains([row]) && shown.contains([wanted]) && shown.contains([decoy]))
            let listed = intake.relations.filter { $0.kind == .onePayment }
            #expect(listed.allSatisfy { !$0.isCertain })
            #expect(
              listed.contains { Self.place($0.first) == row && Self.place($0.second) == wanted })
            #expect(!listed.contains { Self.place($0.second) == decoy })
          }
        }
      }
    }
  }

  /// Every row is what it is: a payment, a funding, or one that moves nothing to anybody.
  @Test(.shared("csv/hand")) func everyRowHasItsRole() throws {
    let files = Self.facts("row_roles")
    #expect(files.count == 1)
    for (name, fact) in files {
      let roles = try #require(fact as? [String])
      let intake = try TransactionReader().read([Self.path(name)])
      for (number, role) in roles.enumerated() {
        let kinds = intake.ledger.transfers
          .filter { $0.evidence.first?.line == number + 2 }.map(\.kind.name)
        #expect(
          kinds == (["payment", "funding"].contains(role) ? [role] : []), "line \(number + 2)")
      }
      #expect(intake.rows.memo == roles.count { ["memo", "hold", "hold-release"].contains($0) })
    }
  }

  /// Amounts are in their rows word for word, with the marks that the file uses.
  @Test(.shared("csv/hand")) func marksAreThoseOfTheFile() throws {
    let files = Self.facts("decimal")
    #expect(files.count == 2)
    for (name, fact) in files {
      let mark = try #require(fact as? String)
      let text = String(
        decoding: try Data(contentsOf: URL(filePath: Self.path(name))), as: UTF8.self)
      let intake = try TransactionReader().read([Self.path(name)])
      #expect(intake.ledger.transferCount > 0)
      for transfer in intake.ledger.transfers {
        let parts = transfer.sent.decimalText.split(separator: ".").map(String.init)
        var whole = parts[0]
        if whole.count > 3 { whole.insert(".", at: whole.index(whole.endIndex, offsetBy: -3)) }
        #expect(text.contains(whole + mark + parts[1]), "\(transfer.sent)")
      }
    }
  }

  @Test(.shared("csv/hand")) func recordsKeepTheirIDs() throws {
    for (name, fact) in Self.facts("ids") {
      #expect(fact as? Bool == true)
      let transfers = try TransactionReader().read([Self.path(name)]).ledger.transfers
      #expect(!transfers.isEmpty && transfers.allSatisfy { $0.recordedID != nil })
      #expect(Set(transfers.compactMap(\.recordedID)).count == transfers.count)
    }
  }

  /// A row that stands for many payments says how many, where the file does.
  @Test(.shared("csv/hand")) func totalsSayForHowManyPaymentsTheyStand()
    throws
  {
    for (name, fact) in Self.facts("counts") {
      let counts = try #require(fact as? [Any]).map { $0 as? Int }
      let transfers = try TransactionReader().read([Self.path(name)]).ledger.transfers
        .sorted { ($0.evidence.first?.line ?? 0) < ($1.evidence.first?.line ?? 0) }
      #expect(transfers.map(\.standsFor) == counts.map { .several($0) })
    }
  }

  /// Steps are days in AMLSim and hours in PaySim, counted from one origin.
  @Test(.shared("csv/hand")) func stepsAreTimes() throws {
    for (name, fact) in Self.facts("time") {
      let transfers = try TransactionReader().read([Self.path(name)]).ledger.transfers
      let precision: TimePrecision = fact as? String == "step = hour" ? .hour : .day
      #expect(transfers.allSatisfy { $0.time.precision == precision }, "\(name)")
    }
  }

  // MARK: Places

  private struct Place: Hashable {
    let file: String
    let line: Int
  }

  private static func place(_ citation: Citation) -> Place {
    Place(file: citation.file.name, line: citation.line)
  }

  private static func place(_ fact: Any?) throws -> Place {
    let place = try #require(fact as? [String: Any])
    return Place(
      file: try #require(place["file"] as? String), line: try #require(place["line"] as? Int))
  }
}
