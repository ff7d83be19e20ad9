internal import PaymentGraph

/// Thirds of activity: payments per day of which statements are held, within the victims' masks.
///
/// People who simply pay more often make every merchant look used; the thirds compare them with each other.
struct ActivityBands: Sendable {
  /// The band of each victim, 0 to 2; nil where nothing is known of the payments.
  let victims: [Int?]
  /// The band of each other person.
  let others: [Int?]

  /// - Parameters:
  ///   - payments: the starts and ends of each person's payments, victims first, by start.
  /// - Complexity: O(payments · log *n* + *n* · classes of statements).
  init(
    _ people: CasePeople, masks: ExposureMasks, payments: [[(start: Int64, end: Int64)]]
  ) {
    let spans = masks.masks
    let first = people.victims.count
    let victims = people.victims.indices.map { victim -> Double? in
      guard !spans[victim].isEmpty else { return nil }
      let count = payments[victim].count { spans[victim].holds($0.start, $0.end) }
      return Double(count) / spans[victim].days
    }
    // The masks of the victims with whom a class can be compared, as steps of a function of time.
    let rates = masks.comparable.map { row -> MaskRate in
      MaskRate(spans.indices.filter { row[$0] }.map { spans[$0] })
    }
    let others = people.others.indices.map { other -> Double? in
      rates[masks.classes[other]].activity(payments[first + other])
    }
    let pooled = (victims + others).compactMap { $0 }.sorted()
    guard !pooled.isEmpty else {
      self.victims = victims.map { _ in nil }
      self.others = others.map { _ in nil }
      return
    }
    let limits = [pooled[pooled.count / 3], pooled[min(pooled.count - 1, 2 * pooled.count / 3)]]
    func band(_ activity: Double?) -> Int? {
      activity.map { value in limits.count { value > $0 * (1 + 1e-12) } }
    }
    self.victims = victims.map(band)
    self.others = others.map(band)
  }
}

/// The sum over some masks of 1 / days in which a moment lies, as a function of time.
private struct MaskRate {
  private var moments: [Int64] = []
  private var sums: [Double] = []
  private var masks: [TimeSpans] = []
  private let count: Int

  init(_ masks: [TimeSpans]) {
    count = masks.count
    var steps: [Int64: Double] = [:]
    for mask in masks {
      let part = 1 / mask.days
      for span in mask.spans {
        steps[span.lowerBound, default: 0] += part
        steps[span.upperBound, default: 0] -= part
      }
    }
    var sum = 0.0
    for (moment, step) in steps.sorted(by: { $0.key < $1.key }) {
      sum += step
      moments.append(moment)
      sums.append(max(0, sum))
    }
  }

  /// Returns the mean over the masks of a person's payments in a mask per day of it; nil without masks.
  func activity(_ payments: [(start: Int64, end: Int64)]) -> Double? {
    guard count > 0 else { return nil }
    let total = payments.reduce(0.0) { sum, payment in
      let place = BinarySearch.lowerBound(0..<moments.count) { moments[$0] <= payment.start }
      return place == 0 ? sum : sum + sums[place - 1]
    }
    return total / Double(count)
  }
}
