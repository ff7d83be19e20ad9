import Foundation
import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// Statements of banks of the world, each through a profile made of it with the answers that are asked for.
@Suite("Profiles made of banks' forms")
struct BankFormTests {
  @Test func thereAreThirtyBanksAndMore() {
    #expect(BankForm.all.count >= 30)
    #expect(Set(BankForm.all.map(\.bank)).count == BankForm.all.count)
  }

  @Test(arguments: BankForm.all, [UInt64(1), 2, 3])
  func whatWentOutAndCameInIsRight(_ form: BankForm, _ seed: UInt64) throws {
    let file = form.file(seed: seed)
    let folder = try TemporaryFolder()
    let path = try folder.write(file.text, as: "export.csv")
    var draft = try ProfileDraft(path: path)
    #expect((draft.headerLine != nil) == form.hasHeader, "\(form)")
    try draft.answer(.name, form.bank)
    var asked: [String] = []
    while let question = draft.questions.first, asked.count < 12 {
      let answer = try #require(
        form.answers[question.topic], "\(form) asks: \(question.topic) \(question.words)")
      asked.append(question.topic.rawValue)
      try draft.answer(question.topic, answer)
    }
    // Answers that nobody asks for, but that a person sees, are given as well.
    for topic in [ProfileDraft.Topic.narration, .out, .in, .balance, .account]
    where form.answers[topic] != nil && draft.value(topic) == nil {
      try draft.answer(topic, form.answers[topic] ?? "")
    }
    #expect(draft.questions.isEmpty, "\(form): \(draft.questions)")
    let trial = try draft.trial()
    #expect(trial.reader == form.bank, "\(draft.yaml)")
    #expect(trial.intake.rows.loaded == 12, "\(form) \(trial.intake.rows)\n\(draft.yaml)")
    #expect(trial.intake.rows.rejected == 0)
    let sections = trial.intake.files.first?.statement?.sections ?? []
    let part: Int128 = form.isWhole ? 100 : 1
    let sums = (
      out: sections.reduce(0) { $0 + $1.debits }, into: sections.reduce(0) { $0 + $1.credits }
    )
    #expect(sums.out == Int128(file.out) / part, "\(form)\n\(draft.yaml)")
    #expect(sums.into == Int128(file.into) / part, "\(form)\n\(draft.yaml)")
    for section in sections { #expect(section.linksHeld == section.links, "\(form)") }
    let days = trial.intake.ledger.transfers.compactMap { $0.time.day?.iso8601 }
    #expect(days.first == "2021-03-02" && days.last == "2021-03-24", "\(form) \(days)")
    // The rows that show the format are read as well.
    let fixture = try folder.write(draft.maskedFixture, as: "fixture.csv")
    var reader = TransactionReader()
    reader.library = FormatLibrary(own: [try Format(text: draft.yaml, source: "made")])
    let shown = try reader.read([fixture])
    #expect(
      shown.files.first?.profile == form.bank && shown.rows.rejected == 0,
      "\(form) \(shown.rows)\n\(draft.maskedFixture)")
  }

  /// No built-in profile takes a file of a bank that it does not know.
  @Test(arguments: BankForm.all)
  func noBuiltInProfileTakesTheFile(_ form: BankForm) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(form.file(seed: 7).text, as: "export.csv")
    var taken: String?
    do throws(IngestError) {
      taken = try TransactionReader().read([path]).files.first?.profile
    } catch {
      #expect([.headerUnknown, .twoReadings].contains(error.code), "\(form): \(error)")
      #expect(error.message.contains("profile make"), "\(form): \(error)")
    }
    #expect(taken == nil, "\(form) is taken by \(taken ?? "")")
  }

  /// A profile made of one bank's file takes no other bank's.
  @Test func noMadeProfileTakesAnothersFile() throws {
    let folder = try TemporaryFolder()
    var documents: [Format] = []
    var paths: [(bank: String, path: String)] = []
    for (number, form) in BankForm.all.enumerated() {
      let path = try folder.write(form.file(seed: 5).text, as: "\(number).csv")
      var draft = try ProfileDraft(path: path)
      try draft.answer(.name, form.bank)
      while let question = draft.questions.first, let answer = form.answers[question.topic] {
        try draft.answer(question.topic, answer)
      }
      documents.append(try Format(text: draft.yaml, source: form.bank))
      paths.append((form.bank, path))
    }
    var reader = TransactionReader()
    reader.library = FormatLibrary(own: documents)
    for (bank, path) in paths {
      #expect(try reader.read([path]).files.first?.profile == bank)
    }
  }
}
