import Foundation

/// A table that the program printed as CSV without quotes.
struct Table {
  let header: [String]
  let cells: [[String]]

  init(_ text: String) {
    var lines = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    header = lines.isEmpty ? [] : lines.removeFirst()
    cells = lines
  }

  /// The rows as texts of some columns with blanks between them.
  func rows(_ columns: [String]) -> [String] {
    let places = columns.compactMap { header.firstIndex(of: $0) }
    return cells.map { row in places.map { $0 < row.count ? row[$0] : "" }.joined(separator: " ") }
  }
}

/// The holdings that a trace prints: `account amount currency`, in the order of the answer, one line an account and
/// currency.
struct Holdings {
  let lines: [String]

  private struct Answer: Decodable {
    struct Holding: Decodable {
      let account: String
      let amount: String
      let currency: String
    }
    let holdings: [Holding]
  }

  init(_ json: String) throws {
    let answer = try JSONDecoder().decode(Answer.self, from: Data(json.utf8))
    lines = answer.holdings.map { "\($0.account) \($0.amount) \($0.currency)" }.sorted()
  }
}
