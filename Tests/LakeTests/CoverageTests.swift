import Lake
import PaymentGraph
import TestSupport
import Testing

/// Questions that an extract does not cover are refused, with the option that extracts for them.
@Suite("Coverage of extracts") struct CoverageTests {
  private static func manifest(
    maxHops: Int? = 3, since: String? = nil, before: String? = nil,
    purpose: ExtractManifest.Purpose = .walks, links: ExtractManifest.Links = .recorded,
    pooled: [String] = [], books: [String] = [], claims: Int? = 2
  ) -> ExtractManifest {
    ExtractManifest(
      lake: ExtractManifest.Lake(
        table: "/lake", format: "parquet", snapshot: nil, files: 1, state: "ab"),
      question: [], claims: claims, victims: ["anna", "bela"], pooled: pooled, books: books,
      covers: ExtractManifest.Covers(
        maxHops: maxHops, since: since, before: before, purpose: purpose, links: links),
      whole: ExtractManifest.Whole(transfers: 9, accounts: 9, payers: 4, unreadable: 0), hops: [],
      controls: nil, files: [], job: ExtractManifest.Job(sha256: "", engine: "", version: ""))
  }

  private static func need(
    _ records: ExtractNeed.Records = .walks, hops: Int? = 3,
    change: (inout ExtractNeed) -> Void = { _ in }
  ) -> ExtractNeed {
    var need = ExtractNeed(records)
    need.maxHops = hops
    need.start = .claims(2, of: ["anna", "bela"])
    need.scope = LedgerLiteral(lines: ["2024-01-05 anna -> shop 5.00 EUR"]).ledger.whole
    change(&need)
    return need
  }

  private func refusal(_ manifest: ExtractManifest, _ need: ExtractNeed) -> String? {
    Coverage(of: manifest).refusal(of: need)
  }

  @Test func coveredQuestionsPass() {
    #expect(refusal(Self.manifest(), Self.need()) == nil)
    #expect(refusal(Self.manifest(), Self.need(hops: 1)) == nil)
    #expect(refusal(Self.manifest(maxHops: nil), Self.need(hops: nil)) == nil)
    #expect(refusal(Self.manifest(), Self.need { $0.start = .claims(1, of: ["anna"]) }) == nil)
    #expect(
      refusal(Self.manifest(claims: nil), Self.need { $0.start = .payments(of: ["anna"]) }) == nil)
    #expect(refusal(Self.manifest(), ExtractNeed(.loaded)) == nil)
  }

  @Test func moreHopsAreRefused() {
    for hops in [4, nil] {
      let words = refusal(Self.manifest(), Self.need(hops: hops)) ?? ""
      #expect(words.contains("at most 3 hops"))
      #expect(words.contains("--max-hops"))
    }
  }

  @Test func otherVictimsAreRefused() {
    #expect(
      refusal(
        Self.manifest(claims: nil), Self.need { $0.start = .payments(of: ["anna", "carl"]) })?
        .contains("--victims") == true)
    #expect(
      refusal(Self.manifest(), Self.need { $0.start = .payments(of: ["anna"]) })?
        .contains("all payments of anna") == true)
    #expect(
      refusal(Self.manifest(), Self.need { $0.start = .claims(3, of: ["anna", "bela"]) })?
        .contains("--claims") == true)
    #expect(
      refusal(Self.manifest(), Self.need { $0.start = .claims(2, of: ["anna", "carl"]) })?
        .contains("claims of carl") == true)
  }

  @Test func widerPeriodsAreRefused() {
    let day = CivilDate(year: 2024, month: 1, day: 5)
    let end = CivilDate(year: 2024, month: 2, day: 1)
    let limited = Self.manifest(maxHops: nil, since: "2024-01-05", before: "2024-02-01")
    #expect(refusal(limited, Self.need(hops: nil))?.contains("--since 2024-01-05") == true)
    let since = Self.need(hops: nil) { $0.scope = $0.scope?.during(Period(from: day)) }
    #expect(refusal(limited, since)?.contains("--before 2024-02-01") == true)
    let within = Self.need(hops: nil) { $0.scope = $0.scope?.during(Period(from: day, until: end)) }
    #expect(refusal(limited, within) == nil)
  }

  @Test func narrowerQuestionsAtTheLastHopAreRefused() {
    let day = CivilDate(year: 2024, month: 1, day: 5)
    let narrow: [(inout ExtractNeed) -> Void] = [
      { $0.limitsWaits = true }, { $0.scope = $0.scope?.during(Period(from: day)) },
      { need in
        guard let scope = need.scope, let shop = scope.ledger.account("shop") else { return }
        need.scope = scope.leavingOut(accounts: [shop.id], transfers: [])
      },
    ]
    for change in narrow {
      #expect(refusal(Self.manifest(), Self.need(change: change))?.contains("--max-hops 2") == true)
      #expect(refusal(Self.manifest(), Self.need(hops: 2, change: change)) == nil)
      #expect(refusal(Self.manifest(maxHops: nil), Self.need(change: change)) == nil)
    }
  }

  @Test func amountsNeedATraceExtract() {
    #expect(
      refusal(Self.manifest(maxHops: nil), Self.need(.amounts, hops: nil))?.contains("--for trace")
        == true)
    #expect(
      refusal(Self.manifest(maxHops: nil, purpose: .trace), Self.need(.amounts, hops: nil)) == nil)
  }

  @Test func inferredLinksNeedBooks() {
    let recorded = Self.manifest(pooled: ["hub"])
    #expect(
      refusal(recorded, Self.need { $0.infersLinks = true })?.contains("--recorded-links") == true)
    #expect(refusal(recorded, Self.need()) == nil)
    #expect(
      refusal(recorded, Self.need { $0.poolsAreOrdinary = true })?.contains("--links books") == true
    )
    let table = Self.manifest(links: .table, pooled: ["hub"])
    #expect(refusal(table, Self.need { $0.infersLinks = true }) == nil)
    let books = Self.manifest(links: .books, pooled: ["hub", "far"], books: ["hub"])
    #expect(
      refusal(
        books,
        Self.need {
          $0.infersLinks = true; $0.poolsAreOrdinary = true
        }) == nil)
    #expect(refusal(books, ExtractNeed(.books(["hub"]))) == nil)
    #expect(
      refusal(books, ExtractNeed(.books(nil)))?.contains("only a part of the book of far") == true)
    #expect(refusal(recorded, ExtractNeed(.books(["hub"])))?.contains("--links books") == true)
    #expect(refusal(Self.manifest(), Self.need { $0.infersLinks = true }) == nil)
  }

  @Test func questionsAboutEverythingAreRefused() {
    #expect(
      refusal(Self.manifest(), ExtractNeed(.everything("a list of sums")))?.hasPrefix(
        "a list of sums needs all payments") == true)
  }

  @Test func absenceIsSaidOnlyOfAWholeSearch() {
    #expect(Coverage(of: Self.manifest()).openEnd?.contains("more hops") == true)
    #expect(
      Coverage(of: Self.manifest(maxHops: nil, since: "2024-01-01")).openEnd?.contains("period")
        == true)
    #expect(
      Coverage(of: Self.manifest(maxHops: nil, pooled: ["hub"])).openEnd?.contains("pooled") == true
    )
    #expect(Coverage(of: Self.manifest(maxHops: nil)).openEnd == nil)
    #expect(
      Coverage(of: Self.manifest(maxHops: nil, links: .books, pooled: ["hub"])).openEnd == nil)
  }
}
