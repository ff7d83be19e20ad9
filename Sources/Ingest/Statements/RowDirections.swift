internal import PaymentGraph

/// The accounts of a statement for which something shows the order of the rows of a day.
///
/// A file may list several accounts one after the other, each with its newest row first. So the rows of one account show
/// nothing about those of another: each needs its own balances, times of day or ordered days, unless the profile states
/// the order and no account contradicts it.
struct RowDirections {
  /// True where every account with several rows has a known order.
  let isKnown: Bool
  /// The number of each section's account.
  private let accountOf: [Int]
  private let isKnownAccount: [Bool]

  /// The evidence of one account's own rows.
  private struct Evidence {
    var rowCount = 0
    var lastDay: Int64?
    var lastMoment: Int64?
    var rises = false
    var falls = false
    var hasForwardClocks = false
    var hasBackwardClocks = false
    /// The number of balances that follow in the order found, less those that follow with each day turned.
    var moreHeld = 0

    mutating func note(day: Int64, moment: Int64?) {
      rowCount += 1
      if let lastDay {
        if day > lastDay { rises = true }
        if day < lastDay { falls = true }
        if day == lastDay, let moment, let lastMoment {
          if moment > lastMoment { hasForwardClocks = true }
          if moment < lastMoment { hasBackwardClocks = true }
        }
      }
      (lastDay, lastMoment) = (day, moment)
    }

    /// Returns true where the account's own rows show that an arrangement is right within its days.
    func shows(_ arrangement: RowArrangement, allRise: Bool) -> Bool {
      if moreHeld > 0 { return true }
      if hasForwardClocks != hasBackwardClocks {
        return hasBackwardClocks == arrangement.isReversedWithinDays
      }
      return allRise && rises && arrangement == .asWritten
    }
  }

  /// - Parameters:
  ///   - moreHeld: by section, the number of balances that follow in the arrangement, less those that follow with the
  ///     rows of each day turned.
  ///   - stated: the order that the profile of such files states.
  init(
    _ rows: PlacedRows, _ arrangement: RowArrangement, moreHeld: [Int],
    stated: StatementFormat.Order
  ) {
    var numbers: [String: Int] = [:]
    let accountOf = rows.sections.map { section in
      let number = numbers[section.account] ?? numbers.count
      numbers[section.account] = number
      return number
    }
    var evidence = Array(repeating: Evidence(), count: numbers.count)
    for (section, more) in moreHeld.enumerated() where section < accountOf.count {
      evidence[accountOf[section]].moreHeld += more
    }
    for (row, day) in rows.days.enumerated() where rows.movesBalance(row) {
      evidence[accountOf[rows.section(row)]].note(day: day, moment: rows.moment(row))
    }
    let allRise = !evidence.contains(where: \.falls)
    let isStated: Bool =
      switch stated {
      case .auto: false
      case .oldestFirst:
        !arrangement.isReversedWithinDays && !evidence.contains { $0.falls && !$0.rises }
      case .newestFirst:
        arrangement.isReversedWithinDays && !evidence.contains { $0.rises && !$0.falls }
      }
    isKnownAccount = evidence.map { isStated || $0.shows(arrangement, allRise: allRise) }
    isKnown = zip(evidence, isKnownAccount).allSatisfy { $0.rowCount < 2 || $1 }
    self.accountOf = accountOf
  }

  /// Returns true where something shows the order of the rows of a day of the account of a section.
  func isKnown(section: Int) -> Bool {
    section < accountOf.count && isKnownAccount[accountOf[section]]
  }
}
