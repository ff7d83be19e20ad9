import Drawing
import Foundation
import Testing

@testable import Reports

/// The properties of every drawing that is laid out here.
enum DrawingChecks {
  struct Extent {
    let text: String
    let x: ClosedRange<Double>
    let y: ClosedRange<Double>
  }

  static func extents(_ items: [DrawingItem]) -> [Extent] {
    items.flatMap { item -> [Extent] in
      switch item {
      case .shape: return []
      case .group(let group): return extents(group.items)
      case .text(let text):
        let width = TextWidth.of(text.text, size: text.size, isBold: text.isBold)
        let left =
          switch text.anchor {
          case .start: text.place.x
          case .middle: text.place.x - width / 2
          case .end: text.place.x - width
          }
        return [
          Extent(
            text: text.text, x: left...(left + width),
            y: (text.place.y - text.size * 0.72)...(text.place.y + text.size * 0.12))
        ]
      }
    }
  }

  /// Pairs of texts that lie on each other.
  static func overlaps(_ drawing: Drawing) -> [String] {
    let extents = extents(drawing.items).filter { !$0.text.isEmpty }
    var found: [String] = []
    for (number, one) in extents.enumerated() {
      for other in extents[..<number]
      where one.x.lowerBound + 0.5 < other.x.upperBound
        && other.x.lowerBound + 0.5 < one.x.upperBound && one.y.lowerBound < other.y.upperBound
        && other.y.lowerBound < one.y.upperBound
      {
        found.append("\(one.text) / \(other.text)")
      }
    }
    return found
  }

  /// The drawing is whole: named, within its borders, without overlaps, the same in every run, and
  /// written in every form but DOT, without anything foreign.
  static func check(
    _ make: () throws -> RenderedDiagram, sourceLocation: SourceLocation = #_sourceLocation
  )
    throws
  {
    let picture = try make()
    let drawing = picture.drawing
    for extent in extents(drawing.items) {
      #expect(
        extent.x.lowerBound >= 0 && extent.x.upperBound <= drawing.width
          && extent.y.lowerBound >= 0 && extent.y.upperBound <= drawing.height,
        "\(extent) lies outside", sourceLocation: sourceLocation)
    }
    #expect(overlaps(drawing) == [], sourceLocation: sourceLocation)
    let svg = String(decoding: try picture.file(.svg), as: UTF8.self)
    #expect(
      String(decoding: try make().file(.svg), as: UTF8.self) == svg,
      sourceLocation: sourceLocation)
    #expect(svg.contains("<title id=\"diagram-title\">") && svg.contains("<desc "))
    for foreign in ["<script", "href", "<image", "url(", "@import", "nan", "inf\""] {
      #expect(!svg.contains(foreign), "\(foreign)", sourceLocation: sourceLocation)
    }
    let html = String(decoding: try picture.file(.html), as: UTF8.self)
    #expect(html.contains("</table>") && html.contains("default-src 'none'"))
    // Everything that can be chosen, and every row, is in the drawing.
    let rows = picture.table.rows.compactMap(\.name)
    for name in Array(picture.related.keys) + picture.related.values.joined() + rows {
      #expect(svg.contains(" \(name)\""), "\(name) is not drawn", sourceLocation: sourceLocation)
    }
    #expect(bytes(picture, .dot, nil) == .failure(.notThisForm(.dot)))
    let forms: [(OutputFormat, Paper?, [UInt8])] = [
      (.png, nil, [0x89, 0x50]), (.pdf, .a4, [0x25, 0x50]), (.pdf, .a3, [0x25, 0x50]),
    ]
    for (form, paper, start) in forms {
      switch bytes(picture, form, paper) {
      case .success(let bytes):
        #expect(bytes.starts(with: start), sourceLocation: sourceLocation)
      case .failure(.notWritten(.missingLibrary(let name))):
        print("pixels and pages are not tried: \(name) is missing")
      case .failure(let error):
        Issue.record(error, sourceLocation: sourceLocation)
      }
    }
  }

  private static func bytes(
    _ picture: RenderedDiagram, _ form: OutputFormat, _ paper: Paper?
  ) -> Result<[UInt8], DiagramError> {
    Result { () throws(DiagramError) in try picture.file(form, paper: paper) }
  }
}
