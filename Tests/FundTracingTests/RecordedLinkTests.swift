import PaymentGraph
import TestSupport
import Testing

@testable import FundTracing

@Suite("Recorded links")
struct RecordedLinkTests {
  private func finding(_ literal: LedgerLiteral) throws -> (Finding, [AnswerNote]) {
    let answer = try literal.ledger.whole.walks(from: literal["v"], to: literal["acct"])
    return (answer.finding, answer.notes)
  }

  @Test func aLinkToAnotherAccountsReceiptIsRefused() throws {
    let (finding, notes) = try finding(
      """
      role psp processor
      10 v -> psp 10.00 EUR id:t1
      11 v -> other 10.00 EUR id:t2
      12 psp -> acct 10.00 EUR link:t2
      """)
    #expect(finding == .possible)
    #expect(notes.contains { $0.code == .linkProblem && $0.text.contains("another account") })
  }

  @Test func aPayoutBeforeItsReceiptIsRefused() throws {
    let (finding, notes) = try finding(
      """
      role psp processor
      12 v -> psp 10.00 EUR #r1
      10 psp -> acct 10.00 EUR #r1
      """)
    // No link is followed, but one of the two times may be wrong.
    #expect(finding == .possible)
    #expect(notes.contains { $0.text.contains("later than the payout") })
  }

  @Test func aReferenceOfSeveralReceiptsIsNoLink() throws {
    let (finding, notes) = try finding(
      """
      role psp processor
      10 v -> psp 10.00 EUR #r1
      11 w -> psp 10.00 EUR #r1
      12 psp -> acct 10.00 EUR #r1
      """)
    #expect(finding == .possible)
    #expect(notes.contains { $0.text.contains("several receipts") })
  }

  @Test func payingOutMoreThanCameInContradictsTheLink() throws {
    let (finding, notes) = try finding(
      """
      role psp processor
      10 v -> psp 10.00 EUR id:t
      11 psp -> acct 6.00 EUR link:t
      12 psp -> acct 6.00 EUR link:t
      """)
    #expect(finding == .possible)
    #expect(notes.contains { $0.text.hasPrefix("2 payouts state links") })
  }

  @Test func aPaymentMayBeSplitAndConverted() throws {
    let (finding, notes) = try finding(
      """
      role psp processor
      10 v -> psp 10.00 EUR id:t
      11 psp -> acct 600.00 INR link:t
      12 psp -> fee 1.00 EUR link:t
      """)
    #expect(finding == .proven)
    #expect(notes.isEmpty)
  }

  // MARK: Several ids

  private func links(_ literal: LedgerLiteral) throws -> [String] {
    try literal.ledger.whole.matches().hubs.flatMap { $0.findings + $0.contradicted }.map {
      let receipt = literal.ledger.transfer($0.link.inbound).recordedID ?? "?"
      let share = $0.link.share.map { " \($0.decimalText)" } ?? ""
      return "\(receipt) \($0.link.grade.letter)\(share)"
    }
  }

  private func batch(
    _ link: String, _ amount: String = "290.00", more: String = ""
  ) -> LedgerLiteral {
    LedgerLiteral(
      """
      role psp processor
      10 v -> psp 100.00 EUR id:t1
      11 w -> psp 200.00 EUR id:t2
      12 u -> other 200.00 EUR id:t3
      20 psp -> acct \(amount) EUR link:\(link)
      \(more)
      """)
  }

  @Test func aPayoutNamesAllReceiptsThatItPassesOn() throws {
    #expect(try links(batch("t1;t2")) == ["t1 A", "t2 A"])
    #expect(try links(batch(";t2;;t1;")) == ["t1 A", "t2 A"])
    #expect(try links(batch("t1=95.00;t2=195.00")) == ["t1 A 95.00", "t2 A 195.00"])
    #expect(try links(batch("t1=95;t2")) == ["t1 A 95.00", "t2 A"])
    #expect(try links(batch("t2=195.5")) == ["t2 A 195.50"])
    #expect(try finding(batch("t1;t2")).0 == .proven)
  }

  @Test func anIdMayHaveASemicolonOrAnEqualsSign() throws {
    let literal: LedgerLiteral = """
      role psp processor
      10 v -> psp 10.00 EUR id:t1;t2
      11 w -> psp 10.00 EUR id:t3=4
      12 psp -> acct 10.00 EUR link:t1;t2
      13 psp -> acct 10.00 EUR link:t3=4
      """
    #expect(try links(literal) == ["t1;t2 A 10.00", "t3=4 A 10.00"])
  }

  @Test func partsThatAreNotFoundAreSaid() throws {
    #expect(try finding(batch("t1;t9;t3")).0 == .proven)
    let (found, notes) = try finding(batch("t2;t9;t3"))
    #expect(found == .possible)
    #expect(notes.contains { $0.text.contains("no loaded transfer has the id") })
    #expect(notes.contains { $0.text.contains("another account") })
    // One payout, however many of its ids are not known.
    let (_, several) = try finding(batch("t1;t8;t9"))
    #expect(several.contains { $0.text.hasPrefix("1 payout states a link") })
    let literal = batch("t2;t9")
    let requests = try literal.ledger.whole.missingDocuments(of: literal.sources("v", "w"))
    let wanted = requests.requests.map { "\($0.kind) \($0.references.joined(separator: " "))" }
    #expect(wanted == ["statement ", "activity t1 t9"])
  }

  @Test func sumsThatContradictTheListAreRefused() throws {
    #expect(try links(batch("t1;t2", "300.01")) == ["t1 X", "t2 X"])
    #expect(try links(batch("t1;t2", "300.00")) == ["t1 A", "t2 A"])
    #expect(try links(batch("t1=100;t2=190.01")) == ["t1 X", "t2 X"])
    #expect(try links(batch("t1=100.01;t2=1")) == ["t2 A 1.00", "t1 X"])
    // Two payouts of the same receipts exceed them together.
    let twice = batch("t1;t2", more: "21 psp -> acct 20.00 EUR link:t1;t2")
    #expect(try links(twice) == ["t1 X", "t2 X", "t1 X", "t2 X"])
    // The part of a receipt that one payout certainly has is not available to the list.
    let taken = batch("t1;t2", more: "21 psp -> acct 20.00 EUR link:t1")
    #expect(try links(taken) == ["t1 A 20.00", "t1 X", "t2 X"])
  }

  @Test func sharesDecideWhoseMoneyIsPassedOn() throws {
    for (account, role) in [("psp", "processor"), ("psp", "unknown")] {
      let literal = LedgerLiteral(
        """
        role \(account) \(role)
        10 v -> psp 100.00 EUR id:t1
        11 w -> psp 200.00 EUR id:t2
        20 psp -> acct 150.00 EUR link:t1=30.00;t2=120.00
        """)
      let tracing = try literal.ledger.whole.trace(
        of: literal.sources("v", "w"), by: .rule(.fifo), terms: TracingTerms())
      let held = tracing.holdings.filter { $0.place.label(in: literal.ledger) == "acct" }
        .map { "\($0.origin.label(in: literal.ledger)) \($0.amount)" }
      #expect(held == ["v 3000", "w 12000"], "\(role)")
    }
  }
}

@Suite("References that name a payment")
struct ReferenceTextTests {
  @Test(arguments: ["r7", "E2E-1", "MR-2009-004712", "REF 12", "101418", "ordre 4", "платёж"])
  func these(_ text: String) {
    let named = ReferenceText.namesPayment(text.utf8.span)
    #expect(named)
  }

  @Test(arguments: [
    "", "NONREF", "NOT PROVIDED", "N/A", "RENT", "KREF+", "0", "000000", "1", "123", "2024", "-",

    "nicht angegeben",
  ])
  func notThese(_ text: String) {
    let named = ReferenceText.namesPayment(text.utf8.span)
    #expect(!named)
  }
}
