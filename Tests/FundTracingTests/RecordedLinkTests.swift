import FundTracing
import PaymentGraph
import Testing

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
      12 v -> psp 10.00 EUR #r
      10 psp -> acct 10.00 EUR #r
      """)
    #expect(finding == .excluded)
    #expect(notes.contains { $0.text.contains("later than the payout") })
  }

  @Test func aReferenceOfSeveralReceiptsIsNoLink() throws {
    let (finding, notes) = try finding(
      """
      role psp processor
      10 v -> psp 10.00 EUR #r
      11 w -> psp 10.00 EUR #r
      12 psp -> acct 10.00 EUR #r
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
}
