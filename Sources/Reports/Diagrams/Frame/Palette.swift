internal import Drawing

/// The colours of flow diagrams: distinct under the common kinds of colour blindness, with text
/// contrasts of at least 5 to 1.
///
/// Letters and positions tell roles as well, so grey prints work.
enum Palette {
  static let ink = DiagramColor(0x1B2733)
  static let secondary = DiagramColor(0x44525F)
  static let paper = DiagramColor(0xFFFFFF)
  static let other = DiagramColor(0x5F6B76)
  /// The grey ``other`` as the ground of white text.
  ///
  /// It is a colour of its own because on a dark screen lines become lighter and the ground of
  /// white text does not.
  static let otherBand = DiagramColor(0x5F6B77)

  /// The ground of the warning that a picture is no finding.
  static let warning = DiagramColor(0xFFE08A)

  /// The colours of channels' lines and ports.
  static let channels: [DiagramColor] = [
    DiagramColor(0x0072B2), DiagramColor(0xD55E00), DiagramColor(0x009E73),
    DiagramColor(0x4A1486), DiagramColor(0x7A3B00),
  ]
  /// The colours of channels under white text.
  static let channelBands: [DiagramColor] = [
    DiagramColor(0x0072B1), DiagramColor(0xB84F00), DiagramColor(0x007A58),
    DiagramColor(0x4A1487), DiagramColor(0x7A3B01),
  ]
  static let channelTint = DiagramColor(0xF4F5F7)

  static func line(_ channel: Int?) -> DiagramColor {
    channel.flatMap { channels.indices.contains($0) ? channels[$0] : nil } ?? other
  }

  static func band(_ channel: Int?) -> DiagramColor {
    channel.flatMap { channelBands.indices.contains($0) ? channelBands[$0] : nil } ?? otherBand
  }

  /// Returns the strong colour of a tier: mules, and all others that pay money on, are `transit`.
  static func band(_ tier: FlowTier) -> DiagramColor {
    switch tier {
    case .source: DiagramColor(0x2B6470)
    case .channel: otherBand
    case .transit: DiagramColor(0x5A4A78)
    case .end, .beyond: DiagramColor(0x7D2F48)
    case .stop: otherBand
    }
  }

  /// Returns the pale colour of a tier; ``band(_:)`` says who belongs to which.
  static func tint(_ tier: FlowTier) -> DiagramColor {
    switch tier {
    case .source: DiagramColor(0xE8F3F5)
    case .channel: channelTint
    case .transit: DiagramColor(0xF1EEF7)
    case .end, .beyond: DiagramColor(0xFAEEF2)
    case .stop: channelTint
    }
  }

  /// The colours of amounts, from small to large: darker and darker, so that a grey print has them
  /// as well.
  static let heat: [DiagramColor] = [
    DiagramColor(0xE3EEF5), DiagramColor(0xB9D5E6), DiagramColor(0x86B6D3),
    DiagramColor(0x2F7199), DiagramColor(0x123F5E),
  ]

  /// The colours that replace these on a dark screen.
  static let dark: [Drawing.ColorPair] = [
    pair(0x0072B1, 0x0A76B4), pair(0x4A1487, 0x6A45AD), pair(0x7A3B01, 0x8F4D12),
    pair(0x5F6B77, 0x66727E),
    pair(0xFFFFFF, 0x12181F), pair(0x1B2733, 0xE6EDF3), pair(0x44525F, 0xB4C0CC),
    pair(0x5F6B76, 0x93A1AE), pair(0xE8F3F5, 0x1B2F35), pair(0xF4F5F7, 0x1E252D),
    pair(0xF1EEF7, 0x272138), pair(0xFAEEF2, 0x361F28), pair(0x0072B2, 0x4095CC),
    pair(0xD55E00, 0xD9782B), pair(0x009E73, 0x4FE0A8), pair(0x4A1486, 0xA56BFF),
    pair(0x7A3B00, 0xF5DA60), pair(0x2B6470, 0x2F7583), pair(0x5A4A78, 0x75629A),
    pair(0x7D2F48, 0xA04A66), pair(0xB84F00, 0xB84F00), pair(0x007A58, 0x007A58),
    pair(0xFFE08A, 0x5C4700),
    // On dark paper the largest amounts are the lightest.
    pair(0xE3EEF5, 0x17242E), pair(0xB9D5E6, 0x1F3A4D), pair(0x86B6D3, 0x264B62),
    pair(0x2F7199, 0x2C6386), pair(0x123F5E, 0x377BA6),
  ]

  private static func pair(_ light: UInt32, _ dark: UInt32) -> Drawing.ColorPair {
    Drawing.ColorPair(light: DiagramColor(light), dark: DiagramColor(dark))
  }
}
