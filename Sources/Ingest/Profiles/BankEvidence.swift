internal import PaymentGraph

/// A sign in a file that shows its bank, where many banks write the same header.
///
/// A pattern is tried on the file's name and the lines before the header, on dates, on narrations, or on the account
/// that each row names. The sign of a currency that one country has is evidence as well. The country in which the
/// program runs is not evidence.
struct BankEvidence: Sendable {
  /// The part of a file to examine.
  enum Place: String, CaseIterable, Sendable {
    /// The file's name and the lines before the header.
    case name
    case date, narration, account
  }

  let place: Place
  let pattern: TextPattern
}

/// Searches a file for evidence.
struct EvidenceSearch {
  let profile: StatementProfile
  /// The file's name, and the lines before its header.
  let names: [String]
  let header: HeaderNames
  let rows: [[String]]

  /// The sign that the file is of the profile's bank, in words; nil where there is none.
  var finding: String? {
    for evidence in profile.evidence ?? [] {
      let pattern = evidence.pattern.compiled()
      switch evidence.place {
      case .name:
        if let found = names.first(where: pattern.matches) {
          return "\"\(found.prefix(60))\" names it"
        }
      case .date:
        let cells = cells([profile.fields.date])
        if !cells.isEmpty, cells.allSatisfy(pattern.matches) {
          return "dates such as \"\(cells[0])\" have its form"
        }
      case .account:
        let columns = profile.account.flatMap { rule -> [String] in
          if case .columns(let names) = rule.place { names } else { [] }
        }
        let cells = cells(columns)
        if !cells.isEmpty, cells.allSatisfy(pattern.matches) {
          return "accounts such as \"\(cells[0])\" have its form"
        }
      case .narration:
        if let found = cells(profile.fields.narration).first(where: pattern.matches) {
          return "\"\(found.prefix(60))\" has its form"
        }
      }
    }
    return mark
  }

  /// The sign of the profile's currency in an amount or a balance.
  private var mark: String? {
    guard let currency = profile.fields.constantCurrency,
      let sign = EvidenceSearch.signs[currency.code]
    else { return nil }
    let columns: [String] =
      switch profile.fields.amount {
      case .signed(let column): [column]
      case .sides(let out, let into): [out, into]
      case .marked(let amount, _, _, _): [amount]
      }
    let found = cells(columns + [profile.fields.balance]).first { $0.unicodeScalars.contains(sign) }
    return found.map { "\"\($0.prefix(40))\" bears the sign of its currency" }
  }

  /// The signs of currencies that the banks of one country have; that of the euro shows no country.
  private static let signs: [String: Unicode.Scalar] = ["GBP": "£", "INR": "₹"]

  private func cells(_ columns: [String]) -> [String] {
    let positions = columns.filter { !$0.isEmpty }.compactMap {
      StatementPlan.position(of: $0, in: header)
    }
    return rows.flatMap { row in
      positions.compactMap { $0 < row.count && !row[$0].isEmpty ? row[$0] : nil }
    }
  }
}
