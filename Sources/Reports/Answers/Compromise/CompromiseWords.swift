internal import Compromise
internal import PaymentGraph

/// The words and numbers of an answer on how victims were chosen.
enum CompromiseWords {
  /// Writes a share: `53 %`.
  static func percent(_ part: Double) -> String { "\(Int((part * 100).rounded())) %" }

  /// Writes a number of persons that may be a mean: `11.9`, `5`.
  static func people(_ number: Double) -> String {
    DecimalText.fixed((number * 10).rounded() / 10, places: 1)
  }

  /// Writes a day, in UTC.
  static func day(_ moment: Int64) -> String { CivilDate(milliseconds: moment).iso8601 }

  /// Writes a moment to the day where it starts one, else to the second.
  static func moment(_ moment: Int64) -> String {
    PostingTime(
      start: moment,
      precision: CivilDate.dayStart(of: moment) == moment
        ? .day : moment % 1_000 == 0 ? .second : .millisecond
    ).iso8601
  }

  /// Writes significant digits, with an exponent where the value is small: `4.77948e-14`.
  static func significant(_ value: Double, digits: Int = 6) -> String {
    guard value.isFinite, value != 0 else { return "0" }
    var (size, exponent) = (abs(value), 0)
    while size >= 10, exponent < 400 {
      size /= 10
      exponent += 1
    }
    while size < 1, exponent > -400 {
      size *= 10
      exponent -= 1
    }
    if exponent >= -4 {
      return DecimalText.fixed(value, places: max(0, digits - 1 - exponent))
    }
    var written = DecimalText.fixed(size, places: digits - 1)
    if written == "10" {
      written = "1"
      exponent += 1
    }
    return "\(value < 0 ? "-" : "")\(written)e-\(-exponent < 10 ? "0" : "")\(-exponent)"
  }

  /// Writes a verdict with its reason.
  ///
  /// - Parameters:
  ///   - credible: the number of lists that cannot be told apart.
  ///   - names: the names of the lists that it was tested given; nil for those of the answer.
  static func verdict(
    _ row: CompromiseAnswer.ListRow, credible: Int, given names: [String]? = nil
  ) -> String {
    let lists = names ?? row.given
    let given = lists.isEmpty ? "" : ", given \(lists.joined(separator: " and "))"
    switch row.verdict {
    case .supported: return "supported" + given
    case .oneOf: return "one of \(credible)" + given
    case .limited: return "limited"
    case .cannotSay: return "cannot say: " + reason(row)
    }
  }

  private static func reason(_ row: CompromiseAnswer.ListRow) -> String {
    let found =
      row.figures?.detectableShare.map { "\(percent($0)) of the contacts would have been found" }
    switch row.reason {
    case .tooFewVictims?: return "too few know it"
    case .tooPopular?:
      return "too popular, "
        + (found ?? "no part of the contacts could have been told")
    case .noControlPopulation?: return "nobody to compare with"
    case .referenceSelected?: return "the others' records cannot tell"
    case .coverageAssumed?: return "it depends on which statements are held"
    case .listWithoutData?: return "nothing is known of who is on it"
    case .open?, nil: return "open" + (found.map { ", \($0)" } ?? "")
    }
  }

  /// Writes the share of contacts in a cell of the table.
  static func share(_ row: CompromiseAnswer.ListRow) -> String {
    guard let share = row.figures?.share else { return "-" }
    switch row.verdict {
    case .supported, .oneOf:
      let (low, high) = (Int((share.low * 100).rounded()), Int((share.high * 100).rounded()))
      return "\(percent(share.mean)) (\(low)-\(high) %)"
    case .limited: return "at most \(percent(share.atMost))"
    case .cannotSay: return "-"
    }
  }

  /// Names an order as a sentence does.
  static func order(_ name: String) -> String {
    switch name {
    case "alphabetical": "names in the order of the alphabet"
    case "number": "telephone numbers in their order"
    case let name where name.hasPrefix("position:"): "places in the list \(name.dropFirst(9))"
    default: "age of the customer records of \(name.dropFirst(6))"
    }
  }
}
