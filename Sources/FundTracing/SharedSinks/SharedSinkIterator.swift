/// Goes through shared sinks in their order and gathers the figures of several at once.
public struct SharedSinkIterator: IteratorProtocol, Sendable {
  private let list: SharedSinkList
  private var gathered: [SharedSink] = []
  private var place = 0
  private var end = 0
  /// The number of sinks gathered next: few at first, because a reader may stop early.
  private var size = 16

  /// Starts at the first sink of a list.
  init(_ list: SharedSinkList) { self.list = list }

  /// Returns the next sink; nil after the last.
  public mutating func next() -> SharedSink? {
    if place == gathered.count {
      let first = end
      end = min(first + size, list.count)
      guard first < end else { return nil }
      gathered = list.sinks(at: first..<end)
      place = 0
      size = min(size * 2, 1 << 14)
    }
    place += 1
    return gathered[place - 1]
  }
}
