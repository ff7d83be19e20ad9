import Ingest
import PaymentGraph
import TestSupport
import Testing

/// A payment that two rows show took place when the earlier of them says: a bank books later than it pays.
@Suite("Times of matched payments")
struct PaymentTimeTests {
  private static let lloyds = """
    Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance,
    22/03/2021,DEB,'30-90-62,24648987,PAYPAL *SHOP 4029357733 CD 4417 ,185.00,,815.00

    """
  private static let payPal = """
    "Date","Time","TimeZone","Name","Type","Status","Currency","Gross","Fee","Net","From Email Address","To Email Address","Transaction ID","Reference Txn ID","Receipt ID","Balance","Balance Impact"
    "20/03/2021","17:49:04","GMT","Ada Sample","Express Checkout Payment","Completed","GBP","185.00","0.00","185.00","ada@example.org","shop@example.net","1AAAAAAAAAAAAAAAA","","","185.00","Credit"
    "21/03/2021","10:00:00","GMT","Ada Sample","Payment Refund","Completed","GBP","-60.00","0.00","-60.00","shop@example.net","ada@example.org","2BBBBBBBBBBBBBBBB","1AAAAAAAAAAAAAAAA","","125.00","Debit"
    "23/03/2021","10:00:00","GMT","Ben Sample","Express Checkout Payment","Completed","GBP","20.00","0.00","20.00","ben@example.org","shop@example.net","3CCCCCCCCCCCCCCCC","","","145.00","Credit"

    """

  @Test func aBankBooksLaterThanTheService() throws {
    let folder = try TemporaryFolder()
    let intake = try TransactionReader().read([
      folder.write(Self.lloyds, as: "lloyds.csv"), folder.write(Self.payPal, as: "paypal.csv"),
      folder.write("account,decision,other\nlloyds.csv:2,same,paypal.csv:2\n", as: "decisions.csv"),
    ])
    let payment = try #require(intake.ledger.transfers.first)
    #expect(intake.ledger.transfers.count == 3)
    #expect(payment.time.iso8601 == "2021-03-20T17:49:04Z" && payment.evidence.count == 2)
    #expect(payment.payer.key == "gb:309062/24648987")
    #expect(payment.beneficiary.key == "email:shop@example.net")
    // The service's id stays with the payment, so its refund is known as one.
    #expect(intake.ledger.transfers.dropFirst().first?.returnedPayment?.id == payment.id)
  }
}
