/// A colour by its red, green, blue and opacity.
public struct DiagramColor: Sendable, Hashable {
  private let rgb: UInt32
  private let alpha: UInt8

  /// Creates the colour `0xRRGGBB`; higher bits are ignored.
  public init(_ rgb: UInt32, alpha: UInt8 = 0xFF) {
    self.rgb = rgb & 0xFF_FFFF
    self.alpha = alpha
  }

  /// The amounts of red, green and blue, from 0 to 1.
  public var components: (red: Double, green: Double, blue: Double) {
    func part(_ shift: UInt32) -> Double { Double((rgb >> shift) & 0xFF) / 255 }
    return (part(16), part(8), part(0))
  }

  /// The opacity, from 0 to 1.
  public var opacity: Double { Double(alpha) / 255 }

  /// The same colour, opaque.
  public var opaque: DiagramColor { DiagramColor(rgb) }

  /// Returns the same colour with another opacity.
  public func withAlpha(_ alpha: UInt8) -> DiagramColor { DiagramColor(rgb, alpha: alpha) }

  /// The colour as `#2b6470`, or as `#2b647099` where it is not opaque.
  public var hex: String {
    func digits(_ value: UInt32, _ count: Int) -> String {
      let text = String(value, radix: 16)
      return String(repeating: "0", count: count - text.count) + text
    }
    return "#" + digits(rgb, 6) + (alpha == 0xFF ? "" : digits(UInt32(alpha), 2))
  }
}
