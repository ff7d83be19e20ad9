/// Writes drawings as files: SVG by itself, pixels and pages with the cairo library where it is
/// installed.
public struct DrawingRenderer: Sendable {
  /// The paper for PDF files; nil for one page of the drawing's own size.
  public var paper: Paper?

  /// The most pages of paper, however small letters become; nil for as many as readable letters need.
  public var pageLimit: Int?

  /// Creates a renderer.
  public init(paper: Paper? = nil, pageLimit: Int? = nil) {
    self.paper = paper
    self.pageLimit = pageLimit
  }

  /// The libraries that draw pixels and pages, with the versions of this machine's; nil for one that is missing.
  public static var libraryVersions: [(name: String, version: String?)] {
    let installed = try? CairoLibrary.installed.get()
    return [("cairo", installed?.cairoVersion), ("pango", installed?.pangoVersion)]
  }

  /// The file of a drawing.
  ///
  /// - Returns: The bytes of a file. The same drawing gives the same SVG anywhere, and the same PNG
  ///   and PDF on the same machine.
  /// - Throws: ``GraphvizError`` where the libraries for pixels and pages are missing.
  /// - Complexity: O(*n*) in the drawing's items.
  public func render(
    _ drawing: Drawing, as format: DiagramFormat
  ) throws(GraphvizError) -> [UInt8] {
    switch format {
    case .svg: return Array(SVGWriter.file(drawing).utf8)
    case .dot: throw .notThisForm(.dot)
    case .png: return try CairoPainter.png(of: drawing, pixelsPerPoint: 2)
    case .pdf:
      return try CairoPainter.pdf(of: PageDivision.pages(of: drawing, on: paper, atMost: pageLimit))
    }
  }

  /// Returns the texts of a drawing with letters that this machine's fonts lack, each once, in the
  /// order in which they are drawn: pictures of pixels and pages show boxes there.
  ///
  /// - Returns: The texts; none where the libraries for pixels and pages are missing or too old to
  ///   tell.
  public func unreadable(in drawing: Drawing) -> [String] { CairoPainter.unreadable(in: drawing) }

  /// Writes the drawing as an element of an HTML page.
  public func element(_ drawing: Drawing) -> String { SVGWriter.element(drawing) }
}
