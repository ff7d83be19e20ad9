internal import PaymentGraph

/// A transfer that gives money back, and the payment that it gives back, where that is known.
struct ReturnMatch {
  /// The reason for taking a payment for the one that is given back.
  enum Basis {
    /// The return names the payment's id.
    case reference
    /// Both rows print one number of one payment that no other payment of the account has.
    case number
    /// It is the only payment of the same two accounts with this amount in the 30 days before.
    case pairAndAmount
    /// As ``pairAndAmount``, but one of the accounts is known by a name in one statement only.
    case nameAndAmount
    /// It is the only payment of the account with this amount in the 30 days before, to another party.
    case amount
    /// As ``pairAndAmount``, but the row does not call itself a return.
    case unnamed

    var words: String {
      switch self {
      case .reference: "the row names the payment's id"
      case .number: "both rows print the same payment number"
      case .pairAndAmount:
        "the only payment of the same two accounts with this amount in the 30 days before"
      case .nameAndAmount:
        "the only payment under the same name with this amount in the 30 days before"
      case .amount: "the only payment of the account with this amount in the 30 days before"
      case .unnamed:
        "the same amount between the same two accounts the other way within 30 days"
      }
    }

    /// True where the records state it, and not only amounts and days fit.
    var isNamed: Bool {
      switch self {
      case .reference, .number: true
      case .pairAndAmount, .nameAndAmount, .amount, .unnamed: false
      }
    }

    /// True where the two are linked without a user's decision.
    var isCertain: Bool {
      switch self {
      case .reference, .number, .pairAndAmount: true
      case .nameAndAmount, .amount, .unnamed: false
      }
    }
  }

  /// The payment that a return gives back, as far as it is known.
  enum Payment {
    case one(Int, Basis)
    /// Several payments could be it: this many, or more where not all in the days before were compared.
    case several(Int, orMore: Bool)
    /// More than ``PaymentsInTime/mostCompared`` payments could be it, and not all of them were compared.
    case tooMany
    /// The return names an id that this many payments have: too many to compare.
    case tooManyNamed(Int)
    /// The return lists several by their ids, and this many were loaded.
    case listed(Int)
    /// The return gives only a part of itself to the payment that it names.
    case partly
    case none
  }

  /// The index of the transfer that gives back.
  let back: Int
  let payment: Payment
}

/// Payments of one amount in the order of their times, searched for those in the days before a return.
struct PaymentsInTime {
  /// The payments that fit a return, and those that were not compared with it.
  struct Candidates {
    var transfers: [Int] = []
    /// The places of the payments in the span of time that were not compared, because enough others fit or too many lie
    /// in it.
    var rest = 0..<0
    /// True where ``PaymentsInTime/mostCompared`` payments were compared and more lie in the span.
    var isTooMany = false
  }

  /// The largest number of payments that are compared with one return.
  ///
  /// Where more lie in the days before it, no payment is taken as the one that it gives back.
  static let mostCompared = 1_000

  private let rows: [(start: Int64, transfer: Int)]

  init(_ rows: [(start: Int64, transfer: Int)]) {
    self.rows = rows.sorted { ($0.start, $0.transfer) < ($1.start, $1.transfer) }
  }

  /// Returns the last payments in a span of time that fit, the last first, at most `limit` of them.
  ///
  /// - Complexity: O(log *n*), and at most ``mostCompared`` comparisons.
  func last(
    _ limit: Int, in time: ClosedRange<Int64>, where fits: (Int) -> Bool
  ) -> Candidates {
    let first = count { $0 < time.lowerBound }
    let end = count { $0 <= time.upperBound }
    let least = max(first, end - PaymentsInTime.mostCompared)
    var found = Candidates()
    var index = end
    while index > least, found.transfers.count < limit {
      index -= 1
      if fits(rows[index].transfer) { found.transfers.append(rows[index].transfer) }
    }
    found.rest = first..<index
    found.isTooMany = index > first && found.transfers.count < limit
    return found
  }

  /// Returns the transfers of the payments in any of some spans of places.
  func transfers(in spans: [Range<Int>]) -> Set<Int> {
    var change = Array(repeating: 0, count: rows.count + 1)
    for span in spans {
      change[span.lowerBound] += 1
      change[span.upperBound] -= 1
    }
    var open = 0
    var found: Set<Int> = []
    for index in rows.indices {
      open += change[index]
      if open > 0 { found.insert(rows[index].transfer) }
    }
    return found
  }

  /// Counts the payments from the first one on whose times lie before a limit.
  private func count(where isBefore: (Int64) -> Bool) -> Int {
    BinarySearch.lowerBound(rows.indices) { isBefore(rows[$0].start) }
  }
}
