import Ingest
import TestSupport

/// The form in which a bank writes its statements: public header, invented rows.
struct BankForm: Sendable, CustomStringConvertible {
  /// The content of a column.
  enum Cell: Sendable {
    case date, value, text, name, balance, blank
    /// Signed, below zero for money that went out; or the other way round, as on cards.
    case amount, cardAmount
    case out, into, unsigned
    case side(out: String, into: String)
    /// The other party's account, and the account itself.
    case iban, own(String), fixed(String), number
  }

  let bank: String
  /// The form of dates: `dd/MM/yyyy`, with `d` for days without a zero.
  let dates: String
  let columns: [(name: String, cell: Cell)]
  var delimiter = ","
  var hasDecimalComma = false
  var preamble: [String] = []
  var footer: [String] = []
  var hasHeader = true
  var isNewestFirst = false
  /// True where amounts have no decimals, as those in yen.
  var isWhole = false
  /// Answers that a person knows apart from the file; used only where they are asked for.
  var answers: [ProfileDraft.Topic: String] = [:]

  var description: String { bank }

  /// A file with invented rows, and what went out and came in, in hundredths.
  func file(seed: UInt64, rows count: Int = 12) -> (text: String, out: Int64, into: Int64) {
    var random = SplitMix64(seed: seed)
    var balance: Int64 = 100_000
    var (out, into): (Int64, Int64) = (0, 0)
    var lines: [String] = []
    let own = BankForm.iban(random.next() % 1_000_000)
    for row in 0..<count {
      // Both ways occur, and days beyond the twelfth, so that the file shows the order of its dates.
      let isOut = row % 3 != 1
      let amount = (Int64(random.next() % 90_000) + 101) * (isWhole ? 100 : 1)
      balance += isOut ? -amount : amount
      if isOut { out += amount } else { into += amount }
      let day = row * 2 + 2
      let other = random.next() % 5
      let cells = columns.map { column -> String in
        switch column.cell {
        case .date, .value: return date(2021, 3, day)
        case .text: return "\(BankForm.texts[Int(other)]) \(row)"
        case .name: return BankForm.parties[Int(other)]
        case .balance: return number(balance)
        case .blank: return ""
        case .amount: return number(isOut ? -amount : amount)
        case .cardAmount: return number(isOut ? amount : -amount)
        case .unsigned: return number(amount)
        case .out: return isOut ? number(amount) : ""
        case .into: return isOut ? "" : number(amount)
        case .side(let outward, let inward): return isOut ? outward : inward
        case .iban: return BankForm.iban(other + 77)
        case .own(let kind): return kind == "iban" ? own : kind
        case .fixed(let text): return text
        case .number: return "10-2030\(4000 + other)/0800"
        }
      }
      lines.append(cells.map(quoted).joined(separator: delimiter))
    }
    if isNewestFirst { lines.reverse() }
    let head = hasHeader ? [columns.map { quoted($0.name) }.joined(separator: delimiter)] : []
    return ((preamble + head + lines + footer).joined(separator: "\n") + "\n", out, into)
  }

  private static let texts = ["Card purchase", "Transfer", "Invoice", "Standing order", "Salary"]
  private static let parties = ["Alma Ruiz", "Bo Nguyen", "Corner Shop", "Dov Levi", "Ema Novak"]

  /// A valid German IBAN of an invented account.
  static func iban(_ number: UInt64) -> String {
    let account = String(number)
    let national = "50010517" + String(repeating: "0", count: 10 - account.count) + account
    var rest = 0
    for digit in (national + "131400").utf8 { rest = (rest * 10 + Int(digit) - 48) % 97 }
    let check = 98 - rest
    return "DE\(check < 10 ? "0" : "")\(check)\(national)"
  }

  private func quoted(_ text: String) -> String {
    text.contains(delimiter) || text.contains("\"")
      ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
  }

  private func number(_ units: Int64) -> String {
    let cents = String(abs(units) % 100)
    let sign = units < 0 ? "-" : ""
    if isWhole { return sign + String(abs(units) / 100) }
    return sign + String(abs(units) / 100) + (hasDecimalComma ? "," : ".")
      + (cents.count < 2 ? "0" : "") + cents
  }

  private func date(_ year: Int, _ month: Int, _ day: Int) -> String {
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return dates.replacing("yyyy", with: "\(year)").replacing("yy", with: two(year % 100))
      .replacing("MMM", with: "Mar").replacing("MM", with: two(month))
      .replacing("dd", with: two(day)).replacing("d", with: "\(day)")
  }
}
