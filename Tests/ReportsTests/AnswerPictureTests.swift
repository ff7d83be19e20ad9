import Compromise
import Drawing
import Patterns
import PaymentGraph
import Simulation
import Testing

@testable import Reports

/// Pictures of answers: how victims were chosen, and single rows of a screening.
@Suite("Pictures of answers")
struct AnswerPictureTests {
  private func answer(
    seed: UInt64, change: (inout ChosenSettings) -> Void
  ) throws -> (town: ChosenCase, answer: CompromiseAnswer) {
    var settings = ChosenSettings(seed: seed)
    change(&settings)
    let town = try ChosenCase(settings)
    let (ledger, claims, records) = town.loaded()
    return (town, try ledger.whole.compromise(claims: claims, records: records))
  }

  @Test func aNamedListIsABarWithItsInterval() throws {
    let (town, answer) = try answer(seed: 1) {
      $0.sharePerMille = 700
      $0.order = .alphabetical
    }
    let leaked = try #require(town.leaked)
    let row = try #require(answer.lists.first { $0.verdict == .supported })
    try #require(row.list == leaked)
    let diagram = CompromiseDiagram(
      answer, top: 12, options: DiagramOptions(mask: .none))
    try DrawingChecks.check { try diagram.picture() }
    let picture = try diagram.picture()
    let texts = picture.drawing.texts
    #expect(texts.contains { $0.contains("the records support \(leaked)") })
    let share = try #require(row.figures?.share)
    let low = Int((share.low * 100).rounded())
    #expect(texts.contains { $0.contains("(\(low)-") })
    // Every contact has its point, and the order that was planted is the one that is drawn.
    #expect(picture.table.rows.count { $0.cells[0] == "contact" } == town.victims.count)
    #expect(texts.contains { $0.contains("names in the order of the alphabet") })
    #expect(texts.contains { $0.contains("Association is no proof") })
  }

  @Test func masksHoldAndWordsKeepApart() throws {
    let (_, answer) = try answer(seed: 2) {
      $0.others = 12
      $0.victims = 9
    }
    for mask in DiagramMask.allCases {
      for top in [1, 40] {
        try DrawingChecks.check {
          try CompromiseDiagram(answer, top: top, options: DiagramOptions(mask: mask)).picture()
        }
      }
    }
    let picture = try CompromiseDiagram(
      answer, top: 40, options: DiagramOptions(caseNumber: "7", mask: .all)
    ).picture()
    let texts = picture.drawing.texts + picture.table.texts
    #expect(!texts.contains { $0.contains("shop-") })
    #expect(texts.contains { $0.contains("nobody to compare with") })
  }

  @Test func everyRowOfAScreeningIsDrawn() throws {
    var settings = AttemptSettings(seed: 4)
    (settings.payments, settings.accounts, settings.attempts) = (1_500, 500, 1)
    let ledger = try AttemptCase(settings).ledger()
    var question = PatternSettings()
    question.shuffles = .count(2)
    question.limits = [
      Money(minorUnits: AttemptCase.limit, currency: try #require(Currency("GBP")))
    ]
    question.q = 0.6
    let answer = try ledger.whole.patterns(question)
    var drawn: Set<Pattern> = []
    for (number, row) in answer.rows.enumerated() where drawn.insert(row.pattern).inserted {
      let picture = try PatternDiagram(answer, row: number + 1).picture()
      #expect(!picture.drawing.texts.isEmpty)
      #expect(
        picture.drawing.texts.contains {
          $0.contains("Row \(number + 1) of a screening: \(row.pattern.rawValue)")
        }, "\(row.pattern)")
      #expect(DrawingChecks.overlaps(picture.drawing) == [], "\(row.pattern)")
      #expect(!(try picture.file(.svg)).isEmpty)
    }
    #expect(drawn.count >= 10)
    #expect(drawn.isSuperset(of: [.fanIn, .chain, .scatterGather, .structuring]))
  }
}
