import Glibc

/// Wall time and CPU time of all threads, in seconds.
struct Lap {
  let wall: Double
  let cpu: Double

  static func of(_ body: () throws -> Void) rethrows -> Lap {
    let cpu = Lap.cpuSeconds()
    let wall = try ContinuousClock().measure(body)
    let (seconds, fraction) = wall.components
    return Lap(wall: Double(seconds) + Double(fraction) / 1e18, cpu: Lap.cpuSeconds() - cpu)
  }

  /// The lap in the middle, by wall time.
  static func median(_ laps: [Lap]) -> Lap {
    laps.isEmpty ? Lap(wall: 0, cpu: 0) : laps.sorted { $0.wall < $1.wall }[laps.count / 2]
  }

  var json: String { "{\"wall\": \(wall), \"cpu\": \(cpu)}" }

  private static func cpuSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
