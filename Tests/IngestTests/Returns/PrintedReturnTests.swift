import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// Returns as banks print them: tied to their payments by number, and calling nobody by the words of the return.
@Suite("Returns in the words of banks")
struct PrintedReturnTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let bank: String
    let paid: String
    let back: String
    var reference = ""
    var isLinked = true
    var testDescription: String { "\(bank): \(back)" }
  }

  private static let utr = "N216232612345678"
  private static let icici = "ICICN52023080400112233"
  private static let rrn = "321612345678"
  private static let faster = "300000001234567890"

  static let cases: [Case] =
    [
      "NEFT RETURN", "NEFT RETURN-SBIN0001234-RAVI KUMAR-ACCOUNT CLOSED",
      "NEFT RETURNED-RAVI KUMAR-R03",
      "NEFT_RETURN_\(utr)_RAVI KUMAR", "NEFT RETURN CR-SBIN0001234-RAVI KUMAR-\(utr)",
      "REV:NEFT-\(utr)", "NEFTRTN-\(utr)", "NEFT RETURN FOR \(utr)",
    ].map {
      Case(
        bank: "hdfc", paid: "NEFT DR-SBIN0001234-RAVI KUMAR-NETBANK MUM-\(utr)-RENT", back: $0,
        reference: utr)
    }
    + [
      "NEFT_RETURN-\(icici)", "NEFT_RETURN-\(icici)-RAVI KUMAR-ACCOUNT CLOSED", "NEFTRTN-\(icici)",
      "NEFT/RETURN/\(icici)/RAVI KUMAR", "NEFT RETURN \(icici)",
    ].map {
      Case(
        bank: "icici", paid: "NEFT-\(icici)-RAVI KUMAR-RENT-1234567890-SBIN0001234", back: $0)
    }
    + ["MMT/IMPS/\(rrn)/REV/RAVI KUMAR", "IMPS_REV/\(rrn)", "IMPS-REV-\(rrn)"].map {
      Case(bank: "icici", paid: "MMT/IMPS/\(rrn)/RENT/RAVI KUMAR/State Bank", back: $0)
    }
    + [
      Case(bank: "lloyds", paid: "RAVI KUMAR \(faster) RENT", back: "RETURNED PAYMENT \(faster)"),
      Case(bank: "lloyds", paid: "RAVI KUMAR \(faster) RENT", back: "FP RETURN \(faster)"),
      Case(
        bank: "lloyds", paid: "RAVI KUMAR \(faster) RENT",
        back: "PAYMENT RETURNED RAVI KUMAR \(faster)"),
      Case(
        bank: "lloyds", paid: "RAVI KUMAR INV778899", back: "BACS RETURN RAVI KUMAR INV778899",
        isLinked: false),
      // Another number, and no number.
      Case(
        bank: "hdfc", paid: "NEFT DR-SBIN0001234-RAVI KUMAR-NETBANK MUM-\(utr)-RENT",
        back: "NEFT_RETURN-N217232699999999", isLinked: false),
      Case(
        bank: "icici", paid: "NEFT-\(icici)-RAVI KUMAR-RENT-1234567890-SBIN0001234",
        back: "NEFT_RETURN-ICICN52023080699999999", isLinked: false),
      Case(
        bank: "lloyds", paid: "RAVI KUMAR \(faster) RENT",
        back: "RETURNED PAYMENT 300000009999999999", isLinked: false),
    ]

  private func text(_ one: Case) -> String {
    switch one.bank {
    case "hdfc":
      """
      Date,Narration,Value Dat,Debit Amount,Credit Amount,Chq/Ref Number,Closing Balance
      04/08/23,\(one.paid),04/08/23,5000.00,0.00,\(Self.utr),95000.00
      07/08/23,\(one.back),07/08/23,0.00,5000.00,\(one.reference),100000.00

      """
    case "icici":
      """
      S No.,Value Date,Transaction Date,Cheque Number,Transaction Remarks,Withdrawal Amount (INR ),Deposit Amount (INR ),Balance (INR )
      1,04/08/2023,04/08/2023,-,\(one.paid),5000.00,0.00,95000.00
      2,07/08/2023,07/08/2023,-,\(one.back),0.00,5000.00,100000.00

      """
    default:
      """
      Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance
      07/08/2023,FPI,'30-11-11,12345678,\(one.back),,5000.00,100000.00
      04/08/2023,FPO,'30-11-11,12345678,\(one.paid),5000.00,,95000.00

      """
    }
  }

  @Test(arguments: cases) func returns(_ one: Case) throws {
    let folder = try TemporaryFolder()
    var reader = TransactionReader()
    reader.ownAccounts = ["s.csv": "in:HDFC:50100011111111"]
    let ledger = try reader.read([folder.write(text(one), as: "s.csv")]).ledger
    #expect(ledger.transferCount == 2)
    let back = try #require(
      ledger.transfers.first { $0.kind == .reversal }, "no return is seen in \(one.back)")
    #expect(back.namesReturnedPayment == one.isLinked)
    #expect((back.returnedPayment != nil) == one.isLinked)
    let name = back.payer.details.name ?? ""
    let words = ["RETURN", "RTN", "REV", "CLOSED", "INVALID"]
    #expect(!words.contains(where: name.contains), "\(name) is no party")
  }

  /// People and firms whose names only sound so.
  @Test(arguments: [
    "RETURN TICKET LTD", "PAYMENTS RETURNED TO SENDER", "BACSTROM ANNA", "FPR RETURNS CO",
  ])
  func innocentNamesReturnNothing(_ name: String) throws {
    let folder = try TemporaryFolder()
    let one = Case(bank: "lloyds", paid: "ANN BAKER", back: name)
    let ledger = try TransactionReader().read([folder.write(text(one), as: "s.csv")]).ledger
    #expect(ledger.transfers.allSatisfy { $0.kind == .payment && $0.returnedPayment == nil })
  }
}
