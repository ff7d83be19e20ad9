import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// The progress of payments, as rows state it in the words of each service.
@Suite struct PaymentStatusTests {
  /// A layout of PayPal's: its header, and the words of its language.
  struct Layout: Sendable, CustomTestStringConvertible {
    let language: Int
    let header: [String]
    let delimiter: String
    let type: String
    let settled: String
    let pending: String
    let impacts: (out: String, into: String, none: String)
    var hasPointDecimals = false
    var testDescription: String { header[0] + header[5] }
  }

  static let layouts: [Layout] = [
    Layout(
      language: 3,
      header: [
        "Date", "Time", "TimeZone", "Name", "Type", "Status", "Currency", "Gross", "Fee", "Net",
        "From Email Address", "To Email Address", "Transaction ID", "Reference Txn ID", "Balance",
        "Balance Impact",
      ], delimiter: ",", type: "General Payment", settled: "Completed", pending: "Pending",
      impacts: ("Debit", "Credit", "Memo"), hasPointDecimals: true),
    Layout(
      language: 4,
      header: [
        "Datum", "Uhrzeit", "Zeitzone", "Name", "Typ", "Status", "Währung", "Brutto", "Gebühr",
        "Netto", "Absender E-Mail-Adresse", "Empfänger E-Mail-Adresse", "Transaktionscode",
        "Zugehöriger Transaktionscode", "Guthaben", "Auswirkung auf Guthaben",
      ], delimiter: ";", type: "Allgemeine Zahlung", settled: "Abgeschlossen",
      pending: "Ausstehend", impacts: ("Soll", "Haben", "Memo")),
    Layout(
      language: 5,
      header: [
        "Date", "Heure", "Fuseau horaire", "Nom", "Type", "État", "Devise", "Avant commission",
        "Commission", "Net", "De l'adresse email", "À l'adresse email", "Numéro de transaction",
        "Numéro de la transaction de référence", "Solde", "Impact sur le solde",
      ], delimiter: ";", type: "Paiement", settled: "Terminé", pending: "En attente",
      impacts: ("Débit", "Crédit", "Mémo")),
    Layout(
      language: 6,
      header: [
        "Fecha", "Hora", "Zona horaria", "Nombre", "Tipo", "Estado", "Divisa", "Bruto", "Tarifa",
        "Neto", "Correo electrónico del remitente", "Correo electrónico del destinatario",
        "Id. de transacción", "Id. de referencia de trans.", "Saldo", "Impacto en el saldo",
      ], delimiter: ";", type: "Pago general", settled: "Completado", pending: "Pendiente",
      impacts: ("Débito", "Crédito", "Nota")),
  ]

  /// A row of a file that is being written.
  private struct Row {
    let day: Int
    let status: String
    let amount: Int
    let id: String
    /// True where the balance changed with it.
    let moved: Bool
  }

  /// The columns that a file may lack.
  private enum Lacking: CaseIterable { case nothing, impact, balance }

  private func text(
    _ rows: [Row], _ layout: Layout, _ lacking: Lacking, isNewestFirst: Bool
  ) -> String {
    func money(_ units: Int) -> String {
      let digits = "\(abs(units) / 100)" + (layout.hasPointDecimals ? "." : ",")
      let cents = abs(units) % 100
      return (units < 0 ? "-" : "") + digits + (cents < 10 ? "0" : "") + "\(cents)"
    }
    let count = lacking == .nothing ? 16 : lacking == .impact ? 15 : 14
    var balance = 0
    var lines: [String] = []
    for row in rows {
      if row.moved { balance += row.amount }
      let (from, to) =
        row.amount < 0
        ? ("shop@example.net", "payee@example.org")
        : ("\(row.id.lowercased())@example.com", "shop@example.net")
      let impact =
        !row.moved ? layout.impacts.none : row.amount < 0 ? layout.impacts.out : layout.impacts.into
      let day =
        layout.hasPointDecimals || layout.language > 4 ? "\(row.day)/03/2021" : "\(row.day).03.2021"
      let cells = [
        day, "09:00:00", "GMT", "", layout.type, row.status, "EUR", money(row.amount), money(0),
        money(row.amount), from, to, row.id, "", money(balance), impact,
      ]
      lines.append(cells.prefix(count).map { "\"\($0)\"" }.joined(separator: layout.delimiter))
    }
    if isNewestFirst { lines.reverse() }
    let header = layout.header.prefix(count).map { "\"\($0)\"" }.joined(separator: layout.delimiter)
    return ([header] + lines).joined(separator: "\n") + "\n"
  }

  private func words(_ meaning: String, _ language: Int) -> [String] {
    String(decoding: PackageResources.statuses_csv, as: UTF8.self).split(separator: "\n").flatMap {
      line -> [String] in
      let cells = line.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
      guard cells[0] == "paypal", cells[1] == "status", cells[2] == meaning else { return [] }
      return cells[language].split(separator: "|").map(String.init).filter {
        !$0.hasSuffix("*") && $0 != "-"
      }
    }
  }

  /// No status of a payment that is not final makes one, in any language and layout, and the balance closes.
  @Test(arguments: layouts) func whatIsNotFinalIsNoPayment(_ layout: Layout) throws {
    for lacking in Lacking.allCases {
      for isNewestFirst in [false, true] {
        var rows = [Row(day: 14, status: layout.settled, amount: 10_000, id: "AA01", moved: true)]
        let open = ["undone", "open", "failed"].flatMap { words($0, layout.language) }
        #expect(open.count > 20)
        for (number, status) in open.enumerated() {
          rows.append(
            Row(day: 15, status: status, amount: 18_500, id: "BB\(100 + number)", moved: false))
        }
        rows.append(Row(day: 16, status: layout.settled, amount: 700, id: "CC01", moved: true))
        let intake = try load(text(rows, layout, lacking, isNewestFirst: isNewestFirst))
        let ids = intake.ledger.transfers.compactMap(\.recordedID).sorted()
        #expect(ids == ["AA01", "CC01"], "\(layout.testDescription) \(lacking)")
        #expect(codes(intake).isEmpty, "\(codes(intake))")
        #expect(intake.files[0].rows.memo == open.count)
      }
    }
  }

  /// One id that is printed before and after the payment was final is one payment.
  @Test(arguments: layouts) func onePaymentInTwoRowsCountsOnce(_ layout: Layout) throws {
    for lacking in Lacking.allCases {
      for isNewestFirst in [false, true] {
        let rows = [
          Row(day: 14, status: layout.settled, amount: 10_000, id: "AA01", moved: true),
          Row(day: 15, status: layout.pending, amount: 18_500, id: "BB01", moved: false),
          Row(day: 18, status: layout.settled, amount: 18_500, id: "BB01", moved: true),
        ]
        let intake = try load(text(rows, layout, lacking, isNewestFirst: isNewestFirst))
        let times = intake.ledger.transfers.map(\.time.iso8601)
        #expect(times == ["2021-03-14T09:00:00Z", "2021-03-18T09:00:00Z"])
        #expect(!codes(intake).contains("balance-break"))
      }
    }
  }

  /// A row that changed the balance and is not final keeps the balance closed, pays nobody, and is reported.
  @Test(arguments: layouts) func whatChangedTheBalanceIsHeld(_ layout: Layout) throws {
    for lacking in [Lacking.nothing, .impact] {
      for isNewestFirst in [false, true] {
        let rows = [
          Row(day: 14, status: layout.settled, amount: 10_000, id: "AA01", moved: true),
          Row(day: 15, status: layout.pending, amount: -4_000, id: "BB01", moved: true),
          Row(day: 18, status: layout.settled, amount: 500, id: "CC01", moved: true),
        ]
        let intake = try load(text(rows, layout, lacking, isNewestFirst: isNewestFirst))
        #expect(intake.ledger.transfers.compactMap(\.recordedID) == ["AA01", "CC01"])
        #expect(codes(intake).filter { $0 == "payment-open" }.count == 1, "\(codes(intake))")
        #expect(!codes(intake).contains("balance-break"))
        let section = try #require(intake.files[0].statement?.sections.first)
        #expect(section.held == -4_000 && section.difference == 0 && section.closing == 6_500)
      }
    }
  }

  /// A status that nobody has explained is said, and the row is not guessed.
  @Test(arguments: layouts) func anUnknownStatusIsSaid(_ layout: Layout) throws {
    let rows = [
      Row(day: 14, status: layout.settled, amount: 10_000, id: "AA01", moved: true),
      Row(day: 15, status: "Sparkling", amount: 500, id: "BB01", moved: true),
    ]
    let intake = try load(text(rows, layout, .nothing, isNewestFirst: false))
    #expect(codes(intake).contains("status-unknown"))
    #expect(intake.files[0].rows.rejected == 1 && intake.ledger.transferCount == 1)
  }

  /// Files drawn at random: what is loaded is what is final, and every balance closes.
  @Test(arguments: layouts) func drawnFilesClose(_ layout: Layout) throws {
    var random = SplitMix64(seed: 71)
    let open = words("open", layout.language)
    let failed = words("failed", layout.language)
    for _ in 0..<40 {
      var rows: [Row] = []
      var final: [String] = []
      var sum = 0
      for number in 0..<(3 + Int(random.next() % 20)) {
        let id = "DD\(100 + number)"
        let amount = (Int(random.next() % 90_000) + 1) * (random.next() % 3 == 0 ? -1 : 1)
        let moved: Bool
        let status: String
        switch random.next() % 6 {
        case 0: (status, moved) = (open[Int(random.next() % UInt64(open.count))], false)
        case 1: (status, moved) = (open[Int(random.next() % UInt64(open.count))], true)
        case 2: (status, moved) = (failed[Int(random.next() % UInt64(failed.count))], false)
        default: (status, moved) = (layout.settled, true)
        }
        // A first row's balance has none before it to be compared with.
        let isFinal = status == layout.settled || number == 0
        rows.append(
          Row(
            day: min(13 + number, 28), status: isFinal ? layout.settled : status, amount: amount,
            id: id,
            moved: isFinal || moved))
        if isFinal { final.append(id) }
        if isFinal || moved { sum += amount }
      }
      let lacking = random.next() % 2 == 0 ? Lacking.nothing : .impact
      let intake = try load(
        text(rows, layout, lacking, isNewestFirst: random.next() % 2 == 0))
      #expect(intake.ledger.transfers.compactMap(\.recordedID).sorted() == final.sorted())
      let section = try #require(intake.files[0].statement?.sections.first)
      #expect(section.closing.map(Int.init) == sum && section.difference ?? 0 == 0)
    }
  }

  // MARK: The table

  /// Every line is read, and no word of a service means two things.
  @Test func everyStatusMeansOneThing() {
    var meanings: [String: String] = [:]
    for line in String(decoding: PackageResources.statuses_csv, as: UTF8.self)
      .split(separator: "\n").dropFirst()
    {
      let cells = line.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
      #expect(cells.count == 7 && StatusTable.services.contains(cells[0]), "\(line)")
      #expect(
        cells[1] == "status" && PaymentStatus(rawValue: cells[2]) != nil
          || cells[1] == "impact" && ["moved", "none"].contains(cells[2]), "\(line)")
      for written in cells[3...].flatMap({ $0.split(separator: "|") }) {
        let key = "\(cells[0]) \(cells[1]) \(EventTable.normal(written)) \(written.hasSuffix("*"))"
        #expect(meanings[key] == nil || meanings[key] == cells[2], "\(written)")
        meanings[key] = cells[2]
      }
    }
    for service in StatusTable.services {
      #expect(StatusTable.of(service)?.isEmpty == false)
    }
  }

  @Test(arguments: [
    ("stripe", "Paid", PaymentStatus.settled), ("stripe", "Partial Refund", .settled),
    ("stripe", "Blocked", .failed), ("stripe", "Requires action", .open),
    ("wise", "OUTGOING_PAYMENT_SENT", .settled), ("wise", "FUNDS_REFUNDED", .failed),
    ("wise", "INCOMING_PAYMENT_WAITING", .open), ("revolut", "EN ATTENTE", .open),
    ("revolut", "revertido", .failed), ("payoneer", "", .settled),
    ("payoneer", "In progress", .open), ("payoneer", "Returned", .undone),
    ("paypal", "Temporary hold", .open), ("paypal", "On Hold - Ship Now", .open),
    ("paypal", "Partially Refunded", .settled),
  ])
  func servicesSayIt(_ service: String, _ word: String, _ status: PaymentStatus) throws {
    #expect(try #require(StatusTable.of(service)).status(word) == status)
  }
}
