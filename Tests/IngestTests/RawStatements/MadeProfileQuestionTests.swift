import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// Questions that `profile make` must ask, and answers that it must take.
@Suite("Questions of profile make")
final class MadeProfileQuestionTests {
  /// The folders of the files, which last as long as the test.
  private var folders: [TemporaryFolder] = []
  private func draft(
    _ text: String, _ answers: [ProfileDraft.Topic: String] = [:]
  ) throws -> ProfileDraft {
    let folder = try TemporaryFolder()
    folders.append(folder)
    var draft = try ProfileDraft(path: folder.write(text))
    try draft.answer(.name, "x.bank")
    for (topic, words) in answers.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      try draft.answer(topic, words)
    }
    return draft
  }

  private func asked(_ draft: ProfileDraft) -> Set<ProfileDraft.Topic> {
    Set(draft.questions.map(\.topic))
  }

  @Test(arguments: [
    ("180.00 CR", true), ("180.00", true), ("-180.00", false), ("180.00CR.", true),
  ])
  func anAmountWithoutAMarkIsAskedFor(_ last: String, isAsked: Bool) throws {
    let draft = try draft(
      "Date,Description,Amount\n2024-03-01,BOOKS,20.00\n2024-03-05,PAYMENT RECEIVED - THANK YOU,\(last)\n2024-03-06,SHOP,30.00\n",
      [.shape: "statement", .currency: "GBP"])
    #expect(asked(draft).contains(.positive) == isAsked)
  }

  @Test(arguments: [("Debit", "-40.00", true), ("Credit", "40.00", false)])
  func wordsAgainstSignsAreAskedFor(_ word: String, amount: String, isAsked: Bool) throws {
    let text =
      "Date,Details,Transaction Type,Amount,Balance\n2024-03-01,ANN,Credit,100.00,100.00\n2024-03-02,SHOP,Debit,40.00,60.00\n2024-03-03,REV SHOP,\(word),\(amount),100.00\n"
    let open = try draft(text, [.shape: "statement", .currency: "GBP"])
    #expect(asked(open).contains(.positive) == isAsked)
    let answered = try draft(
      text, [.shape: "statement", .currency: "GBP", .side: "Transaction Type"])
    #expect(answered.questions.isEmpty)
    let section = try answered.trial().intake.files[0].statement?.sections.first
    #expect(section?.credits == 140_00)
    #expect(section?.debits == 40_00)
  }

  @Test func anAnswerOnStatusesIsNotDropped() throws {
    let text =
      "Date,Sender,Receiver,Amount,Currency,Status\n2024-03-04,Ann,Ben,100.00,GBP,Paid\n2024-03-05,Ann,Ben,50.00,GBP,Cancelled\n"
    let draft = try draft(text, [.amount: "Amount", .settled: "Paid"])
    #expect(draft.questions.isEmpty)
    #expect(try draft.trial().intake.ledger.transfers.count == 1)
    // A column of no usual name must be named before its words are taken.
    let unknown = text.replacing("Status", with: "Colour").replacing("Paid", with: "Blue")
      .replacing("Cancelled", with: "Green")
    #expect(throws: ProfileError.self) {
      try self.draft(unknown, [.amount: "Amount", .settled: "Blue"])
    }
    // Words that all but statuses lack find it under any name.
    let named = try self.draft(
      text.replacing("Status", with: "Outcome"), [.amount: "Amount", .settled: "Paid"])
    #expect(try named.trial().intake.ledger.transfers.count == 1)
  }

  @Test(arguments: [("Failed", false), ("", true)])
  func aBlankStatusIsKnownOnlyWhereTheFileHasOne(_ word: String, isKnown: Bool) throws {
    let draft = try draft(
      "Date,Description,Amount,Currency,Status\n2024-03-04,ANN,-100.00,GBP,Completed\n2024-03-05,ANN,-10.00,GBP,\(word)\n",
      [.shape: "statement", .positive: "in", .settled: "Completed"])
    #expect(draft.yaml.contains(")?$'") == isKnown)
  }

  @Test func theCurrencyOfAnotherAmountIsNotTheAccounts() throws {
    let text =
      "Date,Payee,Amount (EUR),Original Amount,Original Currency\n2024-03-04,Ann,500.00,,\n2024-03-05,Books,-18.50,-20.00,USD\n"
    let draft = try draft(
      text, [.shape: "statement", .amount: "Amount (EUR)", .currency: "EUR", .positive: "in"])
    #expect(draft.questions.isEmpty)
    #expect(draft.yaml.contains("always: EUR"))
    let mixed = "Date,Text,Amount,Currency\n2024-03-04,a,-1.00,EUR\n2024-03-05,b,2.00,USD\n"
    #expect(throws: ProfileError.self) { try self.draft(mixed, [.currency: "EUR"]) }
  }

  @Test(arguments: [("Foreign Amount", true), ("Fee", false)])
  func aCurrencyBehindAForeignAmountIsAskedFor(_ name: String, isAsked: Bool) throws {
    let draft = try draft(
      "Date,Description,Amount,\(name),Currency\n2024-03-04,BOOKS,18.50,20.00,USD\n2024-03-06,SHOP,12.00,12.00,GBP\n",
      [.shape: "statement", .positive: "out", .amount: "Amount"])
    #expect(asked(draft).contains(.currency) == isAsked)
  }

  @Test(arguments: [("+ $10.00", true), ("$10.00", false)])
  func signsOfOneAccountsViewAskForTheShape(_ amount: String, isAsked: Bool) throws {
    let draft = try draft(
      "ID,Date,From,To,Amount\n1,2024-01-03,Ann,Ben,- $40.00\n2,2024-01-04,Ann,Tom,\(amount)\n",
      [.currency: "USD"])
    #expect(asked(draft).contains(.shape) == isAsked)
  }
}
