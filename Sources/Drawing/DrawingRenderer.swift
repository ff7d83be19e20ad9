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
  /// - Throws: ``DrawingError`` where the libraries for pixels and pages are missing, or cannot paint the drawing.
  /// - Complexity: O(*n*) in the drawing's items.
  public func render(
    _ drawing: Drawing, as format: DrawingFormat
  ) throws(DrawingError) -> [UInt8] {
    switch format {
    case .svg: return Array(SVGWriter.file(drawing).utf8)
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

/// The form of a drawing's file.
public enum DrawingFormat: String, Sendable, CaseIterable {
  /// Scalable vector graphics.
  case svg
  /// A picture of pixels, 144 to the inch.
  case png
  /// Pages for printing.
  case pdf
}

/// A reason why the file of a drawing could not be made.
public enum DrawingError: Error, Sendable, Hashable, CustomStringConvertible {
  /// A library that draws pixels and pages is not installed.
  case missingLibrary(String)
  /// The picture has more pixels than can be made.
  case tooLarge(width: Int, height: Int)
  /// The library could not paint the drawing.
  case notPainted

  /// The cause and what to do, in one line.
  public var description: String {
    switch self {
    case .missingLibrary(let name):
      "PNG and PDF need \(name), which is not installed: install cairo and pango "
        + "(Debian: apt-get install libpangocairo-1.0-0), or write an .svg file"
    case .tooLarge(let width, let height):
      "a picture of \(width) by \(height) pixels is too large: write an .svg or .pdf file"
    case .notPainted: "the cairo library could not paint the drawing: write an .svg file"
    }
  }
}
