/// The name of a node, of a port or of an edge within one graph: small letters, digits and `_`.
///
/// Names are the program's, never data: data goes into labels only.
public struct NodeID: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
  /// The name.
  public let description: String

  /// Creates a name from a literal; characters that names cannot have become `_`.
  public init(stringLiteral value: String) { self.init(value) }

  /// Creates a name from a text; characters that names cannot have become `_`.
  public init(_ name: String) {
    let bytes = name.utf8.prefix(64).map { byte -> UInt8 in
      switch byte {
      case 0x30...0x39, 0x61...0x7A: byte
      case 0x41...0x5A: byte + 0x20
      default: 0x5F
      }
    }
    description = "n" + String(decoding: bytes, as: UTF8.self)
  }
  /// Returns the name of the line at an index of a diagram.
  public static func edge(_ position: Int) -> NodeID { NodeID("e\(position + 1)") }
}
