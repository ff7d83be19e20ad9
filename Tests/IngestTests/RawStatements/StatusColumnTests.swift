import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// Columns that tell whether payments took place, by their names in many languages, as yes or no, and as reasons.
@Suite("Columns of statuses")
struct StatusColumnTests {
  private static func statement(_ column: String, _ words: [String]) -> String {
    let amounts = ["-100.00", "-70.00", "500.00", "-30.00"]
    let rows = words.enumerated().map { index, word in
      "2024-03-1\(index + 1),party \(index),\(amounts[index % 4]),\(word)"
    }
    return (["Date,Description,Amount,\(column)"] + rows).joined(separator: "\n") + "\n"
  }

  private static func ledger(_ column: String, _ words: [String]) -> String {
    let rows = words.enumerated().map { index, word in
      "2024-03-1\(index + 1),Ann,Ben \(index),\(index + 1)0.00,EUR,\(word)"
    }
    return (["Date,From,To,Amount,Currency,\(column)"] + rows).joined(separator: "\n") + "\n"
  }

  private func draft(
    _ text: String, _ answers: [(ProfileDraft.Topic, String)] = []
  ) throws -> ProfileDraft {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    var draft = try ProfileDraft(path: folder.write(text))
    try draft.answer(.name, "x.bank")
    for (topic, words) in answers { try draft.answer(topic, words) }
    return draft
  }

  private func asked(_ draft: ProfileDraft) -> [String] {
    draft.questions.map(\.topic.rawValue).sorted()
  }

  /// A word that nobody knows must be asked about, whatever the language of the column's name.
  @Test(arguments: [
    "Status", "État", "Etat de l'opération", "Situação", "Situación", "Состояние", "Állapot", "状態",
    "Tilanne", "Durumu", "Zustand", "Stan operacji", "Stav platby", "payment_state", "txStatus",
    "Transaction Status", "处理状态".replacing("处理", with: "交易"),
  ])
  func unknownWordsAreAskedFor(_ name: String) throws {
    let made = try MadeStatement(
      Self.statement(name, ["Qorvex", "Zumbal", "Qorvex"]), [(.positive, "in")])
    #expect(made.open == ["settled"])
    let draft = try draft(Self.ledger(name, ["Qorvex", "Zumbal", "Qorvex"]))
    #expect(asked(draft) == ["settled"])
  }

  @Test(arguments: [
    ("État", "Exécuté", "Rejeté"), ("Situação", "Concluída", "Cancelada"),
    ("Состояние", "Исполнен", "Отклонён"), ("Állapot", "Teljesült", "Elutasítva"),
    ("状態", "完了", "取消"), ("Success", "true", "false"), ("Declined", "N", "Y"),
    ("Approved", "Y", "N"), ("Posted", "Yes", "No"), ("Voided", "0", "1"), ("isError", "0", "1"),
    ("Annulé", "non", "oui"), ("Storniert", "nein", "ja"), ("Is Cancelled?", "false", "true"),
  ])
  func rejectedPaymentsDoNotCount(_ name: String, good: String, bad: String) throws {
    let made = try MadeStatement(
      Self.statement(name, [good, bad, good]), [(.positive, "in")])
    #expect(made.open.isEmpty, "\(made.draft.questions)")
    #expect(try made.read().money == "in 50000, out 10000")
    var ledger = try MadeLedger(Self.ledger(name, [good, bad, good]))
    #expect(ledger.draft.questions.isEmpty, "\(ledger.draft.questions)")
    #expect(try ledger.total() == 40_00)
  }

  /// A payment that was given back may have been made, so nothing is assumed.
  @Test(arguments: [("Reversed", "No", "Yes"), ("Storno", "nein", "ja"), ("is_refunded", "0", "1")])
  func reversalsAreAskedFor(_ name: String, good: String, bad: String) throws {
    let made = try MadeStatement(Self.statement(name, [good, bad, good]), [(.positive, "in")])
    #expect(made.open == ["settled"])
  }

  @Test(arguments: [
    ("Status", "Error(0)"), ("Status", "Failed"), ("ErrCode", "Out of gas"),
    ("Failure reason", "Insufficient funds"), ("Reject reason", "AC04"),
    ("Motif du rejet", "Compte clos"), ("Declined", "Y"), ("Ablehnungsgrund", "Limit"),
  ])
  func blanksBesideAnErrorAreAskedFor(_ name: String, word: String) throws {
    var made = try MadeStatement(Self.statement(name, ["", word, ""]), [(.positive, "in")])
    #expect(made.open == ["settled"])
    try made.answer(.settled, "blank")
    #expect(made.open.isEmpty)
    #expect(try made.read().money == "in 50000, out 10000")
    var ledger = try MadeLedger(Self.ledger(name, ["", word, ""]))
    #expect(asked(ledger.draft) == ["settled"])
    try ledger.draft.answer(.settled, "blank")
    #expect(try ledger.total() == 40_00)
  }

  @Test func blanksMayBeUnsettled() throws {
    var made = try MadeStatement(
      Self.statement("Status", ["Completed", "", "Completed"]), [(.positive, "in")])
    #expect(made.open == ["settled"])
    try made.answer(.unsettled, "blank")
    #expect(made.open.isEmpty)
    #expect(try made.read().money == "in 50000, out 10000")
  }

  /// A name that other columns have as well is taken where its words are those of a status.
  @Test func aResultIsAStatusWhereItsWordsAre() throws {
    let words = ["SUCCESS", "OUT_OF_ENERGY", "SUCCESS"]
    #expect(asked(try draft(Self.ledger("Result", words))) == ["settled"])
    #expect(asked(try draft(Self.ledger("Outcome", ["approved", "declined", "x"]))) == ["settled"])
    #expect(asked(try draft(Self.ledger("Result", ["north", "south", "east"]))).isEmpty)
  }

  /// One column that says nothing does not hide another that does.
  @Test func severalColumnsAreAskedFor() throws {
    let text =
      "Date,From,To,Amount,Currency,Status,Voided\n2024-03-11,Ann,Ben,10.00,EUR,Paid,0\n2024-03-12,Ann,Cid,20.00,EUR,Paid,1\n"
    #expect(asked(try draft(text)) == ["status"])
    #expect(asked(try draft(text, [(.status, "Voided")])).isEmpty)
    // Two columns that say the same leave nothing open.
    let same = text.replacing("Paid,1", with: "Failed,1")
    #expect(asked(try draft(same)).isEmpty)
  }

  @Test func aColumnMayBeNoStatus() throws {
    let draft = try draft(Self.ledger("State", ["CA", "NY", "TX"]), [(.status, "none")])
    #expect(draft.questions.isEmpty)
    #expect(!draft.yaml.contains("settled"))
  }

  /// A warning, where the text of a row says that it is not booked.
  @Test(arguments: [
    ("PENDING - SHOP", true), ("Vorgemerkt: LADEN", true), ("EN ATTENTE MAGASIN", true),
    ("BLOKADA SKLEP", true), ("*GERESERVEERD WINKEL", true), ("AUTHORISATION HOLD SHOP", true),
    ("PENDINGTON LTD", false), ("SHOP PENDING", false),
  ])
  func pendingTextsAreReported(_ text: String, isReported: Bool) throws {
    let made = try MadeStatement(
      "Date,Description,Amount\n2024-03-14,aaa,-100.00\n2024-03-15,\(text),-70.00\n",
      [(.positive, "in")])
    let found = try made.read().diagnostics.contains { $0.code == "status-unread" }
    #expect(found == isReported)
  }
}

/// A table whose rows name both accounts, and the profile made of it.
struct MadeLedger {
  let folder: TemporaryFolder
  var draft: ProfileDraft

  init(_ text: String, _ answers: [(ProfileDraft.Topic, String)] = []) throws {
    folder = try TemporaryFolder()
    draft = try ProfileDraft(path: try folder.write(text, as: "export.csv"))
    try draft.answer(.name, "x.made")
    for (topic, answer) in answers { try draft.answer(topic, answer) }
  }

  /// The sum of all transfers in the smallest unit.
  func total() throws -> Int64 {
    try draft.trial().intake.ledger.transfers.reduce(0) { $0 + $1.sent.minorUnits }
  }
}
