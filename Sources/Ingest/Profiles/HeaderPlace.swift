/// The position of a file's header.
public enum HeaderPlace: Sendable, Hashable {
  /// There is no header: the first row is data.
  case none
  /// The line of the header, counted from 1.
  case line(Int)

  /// Reads the value as it is written: `none` or a number from 1.
  public init?(_ text: String) {
    if text == "none" {
      self = .none
    } else if let number = Int(text), number > 0 {
      self = .line(number)
    } else {
      return nil
    }
  }
}
