import Foundation
import Ingest
import PaymentGraph

/// Any bytes load, are rejected row by row, or are refused: none crashes, hangs or takes too much memory.
///
/// The first byte chooses what stands before the rest: nothing, or a header that leads into the reading of
/// ledgers, accounts, claims or statements; and how rows that are not well formed are taken.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzReader(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let start, count > 0 else { return 0 }
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  let bytes = Array(headers[Int(input[0] & 0x0F) % headers.count].utf8) + input.dropFirst()
  let path = file.replace(with: bytes)
  let reader = TransactionReader(tolerance: input[0] & 0x10 == 0 ? .normal : .lenient)
  do {
    let intake = try reader.read([path])
    let rows = intake.rows
    // The row counts must add up, and every rejected row must have a problem.
    if rows.loaded < 0 || rows.memo < 0 || rows.skipped < 0 || rows.rejected < 0
      || rows.rejected > 0 && !intake.diagnostics.contains(where: { $0.severity == .error })
    {
      fatalError("the rows do not add up: \(rows)")
    }
    for transfer in intake.ledger.transfers {
      for row in transfer.evidence where row.byteRange.upperBound > bytes.count {
        fatalError("a citation leads beyond the file: \(row.byteRange)")
      }
    }
    if rows.rejected > 0 { _ = try RejectFile(of: intake) }
  } catch {
    // Refused, which is an answer.
  }
  if input[0] & 0x60 == 0, let table = try? RawTable(path: path) { _ = table.csv }
  let text = String(decoding: bytes.prefix(200), as: UTF8.self)
  _ = AccountKey.canonical(text, country: "GB")
  _ = SensitiveNumbers.masked(text)
  return 0
}

private let file = ScratchFile()

private let headers = [
  "", "id,time,from,to,amount,currency,reference,kind\n",
  "time;from;to;amount;currency;received_amount;received_currency;memo\n",
  "\u{FEFF}id\ttime\tfrom\tto\tamount\tcurrency\n", "account,role,pooled,name\n", "claim\n",
  "'id','time','from','to','amount','currency'\n",
  "Date,Narration,Chq./Ref.No.,Value Dt,Withdrawal Amt.,Deposit Amt.,Closing Balance\n",
  "Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance\n",
  "Date, Type, Description, Value, Balance, Account Name, Account Number\n",
  "\"Date\",\"Time\",\"TimeZone\",\"Name\",\"Type\",\"Status\",\"Currency\",\"Gross\",\"Fee\",\"Net\",\"From Email Address\",\"To Email Address\",\"Transaction ID\",\"Reference Txn ID\",\"Balance\"\n",
  "Timestamp,From Bank,Account,To Bank,Account,Amount Received,Receiving Currency,Amount Paid,Payment Currency,Payment Format,Is Laundering\n",
  "Txn Date\tValue Date\tDescription\tRef No./Cheque No.\t        Debit\tCredit\tBalance\n",
  "id,time,from,to,amount,currency,from_role,to_name\n1,2010-01-01,a,b,1.00,GBP,,\n",
]

/// A file in memory that is written anew for each input.
private final class ScratchFile: Sendable {
  private let path = "/dev/shm/tributary-fuzz-\(getpid())"
  private let descriptor: Int32

  init() { descriptor = open(path, O_RDWR | O_CREAT | O_TRUNC, 0o600) }

  func replace(with bytes: [UInt8]) -> String {
    _ = ftruncate(descriptor, 0)
    _ = bytes.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    return path
  }
}
