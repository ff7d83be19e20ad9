/// A set of moments: half-open stretches in their order, none of which touches the next.
struct TimeSpans: Sendable, Hashable {
  let spans: [Range<Int64>]

  init(_ ranges: [Range<Int64>]) {
    var joined: [Range<Int64>] = []
    for range in ranges.sorted(by: {
      ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound)
    })
    where !range.isEmpty {
      if let last = joined.last, range.lowerBound <= last.upperBound {
        joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        joined.append(range)
      }
    }
    spans = joined
  }

  var isEmpty: Bool { spans.isEmpty }

  /// The length in days.
  var days: Double { spans.reduce(0) { $0 + Double($1.upperBound - $1.lowerBound) } / 86_400_000 }

  func within(_ range: Range<Int64>) -> TimeSpans { TimeSpans(spans.map { $0.clamped(to: range) }) }

  /// Returns true where all moments of another set are in this one.
  func contains(_ other: TimeSpans) -> Bool {
    other.spans.allSatisfy { inner in
      spans.contains { $0.lowerBound <= inner.lowerBound && inner.upperBound <= $0.upperBound }
    }
  }

  /// Returns true where a payment that happened within a stretch certainly lies in one of these.
  func holds(_ start: Int64, _ end: Int64) -> Bool {
    spans.contains { $0.lowerBound <= start && end <= $0.upperBound }
  }
}
