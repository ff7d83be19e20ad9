internal import Ingest
internal import Reports
internal import Synchronization

/// Shows on standard error how far long work has come: at most once a second, and only after the
/// first second.
///
/// On a terminal the line is rewritten. Elsewhere one line is written every 10 seconds: messages
/// that are kept should not depend on how busy the machine was.
enum Progress {
  private struct State {
    var started: ContinuousClock.Instant?
    var shown: ContinuousClock.Instant?
    var isLineOpen = false
  }

  private static let state = Mutex(State())

  /// Shows the progress of loading.
  static func show(_ progress: LoadProgress) {
    show {
      let percent = progress.byteCount > 0 ? progress.bytesRead * 100 / progress.byteCount : 100
      return "reading \(progress.path): \(percent) % of \(progress.byteCount / 1_000_000) MB"
    }
  }

  /// Shows the number of a question's searches that are done.
  static func show(searches done: Int, of count: Int) {
    show { "searching: \(done * 100 / max(1, count)) % of \(count) searches" }
  }

  private static func show(_ words: () -> String) {
    let now = ContinuousClock.now
    let isTerminal = Console.showsProgress
    let isDue = state.withLock { state in
      let started = state.started ?? now
      state.started = started
      let pause = Duration.seconds(isTerminal ? 1 : 10)
      guard now - started >= pause, state.shown.map({ now - $0 >= pause }) ?? true else {
        return false
      }
      state.shown = now
      state.isLineOpen = isTerminal
      return true
    }
    guard isDue else { return }
    let text = TerminalText.safe(words())
    Console.report(isTerminal ? "\r\u{1B}[K\(text)" : "\(text)\n")
  }

  /// Clears the line.
  static func clear() {
    let wasOpen = state.withLock { state in
      defer { state.isLineOpen = false }
      return state.isLineOpen
    }
    if wasOpen { Console.report("\r\u{1B}[K") }
  }
}
