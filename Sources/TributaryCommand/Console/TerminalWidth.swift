internal import Glibc

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
