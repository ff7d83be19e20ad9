import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// A payment that one export shows as open and a later one as final is one payment.
@Suite("Payments followed from one export to another")
struct FollowedPaymentTests {
  private static let header =
    "Date,Time,TimeZone,Name,Type,Status,Currency,Gross,Fee,Net,From Email Address,To Email Address,Transaction ID,Reference Txn ID,Balance,Balance Impact\n"

  private func row(
    _ status: String, _ id: String, day: Int = 3, balance: String, impact: String,
    gross: String = "-100.00"
  ) -> String {
    "0\(day)/06/2021,10:00:00,UTC,Vera,General Payment,\(status),USD,\(gross),0.00,\(gross),"
      + "shop@example.net,vera@example.com,\(id),,\(balance),\(impact)\n"
  }

  /// An ordinary payment around it, so that the files say whose they are.
  private func other(_ id: String, day: Int, balance: String) -> String {
    "\(day)/06/2021,10:00:00,UTC,Walt,General Payment,Completed,USD,-10.00,0.00,-10.00,"
      + "shop@example.net,walt@example.com,\(id),,\(balance),Debit\n"
  }

  private func load(_ first: String, _ second: String) throws -> Intake {
    let folder = try TemporaryFolder()
    var reader = TransactionReader()
    reader.statedForms = [:]
    return try reader.read([
      folder.write(Self.header + first, as: "june.csv"),
      folder.write(Self.header + second, as: "later.csv"),
    ])
  }

  @Test(arguments: ["Pending", "Unclaimed", "On Hold"]) func anOpenPaymentIsFollowed(
    _ state: String
  ) throws {
    let id = "0AB12345CD678901E"
    let intake = try load(
      other("1AB12345CD678901E", day: 15, balance: "890.00")
        + row(state, id, balance: "900.00", impact: "Memo"),
      other("2AB12345CD678901E", day: 16, balance: "790.00")
        + row("Completed", id, balance: "800.00", impact: "Debit"))
    let paid = intake.ledger.transfers.filter { $0.sent.minorUnits == 10_000 }
    #expect(paid.count == 1 && paid.first?.recordedID == id)
    let notes = intake.files.flatMap(\.diagnostics).filter {
      $0.code == "statements-matched" && $0.summary.contains(state)
    }
    #expect(notes.count == 1)
    #expect(notes.first?.summary.contains("june.csv:3") == true)
    #expect(notes.first?.citation?.file.name == "later.csv")
    let relation = intake.relations.first { $0.kind == .onePayment }
    #expect(relation?.isCertain == true)
    #expect(relation?.first.file.name == "june.csv" && relation?.second.file.name == "later.csv")
  }

  /// The balance had changed already, and the later export shows the same day again.
  @Test func whatTheBalanceHeldIsFreed() throws {
    let id = "0AB12345CD678901E"
    let intake = try load(
      other("1AB12345CD678901E", day: 15, balance: "790.00")
        + row("Pending", id, balance: "800.00", impact: "Debit"),
      other("2AB12345CD678901E", day: 16, balance: "780.00")
        + other("1AB12345CD678901E", day: 15, balance: "790.00")
        + row("Completed", id, balance: "800.00", impact: "Debit"))
    #expect(intake.ledger.transfers.count { $0.sent.minorUnits == 10_000 } == 1)
    #expect(!intake.files.flatMap(\.diagnostics).contains { $0.code == "payment-open" })
    #expect(intake.ledger.statementClosings.allSatisfy { $0.difference == 0 })
  }

  @Test func aPaymentThatCameToNothingCountsNowhere() throws {
    let id = "0AB12345CD678901E"
    let intake = try load(
      other("1AB12345CD678901E", day: 15, balance: "890.00")
        + row("Pending", id, balance: "900.00", impact: "Memo"),
      other("2AB12345CD678901E", day: 16, balance: "880.00")
        + row("Denied", id, balance: "900.00", impact: "Memo"))
    #expect(!intake.ledger.transfers.contains { $0.sent.minorUnits == 10_000 })
    #expect(intake.relations.contains { $0.kind == .onePayment && $0.isCertain })
  }

  /// Another id is another payment, whatever its amount.
  @Test func anotherIdIsAnotherPayment() throws {
    let intake = try load(
      other("1AB12345CD678901E", day: 15, balance: "890.00")
        + row("Pending", "0AB12345CD678901E", balance: "900.00", impact: "Memo"),
      other("2AB12345CD678901E", day: 16, balance: "790.00")
        + row("Completed", "9AB12345CD678901E", balance: "800.00", impact: "Debit"))
    #expect(intake.ledger.transfers.count { $0.sent.minorUnits == 10_000 } == 1)
    #expect(!intake.relations.contains { $0.kind == .onePayment })
  }
}
