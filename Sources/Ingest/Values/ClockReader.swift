internal import PaymentGraph

/// Reads times of day that stand in a column of their own.
enum ClockReader {
  /// `10:05`, `1:02:03`, `10:05:30.123`; nil where the text is no time of day.
  static func read(_ text: String) -> (milliseconds: Int64, precision: TimePrecision)? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3 else { return nil }
    var numbers: [Int64] = []
    for part in parts {
      let whole = part.split(separator: ".", maxSplits: 1).first ?? ""
      guard (1...2).contains(whole.count), whole.allSatisfy({ $0.isASCII && $0.isNumber }),
        let number = Int64(whole)
      else { return nil }
      numbers.append(number)
    }
    guard numbers[0] < 24, numbers.dropFirst().allSatisfy({ $0 < 60 }) else { return nil }
    let minutes = numbers[0] * 60 + numbers[1]
    let seconds = numbers.count == 3 ? numbers[2] : 0
    return (
      (minutes * 60 + seconds) * 1_000, numbers.count == 3 ? .second : .minute
    )
  }
}
