internal import Synchronization

/// The tickets with which a page gets the key: each is good once, and for two minutes.
final class Tickets: Sendable {
  private static let lifetime = Duration.seconds(120)
  /// The most tickets that wait for their page.
  private static let most = 16

  private struct Ticket {
    let text: String
    let end: ContinuousClock.Instant
  }

  private let waiting = Mutex<[Ticket]>([])

  /// Makes a ticket.
  func make() -> String {
    let ticket = Ticket(text: AccessKey.random(bytes: 16), end: .now + Tickets.lifetime)
    waiting.withLock { waiting in
      waiting.append(ticket)
      if waiting.count > Tickets.most { waiting.removeFirst() }
    }
    return ticket.text
  }

  /// Takes a ticket; false for one that is unknown, used or too old.
  func take(_ text: String) -> Bool {
    waiting.withLock { waiting in
      waiting.removeAll { $0.end < .now }
      guard let place = waiting.firstIndex(where: { AccessKey.isEqual($0.text, text) }) else {
        return false
      }
      waiting.remove(at: place)
      return true
    }
  }
}
