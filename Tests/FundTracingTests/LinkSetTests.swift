import PaymentGraph
import TestSupport
import Testing

@testable import FundTracing

@Suite("Link set")
struct LinkSetTests {
  private func link(_ inbound: Int, _ outbound: Int, _ grade: Grade = .a) -> Link {
    Link(
      inbound: TransferID(inbound), outbound: TransferID(outbound), grade: grade,
      basis: .recordedLink)
  }

  @Test func aPayoutMayPayOnSeveralReceipts() {
    let links = LinkSet(links: [link(3, 9), link(1, 9), link(2, 8)], problems: [])
    #expect(links.links(out: 9).map(\.inbound.position) == [1, 3])
    #expect(links.links(out: 8).map(\.inbound.position) == [2])
    #expect(links.links(out: 7).isEmpty)
    #expect(links.link(from: 3, to: 9)?.grade == .a)
    #expect(links.link(from: 2, to: 9) == nil)
  }

  @Test func aReceiptMayBePaidOnBySeveralPayouts() {
    let links = LinkSet(links: [link(1, 7), link(1, 5), link(2, 6)], problems: [])
    #expect(links.links(into: 1).map(\.outbound.position) == [5, 7])
  }

  @Test func aPairKeepsItsStrongestLink() {
    let links = LinkSet(links: [link(1, 5, .c), link(1, 5, .a), link(1, 5, .b)], problems: [])
    #expect(links.links.count == 1)
    #expect(links.links(out: 5).first?.grade == .a)
    #expect(links.links(into: 1).count == 1)
  }

  @Test func aRecordedLinkCarriesTheWholePayout() throws {
    let literal: LedgerLiteral = """
      role psp processor
      10 v -> psp 10.00 EUR id:t
      11 psp -> acct 6.00 EUR link:t
      12 psp -> acct 3.50 EUR link:t
      """
    let links = RecordedLinks.find(in: literal.ledger)
    #expect(links.links(into: 0).map { $0.share?.minorUnits } == [600, 350])
  }
}
