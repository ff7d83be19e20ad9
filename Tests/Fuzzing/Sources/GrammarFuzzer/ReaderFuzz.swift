import Foundation
import Ingest
import PaymentGraph
import TestSupport

/// Tables that are nearly right load, are rejected row by row, or are refused; and their rows add up.
enum ReaderFuzz {
  private static let headers = [
    "id,time,from,to,amount,currency,reference,kind",
    "time;from;to;amount;currency;received_amount;received_currency",
    "id\ttime\tfrom\tto\tamount\tcurrency", "account,role,pooled,name,institution,country", "claim",
    "account,decision,other,by,on", "Number,Date,Account,Amount,Subcategory,Memo",
    "Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance",
    "Date,Narration,Chq./Ref.No.,Value Dt,Withdrawal Amt.,Deposit Amt.,Closing Balance",
    "\"Date\",\"Time\",\"TimeZone\",\"Name\",\"Type\",\"Status\",\"Currency\",\"Gross\",\"Fee\",\"Net\",\"From Email Address\",\"To Email Address\",\"Transaction ID\",\"Reference Txn ID\",\"Balance\"",
    "Date,Type,Description,Value,Balance,Account Name,Account Number",
  ]
  private static let cells = [
    "2010-03-04", "04/03/2010", "13/01/10", "4 Mar 2010", "2010-03-04T05:06:07Z", "31/02/2010",
    "185.00", "-185.00",
    "1,234.56", "1.234,56", "(12.00)", "1e5", "0", "", "GBP", "INR", "XXX", "20-00-00 12345678",
    "912010000451",
    "v", "m", "Completed", "General Payment", "NEFT-N123-ANN", "UPI/1234/pay", "UTC", "PDT",
    "a@b.com", "victim", "yes",
  ]

  static func table(_ random: inout SplitMix64) -> String {
    let header = headers.randomElement(using: &random) ?? ""
    let delimiter: Character = header.contains(";") ? ";" : header.contains("\t") ? "\t" : ","
    let width = header.split(separator: delimiter, omittingEmptySubsequences: false).count
    var text = Int.random(in: 0..<5, using: &random) == 0 ? HostileText.text(&random) + "\n" : ""
    text += header + "\n"
    for _ in 0..<Int.random(in: 0...30, using: &random) {
      let count =
        Int.random(in: 0..<12, using: &random) == 0 ? Int.random(in: 0...20, using: &random) : width
      let row = (0..<count).map { _ -> String in
        let isHostile = Int.random(in: 0..<8, using: &random) == 0
        let cell = isHostile ? HostileText.text(&random) : cells.randomElement(using: &random) ?? ""
        guard cell.utf8.contains(where: { [0x22, 0x2C, 0x3B, 0x0A, 0x0D, 0x09].contains($0) })
        else { return cell }
        guard Int.random(in: 0..<10, using: &random) > 0 else { return cell }
        return "\""
          + cell.unicodeScalars.reduce(into: "") { $0 += $1 == "\"" ? "\"\"" : String($1) } + "\""
      }
      text += row.joined(separator: String(delimiter))
      text += Int.random(in: 0..<6, using: &random) == 0 ? "\r\n" : "\n"
    }
    return text
  }

  static func run(_ random: inout SplitMix64) throws {
    let folder = FuzzFolder.shared
    let files = (0..<Int.random(in: 1...3, using: &random)).map { number in
      folder.write(Array(table(&random).utf8), as: "t\(number).csv")
    }
    let intake = try TransactionReader(tolerance: Bool.random(using: &random) ? .normal : .lenient)
      .read(files)
    let rows = intake.rows
    try FuzzFault.unless(
      rows.loaded >= 0 && rows.memo >= 0 && rows.skipped >= 0 && rows.rejected >= 0, "rows \(rows)")
    try FuzzFault.unless(
      rows.rejected == 0 || intake.diagnostics.contains { $0.severity == .error },
      "rejected without a problem")
    _ = intake.ledger.partySuggestions()
    if rows.rejected > 0 { _ = try RejectFile(of: intake) }
    for file in files { _ = try RawTable(path: file).csv }
  }
}

/// Files in memory that are written anew for each input.
final class FuzzFolder: Sendable {
  static let shared = FuzzFolder()
  private let path = "/dev/shm/tributary-grammar-\(getpid())"

  private init() {
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  func write(_ bytes: [UInt8], as name: String) -> String {
    let file = "\(path)/\(name)"
    try? Data(bytes).write(to: URL(filePath: file))
    return file
  }
}
