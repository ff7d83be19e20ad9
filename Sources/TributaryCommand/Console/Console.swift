internal import Glibc
internal import Reports
internal import Synchronization

/// Standard output and standard error.
enum Console {
  /// Makes writing to a closed pipe an ordinary result instead of a signal.
  static func prepare() {
    signal(SIGPIPE, SIG_IGN)
  }

  /// Writes an answer; a reader that has gone away (`| head`) ends the program quietly.
  static func write(_ text: String) { write(Array(text.utf8)) }

  /// The bytes of answers that are collected instead of written; nil where they are written.
  private static let collected = Mutex<[UInt8]?>(nil)

  /// Does some work and returns its answers instead of writing them; messages beside them are dropped.
  static func collecting(_ work: () throws -> Void) rethrows -> [UInt8] {
    collected.withLock { $0 = [] }
    defer { collected.withLock { $0 = nil } }
    try work()
    return collected.withLock { $0 } ?? []
  }

  /// True where answers are collected, files that are written among them.
  static var isCollecting: Bool { collected.withLock { $0 != nil } }

  /// Writes bytes of an answer.
  static func write(_ bytes: [UInt8]) {
    let isKept = collected.withLock { kept in
      kept?.append(contentsOf: bytes)
      return kept != nil
    }
    if isKept { return }
    let reason = put(bytes, to: STDOUT_FILENO)
    if reason == EPIPE { _exit(ExitStatus.done.rawValue) }
    if reason != 0 {
      fail(
        CommandFailure("standard output cannot be written: \(String(cString: strerror(reason)))"))
    }
  }

  /// Writes a message beside the answer; a failure to write it is ignored, because nobody can be
  /// told.
  static func report(_ text: String) {
    if isCollecting { return }
    _ = put(Array(text.utf8), to: STDERR_FILENO)
  }

  /// Reports a failure in the one style of errors: `error: …`, and the advice below it.
  static func report(_ failure: CommandFailure) {
    for message in [failure.message] + failure.others {
      report("\(errorStyle.errorWord): \(TerminalText.safe(message))\n")
    }
    if let help = failure.help { report("  help: \(TerminalText.safe(help))\n") }
  }

  /// Writes all bytes; returns the system's error number, or 0.
  static func put(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    bytes.withUnsafeBytes { buffer in
      var written = 0
      while written < buffer.count {
        let part = UnsafeRawBufferPointer(rebasing: buffer[written...])
        let count = Glibc.write(descriptor, part.baseAddress, part.count)
        if count < 0, errno != EINTR { return errno }
        written += max(0, count)
      }
      return 0
    }
  }

  /// Clears a progress line, if there is one.
  static func finish() { Progress.clear() }

  /// Reports why the command failed and ends the program.
  static func fail(_ failure: CommandFailure) -> Never {
    finish()
    report(failure)
    exit(failure.status.rawValue)
  }

  /// Returns the style of answers: with colour where standard output is a terminal and NO_COLOR is
  /// not set, and within the terminal's width.
  ///
  /// - Parameter width: The width that is asked for; 0 for none.
  static func answerStyle(width: Int?) -> TextStyle {
    let wanted = width ?? TerminalWidth.stated ?? TerminalWidth.of(STDOUT_FILENO)
    return TextStyle(
      isColoured: isColoured(STDOUT_FILENO), width: wanted.flatMap { $0 > 0 ? $0 : nil })
  }

  /// The style of messages: with colour where standard error is a terminal and NO_COLOR is not set.
  static var errorStyle: TextStyle { TextStyle(isColoured: isColoured(STDERR_FILENO)) }

  /// True where standard error is a terminal, so that progress can be shown on one line.
  static var showsProgress: Bool { isatty(STDERR_FILENO) == 1 }

  /// True where a person can be asked: input and messages are a terminal.
  static var canAsk: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

  private static func isColoured(_ descriptor: Int32) -> Bool {
    if let value = getenv("NO_COLOR"), value.pointee != 0 { return false }
    if let value = getenv("TERM"), strcmp(value, "dumb") == 0 { return false }
    return isatty(descriptor) == 1
  }
}

/// The number of columns of a terminal.
enum TerminalWidth {
  /// The number in the environment's COLUMNS; nil where it is no number above 0.
  static var stated: Int? {
    guard let value = getenv("COLUMNS"), let columns = Int(String(cString: value)), columns > 0
    else { return nil }
    return columns
  }

  /// Returns the columns of a terminal; nil for files and pipes, which have any number.
  static func of(_ descriptor: Int32) -> Int? {
    guard isatty(descriptor) == 1 else { return nil }
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}

/// The exit status of the program.
enum ExitStatus: Int32 {
  case done = 0
  case doneWithRejects = 1
  case failed = 2
  case twoReadings = 3
  /// The command line is wrong; the argument parser ends with the same status.
  case wrongUsage = 64
}
