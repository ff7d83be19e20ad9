import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// Rows that state a balance or a total are not payments, and payments whose text sounds like one are.
@Suite("Rows of balances and totals")
struct BalanceRowTests {
  /// Texts of the balances before and after a statement's payments.
  static let pairs: [(first: String, last: String)] = [
    ("OPENING BALANCE", "CLOSING BALANCE"),
    ("Balance brought forward", "Balance carried forward"),
    ("Brought forward", "Carried forward"), ("B/F", "C/F"), ("Balance b/f", "Balance c/f"),
    ("Opening balance at 1 March 2024", "Closing balance at 31 March 2024"),
    ("Previous balance", "New balance"), ("Starting Balance (EUR)", "Ending Balance (EUR)"),
    ("Anfangssaldo", "Endsaldo"), ("Alter Kontostand", "Neuer Kontostand"),
    ("Alter Saldo per 01.03.2024", "Neuer Saldo per 31.03.2024"),
    ("Saldovortrag", "Schlusssaldo"), ("Anfangsbestand", "Endbestand"),
    ("Solde initial", "Solde final"), ("Ancien solde", "Nouveau solde"),
    ("Solde d'ouverture", "Solde de clôture"), ("Saldo inicial", "Saldo final"),
    ("Saldo anterior", "Saldo final"), ("Saldo iniziale", "Saldo finale"),
    ("Beginsaldo", "Eindsaldo"), ("Vorig saldo", "Nieuw saldo"),
    ("Saldo początkowe", "Saldo końcowe"), ("Počáteční zůstatek", "Konečný zůstatek"),
    ("Ingående saldo", "Utgående saldo"), ("Входящий остаток", "Исходящий остаток"),
    ("期初余额", "期末余额"), ("前月繰越", "次頁繰越"),
  ]

  /// The columns of a statement: one amount or two sides, with balances or without, the text first or in the middle.
  enum Layout: CaseIterable, Sendable {
    case signed, sides, balances, textFirst, sidesAndBalances

    var header: String {
      switch self {
      case .signed: "Date,Description,Amount"
      case .sides: "Date,Description,Debit,Credit"
      case .balances: "Date,Description,Amount,Balance"
      case .textFirst: "Description,Date,Amount"
      case .sidesAndBalances: "Description,Date,Debit,Credit,Balance"
      }
    }

    func row(_ day: String, _ text: String, _ units: Int, balance: Int) -> String {
      func written(_ units: Int) -> String {
        "\(units < 0 ? "-" : "")\(abs(units) / 100).\(abs(units) % 100 < 10 ? "0" : "")\(abs(units) % 100)"
      }
      let (amount, rest) = (written(units), written(balance))
      let sides = units < 0 ? "\(written(-units))," : ",\(amount)"
      return switch self {
      case .signed: "\(day),\"\(text)\",\(amount)"
      case .sides: "\(day),\"\(text)\",\(sides)"
      case .balances: "\(day),\"\(text)\",\(amount),\(rest)"
      case .textFirst: "\"\(text)\",\(day),\(amount)"
      case .sidesAndBalances: "\"\(text)\",\(day),\(sides),\(rest)"
      }
    }
  }

  private static func made(_ lines: [String], _ layout: Layout) throws -> Intake {
    var made = try MadeStatement(([layout.header] + lines).joined(separator: "\n") + "\n")
    if made.open.contains("positive") { made = try made.answering(.positive, "in") }
    #expect(made.open.isEmpty, "\(layout) asks \(made.open)")
    return try made.read()
  }

  @Test(arguments: pairs.indices, Layout.allCases)
  func openingAndClosingBalancesAreNoPayments(_ pair: Int, _ layout: Layout) throws {
    let (first, last) = Self.pairs[pair]
    for isUndated in [false, true] {
      let day = { (text: String) in isUndated ? "" : text }
      let lines = [
        layout.row(day("2024-03-01"), first, 100_000, balance: 100_000),
        layout.row("2024-03-14", "ODD BOOKS", -4_000, balance: 96_000),
        layout.row("2024-03-16", "ODA KLEIN", 20_000, balance: 116_000),
        layout.row(day("2024-03-31"), last, 116_000, balance: 116_000),
      ]
      for isReversed in [false, true] {
        let intake = try Self.made(isReversed ? lines.reversed() : lines, layout)
        #expect(intake.money == "in 20000, out 4000", "\(first) \(layout) \(intake.diagnostics)")
        #expect(intake.rows.loaded == 2 && intake.rows.rejected == 0, "\(first) \(layout)")
        #expect(!codes(intake).contains("balance-break"))
        guard !isUndated else { continue }
        let section = intake.files.first?.statement?.sections.first
        #expect(section?.opening == 100_000 && section?.ending == 116_000, "\(first) \(layout)")
      }
    }
  }

  @Test func aBalanceThatDoesNotFollowIsReported() throws {
    let layout = Layout.signed
    let intake = try Self.made(
      [
        layout.row("2024-03-01", "Opening balance", 100_000, balance: 0),
        layout.row("2024-03-14", "ODD BOOKS", -4_000, balance: 0),
        layout.row("2024-03-31", "Closing balance", 116_000, balance: 0),
      ], layout)
    #expect(intake.money == "in 0, out 4000")
    #expect(codes(intake).contains("balance-break"))
  }

  /// Texts of payments that begin with a word of balances and totals, or have it.
  static let payments = [
    "TOTAL ENERGIES PARIS", "SOLDE ANNUEL BOUTIQUE", "Page & Fils SARL", "Summe und Partner GmbH",
    "Saldo Rechnung 12", "Closing balance transfer to Ida", "Balance Yoga Studio", "Sum Dim House",
    "Gesamt Bau AG", "Opening night tickets", "Solde de tout compte M. Roux", "Sub Zero Cafe",
    "Total Wine & More", "Endsaldo Verlag", "Carried Away Books", "Saldo Moda",
  ]

  @Test(arguments: payments, Layout.allCases)
  func paymentsThatSoundLikeOneArePayments(_ text: String, _ layout: Layout) throws {
    let lines = [
      layout.row("2024-03-14", text, -6_000, balance: 94_000),
      layout.row("2024-03-15", "ODD BOOKS", -4_000, balance: 90_000),
      layout.row("2024-03-16", text, -10_000, balance: 80_000),
      layout.row("2024-03-17", "ODA KLEIN", 20_000, balance: 100_000),
      layout.row("", "Total", 20_000, balance: 100_000),
    ]
    let intake = try Self.made(lines, layout)
    #expect(intake.money == "in 20000, out 20000", "\(text) \(layout)")
    #expect(intake.rows.loaded == 4 && intake.rows.rejected == 0, "\(intake.diagnostics)")
    // A payment whose day is missing is never left out.
    let undated = [lines[0], layout.row("", text, -1_000, balance: 93_000)] + lines[1...]
    let damaged = try Self.made(Array(undated), layout)
    #expect(damaged.rows.loaded == 4 && damaged.rows.rejected == 1, "\(text) \(layout)")
  }

  /// The very words of balances are payments where the column of balances moves by them.
  @Test(arguments: ["Final balance", "TOTAL", "Saldo", "Opening balance", "Balance"])
  func theColumnOfBalancesDecides(_ text: String) throws {
    for layout in [Layout.balances, .sidesAndBalances] {
      let intake = try Self.made(
        [
          layout.row("2024-03-13", "ODA KLEIN", 20_000, balance: 120_000),
          layout.row("2024-03-14", text, -6_000, balance: 114_000),
          layout.row("2024-03-15", "ODD BOOKS", -4_000, balance: 110_000),
        ], layout)
      #expect(intake.money == "in 20000, out 10000", "\(text) \(layout)")
    }
  }

  @Test(arguments: ["Total", "Summe", "Totals", "Gesamtumsatz", "Totaux", "Suma", "合计"])
  func sumsOfColumnsAreTotals(_ text: String) throws {
    guard BalanceWords.meaning(of: text) == .total else { return }
    for sums in ["40.00,200.00", "40.00,1200.00"] {
      let made = try MadeStatement(
        """
        Date,Description,Debit,Credit
        2024-03-01,Balance brought forward,,1000.00
        2024-03-02,ODD BOOKS,40.00,
        2024-03-14,ODA KLEIN,,200.00
        2024-03-31,Balance carried forward,,1160.00
        2024-03-31,\(text),\(sums)

        """)
      let intake = try made.read()
      #expect(intake.money == "in 20000, out 4000", "\(intake.diagnostics)")
      #expect(intake.rows.rejected == 0)
    }
  }

  /// Nothing shows whether such a row is a payment: it is rejected, or counts and is reported.
  @Test func whatNothingDecidesIsReported() throws {
    let layout = Layout.signed
    let among = [
      layout.row("2024-03-13", "ODA KLEIN", 20_000, balance: 0),
      layout.row("2024-03-14", "Opening balance", -6_000, balance: 0),
      layout.row("2024-03-15", "ODD BOOKS", -4_000, balance: 0),
    ]
    let open = try Self.made(among, layout)
    #expect(codes(open).contains("balance-or-payment") && open.rows.rejected == 1)
    let doubtful = try Self.made(
      among.dropLast() + [layout.row("2024-03-15", "Saldo", -4_000, balance: 0)], layout)
    #expect(doubtful.diagnostics.contains { $0.code == "balance-or-payment" })
  }
}

extension MadeStatement {
  func answering(_ topic: ProfileDraft.Topic, _ text: String) throws -> MadeStatement {
    var made = self
    try made.answer(topic, text)
    return made
  }

  mutating func answer(_ topic: ProfileDraft.Topic, _ text: String) throws {
    try draft.answer(topic, text)
  }
}
