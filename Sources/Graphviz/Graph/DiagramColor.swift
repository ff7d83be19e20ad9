/// A colour by its red, green and blue, and how opaque it is.
public struct DiagramColor: Sendable, Hashable {
  private let rgb: UInt32
  private let alpha: UInt8

  /// The colour `0xRRGGBB`; higher bits are ignored.
  public init(_ rgb: UInt32, alpha: UInt8 = 0xFF) {
    self.rgb = rgb & 0xFF_FFFF
    self.alpha = alpha
  }

  /// The same colour, less opaque.
  public func withAlpha(_ alpha: UInt8) -> DiagramColor { DiagramColor(rgb, alpha: alpha) }

  /// `#2b6470`, or `#2b647099` where it is not opaque.
  public var hex: String {
    func digits(_ value: UInt32, _ count: Int) -> String {
      let text = String(value, radix: 16)
      return String(repeating: "0", count: count - text.count) + text
    }
    return "#" + digits(rgb, 6) + (alpha == 0xFF ? "" : digits(UInt32(alpha), 2))
  }
}
