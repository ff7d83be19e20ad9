import Drawing
import Foundation
import FundTracing
import PaymentGraph
import TestSupport
import Testing

@testable import Reports

/// Colours are computed, not looked at: contrasts of text, and differences as others see them.
@Suite("Palette")
struct PaletteTests {
  // MARK: Contrast

  /// The contrast of two colours as WCAG 2 defines it.
  private func contrast(_ first: DiagramColor, _ second: DiagramColor) -> Double {
    func luminance(_ color: DiagramColor) -> Double {
      let (red, green, blue) = linear(color)
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
    let (one, other) = (luminance(first), luminance(second))
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)
  }

  private func linear(_ color: DiagramColor) -> (Double, Double, Double) {
    func channel(_ value: Double) -> Double {
      value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    let parts = color.components
    return (channel(parts.red), channel(parts.green), channel(parts.blue))
  }

  /// Returns the form of a colour on a dark screen; text keeps white, as the style sheet says.
  private func dark(_ color: DiagramColor, isText: Bool) -> DiagramColor {
    if isText, color == DiagramColor(0xFFFFFF) { return color }
    return Palette.dark.first { $0.light == color }?.dark ?? color
  }

  /// Every text of a drawing with the colour behind it: of the last filled box drawn before that holds
  /// the text's anchor.
  private func textsOnBackgrounds(_ drawing: Drawing) -> [(DrawingText, DiagramColor)] {
    var boxes: [(DrawingPoint, Double, Double, DiagramColor)] = []
    var found: [(DrawingText, DiagramColor)] = []
    func collect(_ items: [DrawingItem]) {
      for item in items {
        switch item {
        case .group(let group): collect(group.items)
        case .shape(let shape):
          if case .box(let corner, let width, let height) = shape.outline, let fill = shape.fill {
            boxes.append((corner, width, height, fill))
          }
        case .text(let text):
          let behind = boxes.last { corner, width, height, _ in
            (corner.x...corner.x + width).contains(text.place.x)
              && (corner.y...corner.y + height).contains(text.place.y)
          }
          found.append((text, behind?.3 ?? drawing.background))
        }
      }
    }
    collect(drawing.items)
    return found
  }

  private func diagrams() throws -> [FlowDiagram] {
    func details(_ role: AccountRole, _ number: Int) -> AccountDetails {
      AccountDetails(role: role, name: "\(role) \(number)", institution: "Bank", country: "GB")
    }
    return try [3, 60].flatMap { count in
      let ledger = SampleLedger.victims(count, services: 6, details: details)
      return [
        try DrawnLedger.flow(ledger, DiagramOptions(rowLimit: 20)), FlowDiagram(ledger.whole),
        FlowDiagram(around: AccountID(0), in: ledger.whole),
      ]
    }
  }

  @Test func everyTextCanBeReadOnItsBackground() throws {
    var count = 0
    for diagram in try diagrams() {
      for (text, background) in textsOnBackgrounds(try diagram.picture().drawing) {
        // The squares of the legend are signs, not words.
        if text.text.trimmingCharacters(in: .whitespaces) == "■" { continue }
        count += 1
        let light = contrast(text.color, background)
        let dark = contrast(
          dark(text.color, isText: true), dark(background, isText: false))
        #expect(light >= 4.5, "\(text.text): \(light)")
        #expect(dark >= 4.5, "\(text.text) on a dark screen: \(dark)")
      }
    }
    #expect(count > 300)
  }

  @Test func linesCanBeSeenOnPaper() {
    for color in Palette.channels + [Palette.other] {
      #expect(contrast(color, Palette.paper) >= 3)
      #expect(contrast(dark(color, isText: false), dark(Palette.paper, isText: false)) >= 3)
    }
  }

  /// The page around a drawing: its words on its papers, by day and in the dark; what marks and focuses
  /// stands out from them.
  @Test func wordsOfThePageCanBeRead() throws {
    let themes = HTMLPageStyle.text.split(separator: ":root {").filter { $0.contains("--paper") }
    #expect(themes.count == 2)
    var inherited: [String: DiagramColor] = [:]
    for theme in themes {
      for match in theme.prefix(while: { $0 != "}" }).matches(of: /--(\w+): #([0-9a-f]{6})/) {
        inherited[String(match.1)] = DiagramColor(try #require(UInt32(match.2, radix: 16)))
      }
      func color(_ name: String) throws -> DiagramColor { try #require(inherited[name], "\(name)") }
      for paper in ["paper", "tint"] {
        for ink in ["ink", "second"] {
          #expect(try contrast(color(ink), color(paper)) >= 4.5, "\(ink) on \(paper)")
        }
        #expect(try contrast(color("focus"), color(paper)) >= 3)
      }
      #expect(try contrast(color("ink"), color("mark")) >= 4.5)
    }
  }

  // MARK: Colour blindness

  /// Kinds of sight: the simulations of Machado, Oliveira and Fernandes (2009) for the whole loss of
  /// one kind of cone, on linear light.
  static let sights: [(name: String, matrix: [[Double]])] = [
    ("usual", [[1, 0, 0], [0, 1, 0], [0, 0, 1]]),
    (
      "protanopia",
      [
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
      ]
    ),
    (
      "deuteranopia",
      [
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
      ]
    ),
    (
      "tritanopia",
      [
        [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
      ]
    ),
  ]

  /// CIE L*a*b* (D65) of a colour as a kind of sight shows it.
  private func lab(_ color: DiagramColor, _ matrix: [[Double]]) -> (Double, Double, Double) {
    let light = linear(color)
    let seen = matrix.map { max(0, min(1, $0[0] * light.0 + $0[1] * light.1 + $0[2] * light.2)) }
    let x = (0.4124 * seen[0] + 0.3576 * seen[1] + 0.1805 * seen[2]) / 0.95047
    let y = 0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2]
    let z = (0.0193 * seen[0] + 0.1192 * seen[1] + 0.9505 * seen[2]) / 1.08883
    func root(_ value: Double) -> Double {
      value > 0.008856 ? cbrt(value) : 7.787 * value + 16.0 / 116
    }
    return (116 * root(y) - 16, 500 * (root(x) - root(y)), 200 * (root(y) - root(z)))
  }

  private func difference(
    _ first: DiagramColor, _ second: DiagramColor, _ matrix: [[Double]]
  ) -> Double {
    let (one, other) = (lab(first, matrix), lab(second, matrix))
    return
      (pow(one.0 - other.0, 2) + pow(one.1 - other.1, 2) + pow(one.2 - other.2, 2)).squareRoot()
  }

  @Test(arguments: sights.map(\.name)) func channelsAreToldApart(_ sight: String) throws {
    let matrix = try #require(PaletteTests.sights.first { $0.name == sight }).matrix
    for colors in [Palette.channels, Palette.channels.map { dark($0, isText: false) }] {
      for (number, color) in colors.enumerated() {
        for other in colors[(number + 1)...] {
          let distance = difference(color, other, matrix)
          #expect(distance >= 15, "\(color.hex) and \(other.hex): \(distance)")
        }
      }
    }
  }

  /// In grey print roles are told by letters, places and headings, and channels by lightness as well.
  @Test func greyPrintKeepsThingsApart() {
    let letters = Set([FlowTier.source, .channel, .transit, .end, .stop].map(letter))
    #expect(letters.count == 5)
    let lightness = Palette.channels.map { lab($0, PaletteTests.sights[0].matrix).0 }.sorted()
    for (darker, lighter) in zip(lightness, lightness.dropFirst()) {
      #expect(lighter - darker >= 3)
    }
  }

  private func letter(_ tier: FlowTier) -> String {
    let party = FlowParty(accounts: [], tier: tier, column: 0, group: "")
    let ledger = SampleLedger.empty
    let model = FlowModel(
      input: FlowInput(ledger: ledger, transfers: []), parties: [party], streams: [])
    return FlowStyle(model: model).badge(party)
  }
}
