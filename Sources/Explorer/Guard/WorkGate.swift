internal import Synchronization

/// Lets so many requests be at work at once, and refuses the next.
final class WorkGate: Sendable {
  /// The most requests at work.
  static let most = 8

  private let count = Mutex(0)

  /// Does some work.
  ///
  /// - Throws: ``ExplorerFailure`` where as many requests as may be are at work.
  func pass<Result: Sendable>(
    _ work: () async throws -> Result
  ) async throws -> Result {
    let isFree = count.withLock { count in
      guard count < WorkGate.most else { return false }
      count += 1
      return true
    }
    guard isFree else {
      throw ExplorerFailure(
        .busy, code: "busy", message: "\(WorkGate.most) requests are at work; ask again")
    }
    defer { count.withLock { $0 -= 1 } }
    return try await work()
  }
}

/// A word to work on another thread that nobody waits for it any more.
final class Cancellation: Sendable {
  private let said = Mutex(false)

  var isCancelled: Bool { said.withLock { $0 } }

  func cancel() { said.withLock { $0 = true } }
}
