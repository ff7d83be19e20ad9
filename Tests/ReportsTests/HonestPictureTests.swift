import FundTracing
import PaymentGraph
import TestSupport
import Testing

@testable import Drawing
@testable import Reports

/// Pictures say what they leave out, what they merely illustrate and who is known by a name only.
@Suite("Pictures that cannot be misread")
struct HonestPictureTests {
  private static let gbp = Currency("GBP") ?? .none

  private func money(_ pounds: Int64) -> Money {
    Money(minorUnits: pounds * 100, currency: Self.gbp)
  }

  /// Two victims who claim 300 and 200, of which a linked walk carries 100 and 200, and a third whose money stays.
  private func ledger() throws -> (ledger: Ledger, claims: [TransferID]) {
    let ledger = LedgerLiteral(
      """
      role anna victim
      role bela victim
      role cora victim
      role mule mule
      role shop merchant
      role end destination
      1970-01-02 anna -> mule 100.00 GBP
      1970-01-03 anna -> shop 200.00 GBP
      1970-01-04 bela -> mule 200.00 GBP
      1970-01-05 cora -> shop 50.00 GBP
      1970-01-06 mule -> end 290.00 GBP
      """
    ).ledger
    return (
      ledger, ledger.whole.transfers.map(\.id).filter { ledger.transfer($0).payer.role == .victim }
    )
  }

  private func flow(_ ledger: Ledger, _ claims: [TransferID]) throws -> FlowDiagram {
    let sources = Source.claiming(claims, in: ledger)
    let answer = try ledger.whole.sharedSinks(of: sources)
    let end = answer.sinks.filter { ledger.account($0.account).key == "end" }
    let flow = try ledger.whole.flow(from: sources, to: end.map(\.account))
    return FlowDiagram(answer, shown: end, flow: flow, sources: sources)
  }

  @Test func aVictimsCardSaysWhatItLostAndWhatIsFollowed() throws {
    let (ledger, claims) = try ledger()
    let diagram = try flow(ledger, claims)
    let texts = try diagram.picture().drawing.labels
    #expect(texts.contains("Claimed GBP 300.00"))
    #expect(texts.contains("of which GBP 100.00 followed here"))
    #expect(texts.contains("Claimed GBP 200.00"))
    #expect(texts.contains("all of it followed here"))
    #expect(texts.contains { $0.contains("GBP 550.00 claimed, of which GBP 300.00 followed here") })
    #expect(texts.contains("Payment flow: 2 of 3 victims, 1 shared account"))
    #expect(
      texts.contains("Not in this picture: 1 victim whose money reaches none of these accounts."))
    for picture in [try SankeyDiagram(diagram).picture(), try TimelineDiagram(diagram).picture()] {
      #expect(
        picture.drawing.labels.contains {
          $0.contains("GBP 550.00 claimed, of which GBP 300.00 followed here")
        })
      #expect(picture.drawing.title.contains("2 of 3 victims"))
    }
  }

  /// Every kind that passes services as ordinary accounts warns above its title, and none that does not.
  @Test func pooledAsOrdinaryIsAnIllustration() throws {
    let ledger = SampleLedger.victims(3)
    let sources = try AccountSelector.role(.victim).accounts(in: ledger.whole)
      .map { Source(account: $0) }
    let banner = "Illustration: payment services treated as ordinary accounts (grade D)"
    for pooling in [Pooling.asOrdinary, .links(minimumGrade: .d)] {
      let rules = WalkRules(pooling: pooling)
      let answer = try ledger.whole.sharedSinks(of: sources, rules: rules)
      let shown = answer.choosing(nil, atMost: 5)
      let flow = try ledger.whole.flow(from: sources, to: shown.map(\.account), rules: rules)
      let diagram = FlowDiagram(answer, shown: shown, flow: flow)
      var terms = TracingTerms()
      terms.pooling = pooling
      let trace = try ledger.whole.trace(of: sources, by: .rule(.fifo), terms: terms)
      let pictures = [
        try diagram.picture(), try SankeyDiagram(diagram).picture(),
        try TimelineDiagram(diagram).picture(),
        try MatrixDiagram(answer, shown: shown, sources: sources).picture(),
        try MatrixDiagram(trace, sinks: shown, sources: sources, columnLimit: 5).picture(),
        try WalkDiagram(trace, of: sources[0].account, sources: sources).picture(),
      ]
      for picture in pictures {
        #expect(picture.drawing.labels.contains(banner) == (pooling == .asOrdinary))
        #expect(picture.drawing.summary.hasPrefix(banner) == (pooling == .asOrdinary))
      }
    }
  }

  /// A party known by no number comes last, takes no colour from accounts and is called what it is.
  @Test func standInsAreNamedAndComeLast() throws {
    var builder = LedgerBuilder()
    let payer = builder.account("gb:20000012345678")
    let keys = [
      "?:gb:20000012345678:CASH", "?:gb:20000012345678:payment:00aa11bb22cc33dd00aa11bb22cc33dd",
      "?:gb:20000012345678:payment:jordan", "gb:30000087654321",
    ]
    for (number, key) in keys.enumerated() {
      let account = builder.account(key)
      if key.hasSuffix("jordan") {
        builder.describe(account, as: AccountDetails(name: "Jordan Example"))
      } else if key.hasPrefix("?:") {
        builder.setUnnamed(account)
      }
      builder.add(
        TransferDraft(
          payer: payer, beneficiary: account, sent: money(Int64(900 - number * 100)),
          time: PostingTime(start: Int64(number) * 86_400_000, precision: .day)))
    }
    let ledger = builder.build()
    let diagram = FlowDiagram(ledger.whole)
    let text = diagram.text
    let ends = text.model.parties.filter { $0.tier == .end }.map(text.name)
    #expect(ends.first == "••••4321")
    #expect(ends.dropFirst() == ["Cash", "Nobody named", "Jordan Example"])
    let texts = try diagram.picture().drawing.labels
    #expect(texts.contains("known by name only"))
    #expect(texts.contains { $0.hasPrefix("drawn from ") && $0.hasSuffix("5678") })
    #expect(texts.contains { $0.hasPrefix("in a row of ") && $0.hasSuffix("5678") })
    #expect(!texts.contains { $0.contains("00aa11bb22cc33dd") || $0.contains("20000012345678") })
  }

  /// Lines that end at an account lead to it; lines that pass it lead by way of it.
  @Test func theLegendSaysWhereLinesLead() throws {
    let (ledger, claims) = try ledger()
    let direct = try flow(ledger, claims)
    // All lines in the colour of the account where money ends lead there.
    #expect(try direct.picture().drawing.labels.contains { $0.hasPrefix("to end") })
    let pooled = try DrawnLedger.flow(SampleLedger.victims(2))
    #expect(try pooled.picture().drawing.labels.contains { $0.hasPrefix("via psp-0 (P)") })
  }

  /// Payments of one day in two files: nothing says that the money had come before it left.
  @Test func aWalkDashesWhatNoRecordPutsInOrder() throws {
    let literal: LedgerLiteral = """
      role anna victim
      1970-01-01 anna -> mule 100.00 GBP file:a
      1970-01-01 mule -> end 100.00 GBP file:b
      """
    let (ledger, victim) = (literal.ledger, literal["anna"])
    let sources = [Source(account: victim)]
    let trace = try ledger.whole.trace(of: sources, by: .rule(.fifo))
    let picture = try WalkDiagram(trace, of: victim, sources: sources).picture()
    #expect(picture.drawing.labels.contains("order not recorded"))
    #expect(
      picture.drawing.labels.contains {
        $0.hasPrefix("Dashed, order not recorded: the records do not show")
      })
  }
}
