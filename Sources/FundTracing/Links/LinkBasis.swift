/// What a link rests on.
public enum LinkBasis: String, Sendable, Hashable {
  /// The outbound record names the id of the inbound one.
  case recordedLink = "recorded link"
  /// Both records carry the same reference.
  case sharedReference = "shared reference"
}
