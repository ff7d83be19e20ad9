internal import Synchronization

/// Paints drawings as pixels and pages.
///
/// Invariant: every object of the libraries is made and freed within one call, under one lock; none
/// leaves it. Text is passed as UTF-8 with its length.
struct CairoPainter {
  private let cairo: CairoLibrary
  private let context: CairoLibrary.Handle
  private let layout: CairoLibrary.Handle
  private let font: CairoLibrary.Handle

  private static let lock = Mutex(())

  /// The largest width and height, in pixels, that cairo can make.
  private static let mostPixels = 32_767.0

  /// Paints a picture of pixels: at most 32,767 on a side, at a lower resolution where it would be
  /// more.
  static func png(
    of drawing: Drawing, pixelsPerPoint: Double
  ) throws(DrawingError) -> [UInt8] {
    let cairo = try library()
    let longest = max(drawing.width, drawing.height, 1)
    let scale = min(pixelsPerPoint, mostPixels / longest)
    return try lock.withLock { _ throws(DrawingError) in
      let width = CInt(max(1, (drawing.width * scale).rounded(.up)))
      let height = CInt(max(1, (drawing.height * scale).rounded(.up)))
      guard let surface = cairo.makeImage(0, width, height) else { throw .notPainted }
      defer { cairo.destroySurface(surface) }
      guard cairo.surfaceStatus(surface) == 0 else {
        throw .tooLarge(width: Int(width), height: Int(height))
      }
      let painter = try CairoPainter(cairo, surface)
      cairo.scale(painter.context, scale, scale)
      painter.paint(drawing)
      let isGood = cairo.status(painter.context) == 0
      painter.free()
      guard isGood else { throw .notPainted }
      let bytes = ByteSink()
      let status = bytes.withPointer { cairo.writePNG(surface, ByteSink.receive, $0) }
      guard status == 0 else { throw .notPainted }
      return bytes.bytes
    }
  }

  /// Paints pages, each of its own size.
  static func pdf(of pages: [DrawingPage]) throws(DrawingError) -> [UInt8] {
    let cairo = try library()
    return try lock.withLock { _ throws(DrawingError) in
      let bytes = ByteSink()
      let isGood = try bytes.withPointer { pointer throws(DrawingError) in
        guard let surface = cairo.makePDF(ByteSink.receive, pointer, 1, 1) else {
          throw .notPainted
        }
        defer { cairo.destroySurface(surface) }
        if let drawing = pages.first?.drawing {
          // The metadata have title, subject and a fixed day: the time of drawing would make every
          // file different.
          cairo.setMetadata(surface, 0, LabelText.clean(drawing.title))
          cairo.setMetadata(surface, 2, LabelText.clean(drawing.summary, limit: 1_000))
          cairo.setMetadata(surface, 5, "2000-01-01T00:00:00Z")
        }
        let painter = try CairoPainter(cairo, surface)
        for page in pages {
          cairo.setPageSize(surface, page.width, page.height)
          painter.paint(page)
          cairo.showPage(painter.context)
        }
        let isGood = cairo.status(painter.context) == 0
        painter.free()
        cairo.finish(surface)
        return isGood && cairo.surfaceStatus(surface) == 0
      }
      guard isGood else { throw .notPainted }
      return bytes.bytes
    }
  }

  /// Returns the texts of a drawing with letters that the fonts lack.
  ///
  /// Only texts with letters beyond those that every font has are examined.
  static func unreadable(in drawing: Drawing) -> [String] {
    let texts = drawing.labels.filter { text in text.unicodeScalars.contains { $0.value > 0x24F } }
    guard !texts.isEmpty, case .success(let cairo) = CairoLibrary.installed,
      let count = cairo.unknownGlyphs
    else { return [] }
    return lock.withLock { _ in
      guard let surface = cairo.makeImage(0, 1, 1) else { return [] }
      defer { cairo.destroySurface(surface) }
      guard let painter = try? CairoPainter(cairo, surface) else { return [] }
      defer { painter.free() }
      cairo.setFont(painter.layout, painter.font)
      var seen: Set<String> = []
      return texts.filter { text in
        guard seen.insert(text).inserted else { return false }
        let words = LabelText.clean(text)
        cairo.setText(painter.layout, words, CInt(words.utf8.count))
        return count(painter.layout) > 0
      }
    }
  }

  private static func library() throws(DrawingError) -> CairoLibrary {
    switch CairoLibrary.installed {
    case .success(let cairo): return cairo
    case .failure(let missing): throw .missingLibrary(missing.name)
    }
  }

  private init(_ cairo: CairoLibrary, _ surface: CairoLibrary.Handle) throws(DrawingError) {
    guard let context = cairo.make(surface) else { throw .notPainted }
    guard let layout = cairo.makeLayout(context), let font = cairo.makeFont("Helvetica,Arial,sans")
    else {
      cairo.destroy(context)
      throw .notPainted
    }
    self.cairo = cairo
    self.context = context
    self.layout = layout
    self.font = font
    // Lines are lines from left to right, as browsers set them: within one, Arabic and Hebrew still run from the right.
    cairo.setAutoDirection?(layout, 0)
    if let inner = cairo.layoutContext(layout) {
      cairo.setDirection?(inner, 0)
      // Letters stand where their widths say, not at whole pixels.
      cairo.setRounding?(inner, 0)
    }
  }

  private func free() {
    cairo.freeFont(font)
    cairo.release(layout)
    cairo.destroy(context)
  }

  private func paint(_ page: DrawingPage) {
    for item in page.furniture { paint(item, halo: page.drawing.background) }
    for window in [page.window] + page.heads {
      cairo.save(context)
      cairo.rectangle(context, window.place.x, window.place.y, window.width, window.height)
      cairo.clip(context)
      cairo.translate(context, window.place.x, window.place.y)
      cairo.scale(context, page.scale, page.scale)
      cairo.translate(context, -window.corner.x, -window.corner.y)
      paint(page.drawing)
      cairo.restore(context)
    }
    for item in page.connectors { paint(item, halo: page.drawing.background) }
  }

  private func paint(_ drawing: Drawing) {
    set(drawing.background)
    cairo.rectangle(context, 0, 0, drawing.width, drawing.height)
    cairo.fill(context)
    for item in drawing.items { paint(item, halo: drawing.background) }
  }

  private func paint(_ item: DrawingItem, halo: DiagramColor) {
    switch item {
    case .shape(let shape): paint(shape)
    case .text(let text): paint(text, halo)
    case .group(let group): for item in group.items { paint(item, halo: halo) }
    }
  }

  private func paint(_ shape: DrawingShape) {
    cairo.newPath(context)
    switch shape.outline {
    case .box(let corner, let width, let height):
      cairo.rectangle(context, corner.x, corner.y, width, height)
    case .ellipse(let center, let width, let height):
      guard width > 0, height > 0 else { return }
      cairo.save(context)
      cairo.translate(context, center.x, center.y)
      cairo.scale(context, width, height)
      cairo.arc(context, 0, 0, 1, 0, 2 * Double.pi)
      cairo.restore(context)
    case .path(let steps):
      for step in steps {
        switch step {
        case .move(let place): cairo.moveTo(context, place.x, place.y)
        case .line(let place): cairo.lineTo(context, place.x, place.y)
        case .curve(let first, let second, let place):
          cairo.curveTo(context, first.x, first.y, second.x, second.y, place.x, place.y)
        case .close: cairo.closePath(context)
        }
      }
    }
    if let fill = shape.fill {
      set(fill)
      cairo.fillPreserve(context)
    }
    if let stroke = shape.stroke {
      set(stroke)
      cairo.setLineWidth(context, shape.strokeWidth)
      cairo.setDash(context, shape.dashes, CInt(shape.dashes.count), 0)
      cairo.stroke(context)
    }
    cairo.newPath(context)
  }

  private func paint(_ text: DrawingText, _ halo: DiagramColor) {
    cairo.setFontSize(font, text.size * 1_024)
    cairo.setFontWeight(font, text.isBold ? 700 : 400)
    cairo.setFontStyle(font, text.isItalic ? 2 : 0)
    cairo.setFont(layout, font)
    let words = LabelText.clean(text.text)
    cairo.setText(layout, words, CInt(words.utf8.count))
    var (width, height): (CInt, CInt) = (0, 0)
    cairo.layoutSize(layout, &width, &height)
    let shift =
      switch text.anchor {
      case .start: 0.0
      case .middle: 0.5
      case .end: 1.0
      }
    let left = text.place.x - Double(width) / 1_024 * shift
    let top = text.place.y - Double(cairo.layoutBaseline(layout)) / 1_024
    if text.hasHalo {
      cairo.newPath(context)
      cairo.moveTo(context, left, top)
      cairo.layoutPath(context, layout)
      set(halo)
      cairo.setLineWidth(context, 3)
      cairo.setLineJoin(context, 1)
      cairo.setDash(context, nil, 0, 0)
      cairo.stroke(context)
      cairo.setLineJoin(context, 0)
    }
    set(text.color)
    cairo.moveTo(context, left, top)
    cairo.showLayout(context, layout)
  }

  private func set(_ color: DiagramColor) {
    let (red, green, blue) = color.components
    cairo.setColor(context, red, green, blue, color.opacity)
  }
}

/// Collects the bytes that cairo writes.
///
/// Invariant: the pointer is used only by calls made within ``withPointer(_:)``.
final class ByteSink {
  private(set) var bytes: [UInt8] = []

  func withPointer<Value, Failure: Error>(
    _ body: (UnsafeMutableRawPointer) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    // The object is retained until the last byte is written.
    let retained = Unmanaged.passRetained(self)
    defer { retained.release() }
    return try body(retained.toOpaque())
  }

  /// The function that cairo calls for every piece; 0 means done.
  static let receive: CairoLibrary.Sink = { sink, data, count in
    guard let sink else { return 1 }
    let bytes = UnsafeBufferPointer(start: data, count: Int(count))
    Unmanaged<ByteSink>.fromOpaque(sink).takeUnretainedValue().bytes.append(contentsOf: bytes)
    return 0
  }
}
