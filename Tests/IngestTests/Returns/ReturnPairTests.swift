import Foundation
import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// Generated payments and returns of one statement: no return may be linked with a payment that it is not of.
///
/// `make evaluate-matching` runs 100,000 near misses (`EVALUATE_MATCHING`), `make test` some thousands.
@Suite("Returns in statements")
struct ReturnPairTests {
  private static let nearMisses =
    ProcessInfo.processInfo.environment["EVALUATE_MATCHING"].flatMap(Int.init) ?? 3_000

  private enum NearMiss: CaseIterable {
    case otherNumber, branch, telephone, day, amountOnly, name, twoPayments
  }

  private struct Generated {
    var payments: [String] = []
    var returns: [String] = []
    /// The row of the payment by the row of its return, both counted from 0.
    var truth: [Int: Int] = [:]
    var nearMisses = 0
  }

  private func digits(_ count: Int, _ random: inout SplitMix64) -> String {
    (0..<count).map { _ in String(Int.random(in: 0...9, using: &random)) }.joined()
  }

  private func hdfc(_ pairs: Int, _ random: inout SplitMix64) -> Generated {
    var generated = Generated()
    func row(_ day: Int, _ text: String, _ out: String, _ into: String, _ number: String) -> String
    {
      let date = "\(day < 10 ? "0" : "")\(day)/08/23"
      return "\(date),\(text),\(date),\(out),\(into),\(number),"
    }
    for place in 0..<pairs {
      let amount = "\(2_000 + place * 3).00"
      let day = Int.random(in: 1...12, using: &random)
      let back = day + Int.random(in: 1...9, using: &random)
      func number(_ day: Int) -> String { "3\(212 + day)" + digits(8, &random) }
      let (paid, other) = (number(day), number(back))
      let (branch, address) = ("UTIB0\(digits(6, &random))", "98\(digits(8, &random))@ybl")
      let isTrue = place % 3 == 0
      let miss = NearMiss.allCases.randomElement(using: &random) ?? .branch
      let name = ["RAVI KUMAR", "ANITA RAO", "K TRADERS"].randomElement(using: &random) ?? ""
      let hasNumber = isTrue || miss == .otherNumber || Bool.random(using: &random)
      generated.payments.append(
        row(
          day, "UPI-\(name)-\(address)-\(branch)-\(hasNumber ? paid : "")-PAY", amount, "0.00",
          hasNumber ? "0000\(paid)" : ""))
      if isTrue { generated.truth[generated.returns.count] = generated.payments.count - 1 }
      if !isTrue { generated.nearMisses += 1 }
      let text: String
      switch (isTrue, miss) {
      case (true, _): text = "REV-UPI-\(name)-\(address)-\(branch)-\(paid)-PAY"
      case (_, .otherNumber): text = "REV-UPI-\(name)-\(address)-\(branch)-\(other)-PAY"
      case (_, .branch): text = "REV-UPI-OTHER PARTY-\(branch)-REFUND"
      case (_, .telephone): text = "REV-UPI-OTHER PARTY-\(address)-REFUND"
      case (_, .day): text = "REV-UPI-OTHER PARTY-20230801123456-REFUND"
      case (_, .amountOnly): text = "REV-UPI-OTHER PARTY-REFUND"
      case (_, .name): text = "REV-UPI-\(name)-REFUND"
      case (_, .twoPayments):
        generated.payments.append(
          row(day, "UPI-\(name)-\(address)-\(branch)-\(paid)-PAY", amount, "0.00", "0000\(paid)"))
        generated.payments.append(
          row(day, "UPI-\(name)-\(address)-\(branch)-\(paid)-PAY", amount, "0.00", "0000\(paid)"))
        text = "REV-UPI-\(name)-\(address)-\(branch)-\(paid)-PAY"
      }
      generated.returns.append(row(back, text, "0.00", amount, ""))
    }
    return generated
  }

  /// Payments over NEFT, RTGS and IMPS, and rows that give them back in the words of several banks: the number stands in
  /// the text, or in the column of references alone.
  private func cleared(_ pairs: Int, _ random: inout SplitMix64) -> Generated {
    var generated = Generated()
    func row(_ day: Int, _ text: String, _ out: String, _ into: String, _ number: String) -> String
    {
      let date = "\(day < 10 ? "0" : "")\(day)/08/23"
      return "\(date),\(text),\(date),\(out),\(into),\(number),"
    }
    for place in 0..<pairs {
      let amount = "\(2_000 + place * 3).00"
      let day = Int.random(in: 1...12, using: &random)
      let back = day + Int.random(in: 1...9, using: &random)
      let rail = ["NEFT", "RTGS", "IMPS"].randomElement(using: &random) ?? "NEFT"
      func number(_ day: Int) -> String {
        switch rail {
        case "NEFT": "N\(212 + day)23" + digits(10, &random)
        case "RTGS": "HDFCR5202308\(day < 10 ? "0" : "")\(day)" + digits(8, &random)
        default: "3\(212 + day)" + digits(8, &random)
        }
      }
      let (paid, other) = (number(day), number(back))
      let branch = "SBIN0\(digits(6, &random))"
      let name = ["RAVI KUMAR", "ANITA RAO", "K TRADERS"].randomElement(using: &random) ?? ""
      let payment =
        rail == "IMPS"
        ? "IMPS-\(paid)-\(name)-SBIN-XXXXXXXX1234-RENT"
        : "\(rail) DR-\(branch)-\(name)-NETBANK MUM-\(paid)-RENT"
      generated.payments.append(row(day, payment, amount, "0.00", paid))
      let isTrue = place % 3 == 0
      let miss = Int.random(in: 0..<5, using: &random)
      let shown = isTrue ? paid : other
      var text: String
      var reference = shown
      switch (rail, Int.random(in: 0..<6, using: &random)) {
      case ("IMPS", 0), ("IMPS", 1): text = "IMPS-REV-\(shown)"
      case ("IMPS", 2): text = "IMPS_REV-\(shown)-\(name)"
      case ("IMPS", _): text = "REV-IMPS-\(shown)-\(name)-SBIN"
      case (_, 0): text = "\(rail)_RETURN-\(shown)"
      case (_, 1): text = "\(rail) RETURN-\(branch)-\(name)-ACCOUNT CLOSED"
      case (_, 2): text = "\(rail) RETURN"
      case (_, 3): text = "\(rail)RTN-\(shown)-\(name)"
      case (_, 4): text = "\(rail) RTN/\(shown)/INVALID ACCOUNT"
      default: text = "\(rail) RETURN FOR \(shown)"
      }
      if !isTrue {
        generated.nearMisses += 1
        switch miss {
        case 0: break
        case 1: (text, reference) = ("\(rail) RETURN-\(branch)-\(name)", "")
        case 2: (text, reference) = ("\(rail) RETURN-\(branch)", "0000000000000000")
        case 3: (text, reference) = ("\(rail)_RETURN-\(name)", "2023080\(day % 10)")
        default: (text, reference) = ("RETURN OF GOODS \(name)", other)
        }
      } else {
        generated.truth[generated.returns.count] = generated.payments.count - 1
        if !text.contains(shown) || Bool.random(using: &random) { reference = shown }
      }
      generated.returns.append(row(back, text, "0.00", amount, reference))
    }
    return generated
  }

  @Test func noReturnIsLinkedWithAStrangersPayment() throws {
    let header =
      "Date,Narration,Value Dat,Debit Amount,Credit Amount,Chq/Ref Number,Closing Balance\n"
    var (nearMisses, wrong, right, all) = (0, [String](), 0, 0)
    var seed: UInt64 = 5_000
    while nearMisses < Self.nearMisses {
      seed += 1
      var random = SplitMix64(seed: seed)
      let generated = seed % 2 == 0 ? hdfc(150, &random) : cleared(150, &random)
      nearMisses += generated.nearMisses
      all += generated.truth.count
      let folder = try TemporaryFolder()
      var reader = TransactionReader()
      reader.ownAccounts = ["s.csv": "in:HDFC:50100011111111"]
      let rows = generated.payments + generated.returns
      let intake = try reader.read([
        folder.write(header + rows.map { $0 + "\n" }.joined(), as: "s.csv")
      ])
      #expect(intake.rows.loaded == rows.count, "seed \(seed)")
      for transfer in intake.ledger.transfers {
        guard let payment = transfer.returnedPayment else { continue }
        let back = transfer.evidence[0].line - 2 - generated.payments.count
        if generated.truth[back] == payment.evidence[0].line - 2 {
          right += 1
        } else {
          wrong.append("seed \(seed): \(transfer.evidence) to \(payment.evidence)")
        }
      }
    }
    print(
      "near misses of returns: \(nearMisses), false links: \(wrong.count); by number \(right) of \(all)"
    )
    #expect(wrong.isEmpty, "\(wrong.prefix(3))")
    #expect(all > 100 && right == all)
  }
}
