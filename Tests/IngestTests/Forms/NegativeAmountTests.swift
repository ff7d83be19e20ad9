import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// Negative amounts in rows that name payer and payee.
@Suite("Negative amounts")
struct NegativeAmountTests {
  private func intake(_ reverses: Bool, size: Int?) throws -> Intake {
    let folder = try TemporaryFolder()
    var reader = TransactionReader()
    reader.reversesNegatives = reverses
    reader.bulkSize = size
    return try reader.read([
      folder.write(
        """
        id,time,from,to,amount,currency,received_amount,received_currency,kind
        t1,2021-03-01,v,m,185.00,GBP,,,
        t2,2021-03-02,v,m,-60.00,GBP,,,
        t3,2021-03-03,v,m,-10.00,GBP,-11.50,EUR,chargeback
        t4,2021-03-04,v,m,-10.00,GBP,11.50,EUR,

        """, as: "a.csv")
    ])
  }

  @Test(arguments: [nil, 64] as [Int?]) func aPaymentBackGoesTheOtherWay(_ size: Int?) throws {
    let read = try intake(true, size: size)
    #expect(read.rows.rejected == 0 && read.rows.loaded == 4)
    let found = read.ledger.transfers.map {
      "\($0.recordedID ?? "") \($0.payer.key)>\($0.beneficiary.key) \($0.sent) \($0.received) \($0.kind.name)"
    }
    #expect(
      found == [
        "t1 v>m GBP 185.00 GBP 185.00 payment", "t2 m>v GBP 60.00 GBP 60.00 refund",
        "t3 m>v GBP 10.00 EUR 11.50 chargeback", "t4 m>v GBP 10.00 EUR 11.50 refund",
      ])
  }

  @Test func withoutTheOptionItIsRefusedWithTheRemedy() throws {
    let read = try intake(false, size: nil)
    #expect(read.rows.rejected == 3 && read.rows.loaded == 1)
    #expect(read.files[0].diagnostics.allSatisfy { $0.remedy.contains("--negative reverse") })
  }
}
