import TestSupport
import Testing
import Tributary

/// The examples in the doc comments of the library's questions, compiled and run on one small case.
///
/// Two victims pay a payment service, which pays the account `mule`; it passes most of the money to `villa`.
@Suite("Examples of questions")
struct QuestionExamples {
  let ledger: Ledger
  let anna: AccountID
  let bela: AccountID
  let service: AccountID
  let mule: AccountID
  let villa: AccountID

  init() throws {
    var builder = LedgerBuilder()
    let file = builder.add(
      SourceFile(path: "case.csv", digest: FileDigest(bytes: [1]), byteCount: 0))
    anna = builder.account("anna")
    bela = builder.account("bela")
    service = builder.account("service")
    mule = builder.account("mule")
    villa = builder.account("villa")
    builder.describe(anna, as: AccountDetails(role: .victim))
    builder.describe(bela, as: AccountDetails(role: .victim))
    builder.describe(service, as: AccountDetails(role: .processor))
    let pounds = try #require(Currency("GBP"))
    let rows: [(AccountID, AccountID, Int64, Int, String, String?)] = [
      (anna, service, 185_00, 1, "t1", nil), (bela, service, 185_00, 2, "t2", nil),
      (service, mule, 180_00, 3, "t3", "t1"), (service, mule, 180_00, 4, "t4", "t2"),
      (mule, villa, 300_00, 5, "t5", nil),
    ]
    for (number, row) in rows.enumerated() {
      let day = try #require(CivilDate(year: 2021, month: 3, day: row.3)).milliseconds
      var draft = TransferDraft(
        payer: row.0, beneficiary: row.1, sent: Money(minorUnits: row.2, currency: pounds),
        time: PostingTime(start: day, precision: .day), line: number + 2,
        byteRange: number * 40..<number * 40 + 39)
      draft.file = file
      draft.id = row.4
      draft.link = row.5
      builder.add(draft)
    }
    ledger = builder.build()
  }

  @Test func mentions() {
    // example: begin
    for account in ledger.whole.accounts(mentioning: "mule") { print(account.key) }
    // example: end
    #expect(ledger.whole.accounts(mentioning: "MUL").map(\.key) == ["mule"])
    // example: begin
    for transfer in ledger.whole.transfers(mentioning: "t5") { print(transfer) }
    // example: end
    #expect(ledger.whole.transfers(mentioning: "T5").count == 1)
  }

  @Test func export() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("case.graphml")
    // example: begin
    let exporter = Exporter(ExportMaterial(ledger.whole), ExportSettings(.graphml))
    let receipt = try exporter.write(to: path)
    print(receipt.transfers, "transfers,", receipt.sums.joined(separator: " + "))
    // example: end
    #expect(receipt.transfers == 5)
  }

  @Test func sharedSinks() throws {
    // example: begin
    let victims = [Source(account: anna), Source(account: bela)]
    let answer = try ledger.whole.sharedSinks(of: victims)
    for sink in answer.sinks {
      print(ledger.account(sink.account).key, sink.victims.count, sink.finding)
    }
    // example: end
    #expect(Set(answer.sinks.map(\.account)) == [mule, villa])
  }

  @Test func connection() throws {
    // example: begin
    let connection = try ledger.whole.connection(from: anna, to: villa)
    print(connection.transfers?.count ?? 0, connection.isInOrder)
    // example: end
    #expect(connection.transfers?.count == 3 && connection.isInOrder)
  }

  @Test func reach() throws {
    // example: begin
    let reach = try ledger.whole.reach(of: [Source(account: anna)])
    for reached in reach.accounts {
      print(reached.hops, ledger.account(reached.account).key, reached.received)
    }
    // example: end
    #expect(reach.accounts.map(\.account) == [service, mule, villa])
  }

  @Test func origins() throws {
    // example: begin
    let origins = try ledger.whole.origins(of: [villa])
    let payers = origins.accounts.filter(\.isSource).map { ledger.account($0.account).key }
    // example: end
    #expect(payers == ["anna", "bela"])
  }

  @Test func walks() throws {
    // example: begin
    let answer = try ledger.whole.walks(from: anna, to: villa)
    if answer.finding == .proven, let walk = answer.shortest {
      for transfer in walk.transfers { print(ledger.transfer(transfer).evidence) }
    }
    // example: end
    #expect(answer.shortest?.hops == 3 && answer.finding == .proven)
  }

  @Test func explain() throws {
    // example: begin
    let proof = try ledger.whole.explain(villa, of: [Source(account: anna), Source(account: bela)])
    for witness in proof.witnesses {
      print(ledger.account(witness.victim).key, witness.walk.hops, witness.walk.grade)
    }
    print(proof.evidence.count, "rows show it")
    // example: end
    #expect(proof.witnesses.count == 2)
  }

  @Test func flow() throws {
    // example: begin
    let flow = try ledger.whole.flow(from: [Source(account: anna)], to: [villa])
    print(flow.transfers.count, "transfers to draw,", flow.links.count, "links")
    // example: end
    #expect(flow.transfers.count == 3 && flow.links.count == 1)
  }

  @Test func matches() throws {
    // example: begin
    let matches = try ledger.whole.matches(at: [service])
    for hub in matches.hubs {
      print(hub.receiptCount, "receipts,", hub.breaks.count, "places where the trail ends")
    }
    // example: end
    #expect(matches.hubs.first?.receiptCount == 2)
  }

  @Test func trace() throws {
    // example: begin
    let answer = try ledger.whole.trace(of: [Source(account: anna)], by: .rule(.fifo))
    for holding in answer.victimHoldings {
      print(holding.place, holding.amount, holding.currency, holding.fate)
    }
    // example: end
    #expect(answer.reconciles)
  }

  @Test func bounds() throws {
    // example: begin
    let bounds = try ledger.whole.bounds(of: [Source(account: anna)], at: [villa])
    for bound in bounds.ofAll { print("at least", bound.lower, "at most", bound.upper) }
    // example: end
    #expect(!bounds.ofAll.isEmpty)
  }

  @Test func gradedAmounts() throws {
    // example: begin
    let graded = try ledger.whole.gradedAmounts(of: [Source(account: anna)], by: .fifo)
    for line in graded.lines { print(line.site.place, line.values) }
    // example: end
    #expect(!graded.lines.isEmpty)
  }

  @Test func explainFigure() throws {
    // example: begin
    let figure = try ledger.whole.explainFigure(
      of: [Source(account: anna)], at: villa, by: .fifo)
    for lot in figure.lots { print(lot.amount, "by", lot.transfers.count, "transfers") }
    // example: end
    #expect(figure.addsUp)
  }

  @Test func missingDocuments() throws {
    // example: begin
    let missing = try ledger.whole.missingDocuments(of: [Source(account: anna)])
    for request in missing.requests {
      print(request.kind, ledger.account(request.account).key, request.claimed)
    }
    // example: end
    #expect(!missing.requests.isEmpty)
  }

  @Test func stoppedReceipts() {
    // example: begin
    let stopped = ledger.whole.stoppedReceipts(of: [Source(account: anna)])
    for receipt in stopped { print(ledger.transfer(receipt).received, "is not passed on") }
    // example: end
    #expect(stopped.isEmpty)
  }

  @Test func connectedAccounts() {
    // example: begin
    let connected = ledger.whole.connectedAccounts()
    print(connected.count, "parts of the ledger have no payment between them")
    // example: end
    #expect(connected.count == 1)
  }

  @Test func flowDiagramOfSharedSinks() throws {
    // example: begin
    let victims = [Source(account: anna), Source(account: bela)]
    let answer = try ledger.whole.sharedSinks(of: victims)
    let picture = try answer.flowDiagram(of: victims, atMost: 5).picture()
    let svg = try picture.file(.svg)
    // example: end
    #expect(svg.starts(with: Array("<?xml".utf8)))
  }

  @Test func flowDiagramOfReach() throws {
    // example: begin
    let sources = [Source(account: anna)]
    let reach = try ledger.whole.reach(of: sources)
    let diagram = try reach.flowDiagram(of: sources)
    // example: end
    #expect(try !diagram.picture().file(.svg).isEmpty)
  }

  @Test func flowDiagramOfOrigins() throws {
    // example: begin
    let origins = try ledger.whole.origins(of: [villa])
    let diagram = try origins.flowDiagram()
    // example: end
    #expect(try !diagram.picture().file(.svg).isEmpty)
  }

  @Test func leavingOut() throws {
    let (shop, sources) = (ledger.account(service), [Source(account: anna), Source(account: bela)])
    // example: begin
    let without = ledger.whole.leavingOut(accounts: [shop.id], transfers: [])
    print(try without.sharedSinks(of: sources).sinks.count)
    // example: end
    #expect(try without.sharedSinks(of: sources).sinks.isEmpty)
  }

  @Test func patterns() throws {
    // example: begin
    var settings = PatternSettings()
    settings.only = [.fanIn, .chain]
    for row in try ledger.whole.patterns(settings).rows { print(row.pattern, row.q ?? 1) }
    // example: end
    #expect(try ledger.whole.patterns(settings).rows.isEmpty)
  }

  @Test func compromise() throws {
    // example: begin
    let claims = ledger.whole.transfers(of: anna).map(\.id)
    let answer = try ledger.whole.compromise(claims: claims, records: CaseRecords())
    for row in answer.lists { print(row.list, row.verdict) }
    // example: end
    #expect(answer.victims.count == 1 && answer.noList == nil)
  }
}
