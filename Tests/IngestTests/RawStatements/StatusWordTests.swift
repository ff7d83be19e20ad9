import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// Words by which rows tell whether their payments took place.
@Suite("Words of statuses")
struct StatusWordTests {
  private static func file(_ column: String, _ words: [String]) -> String {
    let amounts = ["-40.00", "25.50", "10.00", "-95.50", "-15.00"]
    let rows = words.enumerated().map { index, word in
      "2024-03-0\(index + 1),party \(index),\(amounts[index % 5]),\(word)"
    }
    return (["Date,Description,Amount,\(column)"] + rows).joined(separator: "\n") + "\n"
  }

  private static let words = ["Complete", "Complete", "Complete", "Issued", "Failed"]

  /// An answer to the open word leaves the words that are understood as they are.
  @Test func anAnswerKeepsWhatIsUnderstood() throws {
    var made = try MadeStatement(Self.file("Status", Self.words), [(.positive, "in")])
    #expect(made.open == ["settled"])
    try made.answer(.settled, "Issued")
    #expect(made.open.isEmpty)
    #expect(try made.read().money == "in 3550, out 13550")
    // The whole list says the same, and an answer without the open word leaves that out.
    try made.answer(.settled, "Issued,Complete")
    #expect(try made.read().money == "in 3550, out 13550")
    try made.answer(.settled, "Complete")
    #expect(try made.read().money == "in 3550, out 4000")
  }

  @Test func openWordsMayBeAnsweredAsUnsettled() throws {
    var made = try MadeStatement(Self.file("Status", Self.words), [(.positive, "in")])
    try made.answer(.unsettled, "Issued")
    #expect(made.open.isEmpty, "\(made.draft.questions)")
    #expect(try made.read().money == "in 3550, out 4000")
    // Words that are understood can be answered otherwise.
    try made.answer(.unsettled, "Issued,Complete")
    try made.answer(.settled, "Failed")
    #expect(try made.read().money == "in 0, out 1500")
  }

  @Test(arguments: ["Complete+Issued", "Isued", "Issued,Compleet"])
  func aWordThatNoRowHasIsRefused(_ answer: String) throws {
    var made = try MadeStatement(Self.file("Status", Self.words))
    #expect(throws: ProfileError.self) { try made.answer(.settled, answer) }
    // A usual word may stand in other files.
    try made.answer(.settled, "Issued,Posted,Complete")
  }

  @Test func aListThatLeavesOutAWordThatIsUnderstoodIsRefused() throws {
    var made = try MadeStatement(
      Self.file("Status", ["Complete", "Posted", "Complete", "Issued", "Failed"]))
    #expect(throws: ProfileError.self) { try made.answer(.settled, "Complete") }
    try made.answer(.unsettled, "Posted")
    try made.answer(.settled, "Complete")
    try made.answer(.positive, "in")
    #expect(try made.read().rows.loaded == 2)
  }

  /// An answer to the open word of a direction leaves the others as they are.
  @Test func anAnswerToADirectionKeepsWhatIsUnderstood() throws {
    let text = """
      Date,Description,Amount,Type
      2024-03-01,a,40.00,DR
      2024-03-02,b,25.50,CR
      2024-03-03,c,10.00,WDL
      2024-03-04,d,12.00,CR

      """
    var made = try MadeStatement(text)
    #expect(made.open.contains("out-words"), "\(made.open)")
    try made.answer(.outWords, "WDL")
    try made.answer(.inWords, "CR")
    let intake = try made.read()
    #expect(intake.money == "in 3750, out 5000" && intake.rows.rejected == 0)
  }

  /// Pairs of words for booked and pending rows, in several languages.
  static let pending = [
    ("Umsatz gebucht", "Umsatz vorgemerkt"), ("Gebucht", "Vorgemerkt"), ("Booked", "Pending"),
    ("Posted", "Pending transaction"), ("Comptabilisé", "En attente"),
    ("Contabilizado", "Pendiente"),
    ("Contabilizzato", "Non contabilizzato"), ("Geboekt", "Gereserveerd"),
    ("BOKFÖRT", "Reserverat"),
    ("Zaksięgowano", "Blokada"), ("Completed", "Declined"), ("", "Vorgemerkt"), ("", "PENDING"),
  ]

  @Test(arguments: pending, ["Info", "Hinweis", "Remark 2", "Status", "Kind", "Notiz"])
  func pendingRowsOfAnyColumnAreNoPayments(_ words: (String, String), _ column: String) throws {
    let (booked, waiting) = words
    let text = Self.file(column, [booked, booked, waiting, booked])
    let made = try MadeStatement(text, [(.positive, "in")])
    if column == "Status", booked.isEmpty {
      #expect(made.open == ["settled"])
      return
    }
    #expect(made.open.isEmpty, "\(words) \(column): \(made.draft.questions)")
    let intake = try made.read()
    #expect(intake.money == "in 2550, out 13550", "\(words) \(column)\n\(made.draft.yaml)")
    #expect(intake.rows.memo == 1 && intake.rows.rejected == 0)
  }

  /// Other words beside that of a pending row are asked about.
  @Test func otherWordsBesideAPendingOneAreAsked() throws {
    let made = try MadeStatement(
      Self.file("Info", ["Umsatz gebucht", "Sonstiges", "Umsatz vorgemerkt", "Umsatz gebucht"]),
      [(.positive, "in")])
    #expect(made.open == ["settled"])
  }

  /// Free text is not a column of statuses.
  @Test(arguments: [
    "pending bill of Ida", "Failed State Books", "Vorgemerkt Verlag", "open", "hold",
  ])
  func textsThatHoldSuchAWordAreNoStatus(_ word: String) throws {
    let made = try MadeStatement(
      Self.file("Remark 2", ["rent", "food", word, "books"]), [(.positive, "in")])
    #expect(made.open.isEmpty)
    #expect(try made.read().rows.loaded == 4)
  }

  /// A profile that does not read the column warns.
  @Test(arguments: ["Umsatz vorgemerkt", "Pending", "en attente"])
  func aProfileWithoutTheColumnWarns(_ word: String) throws {
    let profile = """
      profile: x.old
      version: 1
      shape: statement
      match:
        headers: [["Date", "Description", "Amount", "Info"]]
        exact: true
      fields:
        date: "Date"
        amount: {signed: "Amount"}
        positive: in
        currency: {always: EUR}
        narration: ["Description"]

      """
    let booked = try MadeStatement.read(Self.file("Info", ["ok", "ok", "ok"]), by: profile)
    #expect(!codes(booked).contains("status-unread"))
    let intake = try MadeStatement.read(Self.file("Info", ["ok", word, "ok"]), by: profile)
    #expect(codes(intake).contains("status-unread"))
  }
}
