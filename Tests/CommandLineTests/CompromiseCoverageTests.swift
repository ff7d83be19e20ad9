import Foundation
import TestSupport
import Testing

/// The verdicts on shops where the statements of the others do not reach as far as those of the victims.
@Suite("Compromise: days whose statements are held")
struct CompromiseCoverageTests {
  /// Makes the records of twenty victims and sixty others who pay a utility every month.
  ///
  /// Each person pays the shop once, in January 2023; the statements of the others begin later.
  private func folder(othersFrom month: Int, shop: Bool = true) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    var payments = "id,date,from,to,amount,currency\n"
    var claims = "claim\n"
    var number = 0
    func pay(_ month: Int, _ day: Int, _ from: String, _ to: String) {
      number += 1
      let date = "\(2023 + (month - 1) / 12)-\(two((month - 1) % 12 + 1))-\(two(day))"
      payments += "t\(number),\(date),\(from),\(to),20.00,GBP\n"
    }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    for victim in 0..<20 {
      for month in 1...18 { pay(month, victim % 20 + 1, "v\(victim)", "utility") }
      if shop { pay(1, victim % 20 + 5, "v\(victim)", "shop") }
      pay(19, victim % 20 + 1, "v\(victim)", "mule")
      claims += "t\(number)\n"
    }
    for other in 0..<60 {
      for at in month...20 { pay(at, other % 25 + 1, "p\(other)", "utility") }
      if month == 1, shop { pay(1, other % 20 + 5, "p\(other)", "shop") }
    }
    try folder.write(payments, as: "payments.csv")
    try folder.write(claims, as: "claims.csv")
    return folder
  }

  private func answer(_ arguments: String, in folder: TemporaryFolder) throws -> String {
    let run = try Program.shell("cd \(folder.url.path) && $TRIBUTARY compromise \(arguments)")
    #expect(run.status == 0, "\(run.messages)")
    return run.output
  }

  /// Nobody of the others could have been seen in the shop: no file says that their statements of that month are missing.
  @Test(arguments: [2, 6, 12, 17])
  func aShopOfWhichTheOthersStatementsAreMissingIsNotNamed(month: Int) throws {
    let folder = try folder(othersFrom: month)
    let text = try answer("payments.csv claims.csv --strata none -q", in: folder)
    #expect(text.hasPrefix("no list is named"), "\(text)")
    #expect(text.contains("it depends on which statements are held"), "\(text)")
    #expect(text.contains("[coverage-decides]"))
  }

  /// The same files, and a coverage file that says that the statements are whole: the shop stands out.
  @Test func statedDaysDecide() throws {
    let folder = try folder(othersFrom: 6)
    let people = (0..<20).map { "v\($0)" } + (0..<60).map { "p\($0)" }
    try folder.write(
      "account,from,to\n" + people.map { "\($0),2023-01-01,2024-09-01\n" }.joined(),
      as: "coverage.csv")
    let text = try answer("payments.csv claims.csv coverage.csv --strata none -q", in: folder)
    #expect(text.hasPrefix("supported: shop"), "\(text)")
    #expect(!text.contains("coverage-decides"))
  }

  /// Everybody's records reach as far: what the victims alone paid still stands out, and what all paid does not.
  @Test func recordsOfTheSameDaysNeedNoFile() throws {
    let folder = try folder(othersFrom: 1)
    let text = try answer("payments.csv claims.csv --strata none -q", in: folder)
    #expect(text.hasPrefix("no list is named"), "\(text)")
    #expect(!text.contains("coverage-decides"))
  }
}
