internal import Glibc

/// How many columns a terminal has.
enum TerminalWidth {
  /// What COLUMNS of the environment says; nil where it says nothing that is a number above 0.
  static var stated: Int? {
    guard let value = getenv("COLUMNS"), let columns = Int(String(cString: value)), columns > 0
    else { return nil }
    return columns
  }

  /// The columns of a terminal; nil for files and pipes, which have any number.
  static func of(_ descriptor: Int32) -> Int? {
    guard isatty(descriptor) == 1 else { return nil }
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}
