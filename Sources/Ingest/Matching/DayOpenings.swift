internal import PaymentGraph

/// The balances with which files begin their days.
enum DayOpenings {
  /// Returns the balances before the bookings of each day, by file, where all rows of the day print one and these
  /// follow from each other.
  static func found(
    _ bookings: [Booking], rows: [PostedEntry]
  ) -> [Int: [Int: Int128]] {
    struct Day: Hashable {
      let file: Int
      let day: Int
    }
    var byDay: [Day: [Booking]] = [:]
    for booking in bookings {
      for file in booking.files {
        byDay[Day(file: file, day: booking.day), default: []].append(booking)
      }
    }
    var found: [Int: [Int: Int128]] = [:]
    for (day, bookings) in byDay {
      var counts: [Int128: Int] = [:]
      let balances = bookings.compactMap { $0.balance(in: day.file, rows) }
      guard balances.count == bookings.count else { continue }
      for (booking, after) in zip(bookings, balances) {
        counts[after - booking.amount, default: 0] += 1
        counts[after, default: 0] -= 1
      }
      let begins = counts.filter { $0.value > 0 }
      if begins.count == 1, let opening = begins.first {
        found[day.file, default: [:]][day.day] = opening.key
      }
    }
    return found
  }
}
