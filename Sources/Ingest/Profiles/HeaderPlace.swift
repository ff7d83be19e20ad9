/// The place of a file's header.
public enum HeaderPlace: Sendable, Hashable {
  /// The first row is a row: there is no header.
  case none
  /// The header is this line, counted from 1.
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
