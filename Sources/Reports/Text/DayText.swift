internal import PaymentGraph

/// Days as people read them.
enum DayText {
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Writes `3 Jan 2024`.
  static func text(_ day: CivilDate) -> String { "\(day.day) \(months[day.month - 1]) \(day.year)" }

  /// Writes `3 Jan`.
  static func short(_ day: CivilDate) -> String { "\(day.day) \(months[day.month - 1])" }

  /// Writes `Jan 2024`.
  static func month(_ day: CivilDate) -> String { "\(months[day.month - 1]) \(day.year)" }

  /// Writes `3 Jan to 27 Mar 2024`, `3 Jan 2024`, or `no time recorded`.
  static func range(_ times: [PostingTime]) -> String {
    let known = times.filter { $0.precision != .unknown }
    // A stretch without a recorded end tells only that nothing was before it.
    guard let first = known.map(\.start).min(),
      let end = known.map({ $0.isOpen ? $0.start &+ 1 : $0.end }).max()
    else {
      return "no time recorded"
    }
    let (from, to) = (CivilDate(milliseconds: first), CivilDate(milliseconds: end - 1))
    if from == to { return text(from) }
    if from.year != to.year { return "\(text(from)) to \(text(to))" }
    return "\(from.day) \(months[from.month - 1]) to \(text(to))"
  }
}
