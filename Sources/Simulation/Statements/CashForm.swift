internal import PaymentGraph

/// A statement as BAI2, with one group for each day.
///
/// The format has no field for the other party: its name and account stand nowhere.
struct CashForm {
  private let statement: PlantedStatement

  init(_ statement: PlantedStatement) { self.statement = statement }

  /// A text of records that counts and sums them, as control records state it.
  private struct Records {
    var text = ""
    var count = 0
    var sum: Int64 = 0

    mutating func add(_ record: String, amounts: Int64...) {
      text += record + "\n"
      count += 1
      sum += amounts.reduce(0, +)
    }
  }

  var text: String {
    let first = statement.entries.first?.day ?? CivilDate(milliseconds: 0)
    let name = "\(CashForm.day(first)),0600,1,80,,2/"
    var (text, count, sum, groups) = ("01,ZQBANK,TRIBUTARY,\(name)\n", 2, Int64(0), 0)
    var balance = statement.opening
    var at = 0
    while at < statement.entries.count {
      let day = statement.entries[at].day
      let entries = statement.entries[at...].prefix { $0.day == day }
      let closing = entries.reduce(balance) {
        $0 + ($1.isOut ? -$1.minorUnits : $1.minorUnits)
      }
      var account = Records()
      account.add(
        "03,\(statement.own),\(statement.currency.code),010,\(balance),,,015,\(closing),,/",
        amounts: balance, closing)
      for entry in entries {
        account.add(
          "16,\(entry.isOut ? "475" : "174"),\(entry.minorUnits),Z,\(entry.id),\(entry.reference),\(entry.text)",
          amounts: entry.minorUnits)
      }
      account.add("49,\(account.sum),\(account.count + 1)/")
      text += "02,TRIBUTARY,ZQBANK,1,\(CashForm.day(day)),,\(statement.currency.code),2/\n"
      text += account.text + "98,\(account.sum),1,\(account.count + 2)/\n"
      count += account.count + 2
      sum += account.sum
      groups += 1
      balance = closing
      at += entries.count
    }
    return text + "99,\(sum),\(groups),\(count)/\n"
  }

  /// Writes `240301`.
  private static func day(_ day: CivilDate) -> String {
    [day.year % 100, day.month, day.day].map { Characters.digits($0, 2) }.joined()
  }
}
