internal import PaymentGraph

/// The axis of time from left to right: the position of a moment, and marks at the start of days,
/// months or years.
struct TimelineAxis: Sendable {
  /// A mark on the axis.
  struct Tick: Sendable, Hashable {
    let moment: Int64
    let words: String
  }

  let left: Double
  let width: Double
  let period: Range<Int64>
  private(set) var ticks: [Tick] = []

  /// The room that the words of a mark need.
  private static let tickRoom = 56.0

  /// Creates the axis.
  ///
  /// - Parameter period: The period shown, in milliseconds.
  init(left: Double, width: Double, period: Range<Int64>) {
    self.left = left
    self.width = width
    self.period = period
    ticks = TimelineAxis.ticks(period, most: max(2, Int(width / TimelineAxis.tickRoom)))
  }

  func x(_ moment: Int64) -> Double {
    let whole = Double(period.upperBound - period.lowerBound)
    return left + width * Double(moment - period.lowerBound) / max(1, whole)
  }

  private static func ticks(_ period: Range<Int64>, most: Int) -> [Tick] {
    let length = period.upperBound - period.lowerBound
    for hours in [1, 3, 6, 12] as [Int64] where length / (hours * 3_600_000) < most {
      return steps(period, hours * 3_600_000).map { moment in
        let day = CivilDate(milliseconds: moment)
        let hour = (moment - day.milliseconds) / 3_600_000
        let clock = hour < 10 ? "0\(hour):00" : "\(hour):00"
        return Tick(moment: moment, words: "\(DayText.short(day)) \(clock)")
      }
    }
    for days in [1, 2, 7, 14] as [Int64] where length / (days * 86_400_000) < most {
      return steps(period, days * 86_400_000).map {
        Tick(moment: $0, words: DayText.short(CivilDate(milliseconds: $0)))
      }
    }
    for months in [1, 2, 3, 6, 12, 24, 60, 120, 600]
    where length / (Int64(months) * 2_592_000_000) < most {
      let first = CivilDate(milliseconds: period.lowerBound)
      var month = (first.month - 1) / months * months
      var found: [Tick] = []
      while true {
        let moment = TimelineFold.month(first.year, month)
        guard moment < period.upperBound else { break }
        if moment >= period.lowerBound {
          let day = CivilDate(milliseconds: moment)
          found.append(
            Tick(moment: moment, words: months < 12 ? DayText.month(day) : "\(day.year)"))
        }
        month += months
      }
      return found
    }
    return []
  }

  private static func steps(_ period: Range<Int64>, _ step: Int64) -> [Int64] {
    let start = (period.lowerBound + step - 1) / step * step
    return Array(stride(from: start, to: period.upperBound, by: Int64.Stride(step)))
  }
}
