import PaymentGraph
import Testing

@testable import Ingest

/// The tables of what services call their events.
@Suite struct EventTableTests {
  private func text(_ service: String) throws -> [UInt8] {
    switch service {
    case "paypal": PackageResources.paypal_types_csv
    case "revolut": PackageResources.revolut_types_csv
    case "stripe": PackageResources.stripe_types_csv
    default: PackageResources.wise_types_csv
    }
  }

  /// No line is left out, and no text means two things, in whatever language.
  @Test(arguments: EventTable.services) func everyTextMeansOneThing(_ service: String) throws {
    let lines = String(decoding: try text(service), as: UTF8.self).split(separator: "\n")
      .dropFirst()
    var meanings: [String: String] = [:]
    for line in lines {
      let cells = line.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
      #expect(cells.count > 3 && TransferKind(name: cells[1]) != nil, "\(line)")
      #expect(EventTable.Party(rawValue: cells[2]) != nil, "\(line)")
      for written in cells[3...].flatMap({ $0.split(separator: "|") }) {
        let normal = EventTable.normal(written)
        #expect(!normal.isEmpty, "\(line)")
        let meaning = "\(cells[0]) \(cells[1]) \(cells[2])"
        #expect(meanings[normal] == nil || meanings[normal] == meaning, "\(written)")
        meanings[normal] = meaning
      }
    }
    #expect(lines.count > 15)
  }

  @Test(arguments: [
    ("General Hold", TransferKind.hold), (" general hold ", .hold),
    ("General Hold Release", .holdRelease),
    ("Chargeback Fee", .fee), ("Chargeback", .chargeback), ("Chargeback Reversal", .reversal),
    ("Reimbursement of Chargeback", .payment), ("Update to eCheck Received", .memo),
    ("Invoice Sent", .memo), ("Bank Deposit to PP Account ", .funding),
    ("User Initiated Withdrawal", .withdrawal),
    ("Allgemeine Währungsumrechnung", .fx), ("Einbehaltung", .hold),
    ("Freigabe der Zahlungseinbehaltung", .holdRelease),
    ("Rückzahlung", .refund), ("Von Nutzer eingeleitete Abbuchung", .withdrawal),
    ("Rückbuchungsgebühr", .fee),
    ("Conversion de devise", .fx), ("Annulation d’opposition", .reversal),
    ("Frais d'opposition", .fee),
    ("Blocage temporaire", .hold), ("Virement instantané", .withdrawal),
    ("Autorisation générale", .memo),
    ("Conversión de divisas", .fx), ("Retención de pago", .hold),
    ("Liberación de pago", .holdRelease),
    ("Devolución de cargo", .chargeback), ("Tarifa por devolución de cargo", .fee),
    ("Pago general", .payment),
  ])
  func payPalsTextsAreKnown(_ text: String, _ kind: TransferKind) throws {
    #expect(try #require(EventTable.of("paypal")).event(text)?.kind == kind)
  }

  /// A text that only looks like an event is not one: names end where words end.
  @Test(arguments: [
    "Household Payment", "Invoicing Ltd", "Fees and Charges Ltd Payment", "Holding Company Payment",
    "",
    "Refundable Deposit", "Requester",
  ])
  func otherTextsAreNone(_ text: String) throws {
    #expect(try #require(EventTable.of("paypal")).event(text) == nil)
  }

  private static let header =
    "\"Date\",\"Time\",\"TimeZone\",\"Name\",\"Type\",\"Status\",\"Currency\",\"Gross\",\"Fee\",\"Net\",\"From Email Address\",\"To Email Address\",\"Transaction ID\",\"Reference Txn ID\",\"Receipt ID\",\"Balance\",\"Balance Impact\"\n"

  /// A name that no table has is a payment, and that is said once, with the name and the number of rows.
  @Test func anUnknownNameIsAPaymentAndSaid() throws {
    var text = Self.header
    for (number, type) in ["Mobile Payment", "Lunar Settlement", "Lunar Settlement", "Other Thing"]
      .enumerated()
    {
      text +=
        "\"\(20 + number)/03/2021\",\"09:00:00\",\"GMT\",\"N\",\"\(type)\",\"Completed\",\"GBP\",\"1.00\",\"0.00\",\"1.00\",\"a@example.com\",\"s@example.net\",\"T\(number)\",\"\",\"\",\"\(number + 1).00\",\"Credit\"\n"
    }
    let intake = try load(text)
    let found = intake.diagnostics.filter { $0.code == "type-unknown" }
    #expect(found.count == 2)
    #expect(found.first?.summary.contains("\"Lunar Settlement\"") == true)
    #expect(found.first?.summary.contains("2 rows") == true)
    #expect(intake.ledger.transfers.allSatisfy { $0.kind == .payment })
    #expect(intake.ledger.transferCount == 4)
  }
}
