internal import Drawing
internal import Hashing
internal import PaymentGraph

/// The text above and below a diagram of any kind: title, facts, legend, notes, sources.
///
/// The layout asks for ``top``, draws from there on downwards between the margins, and passes its
/// items to ``drawing(_:bottom:files:)``.
struct DiagramFrame {
  /// The room at every side.
  static let margin = 24.0

  /// The options of the diagram.
  let options: DiagramOptions
  /// A warning above the title; empty for none.
  var banner: String = ""
  /// The title.
  let title: String
  /// The facts below the title, in one line where they fit.
  let facts: [String]
  /// The definition below the facts, in as many lines as it needs.
  var lead: String = ""
  /// A description of the picture for those who cannot see it.
  var summary: String
  /// The width between the margins.
  var width: Double
  /// The signs and their meanings.
  var legend: [LegendMark] = []
  /// The notes that a reader must know beside the picture.
  var notes: [String] = []

  /// The top of the picture.
  var top: Double { DiagramFrame.margin + words.head(width: width).height + 16 }

  /// The warning, after the limits and the hypothesis of the question and the doubts of the records.
  private var warning: String {
    let hypothesis = options.leftOut.isEmpty ? "" : "Left out as a hypothesis: \(options.leftOut)"
    let limits = options.limits.isEmpty ? "" : "Only payments \(options.limits)"
    let decided =
      options.decisions == 0
      ? ""
      : "\(Plural.text(options.decisions, "decision")), and no record, \(options.decisions == 1 ? "makes" : "make") accounts one"
    let unread =
      options.unreadRows == 0
      ? "" : "\(Plural.text(options.unreadRows, "row")) could not be read: payments may be missing"
    let facts = options.unreadFacts.joined(separator: ". ")
    return [limits, hypothesis, decided, unread, facts, banner].filter { !$0.isEmpty }.joined(
      separator: ". ")
  }

  private var words: DrawingFrame {
    var frame = DrawingFrame(title: title)
    frame.banner = warning
    frame.facts = facts
    frame.lead = lead
    frame.key = legend.map(\.key)
    frame.notes = notes
    (frame.ink, frame.secondary, frame.warning) = (
      Palette.ink, Palette.secondary, Palette.warning
    )
    return frame
  }

  /// Assembles the whole drawing.
  ///
  /// - Parameters:
  ///   - picture: The items of the picture, from the back to the front.
  ///   - bottom: The lower edge of the picture.
  ///   - files: The files from whose records it was drawn.
  func drawing(
    _ picture: [DrawingItem], bottom: Double, files: [SourceFile]
  ) -> Drawing {
    var frame = words
    frame.notes += SourceLine(options: options).lines(files)
    frame.body = (top - 8)...(bottom + 8)
    var items = picture
    func add(_ block: DrawingFrame.Block, at y: Double) {
      items += block.items.map { $0.placed(at: DrawingPoint(DiagramFrame.margin, y)) }
    }
    add(frame.head(width: width), at: DiagramFrame.margin)
    let signs = frame.signs(width: width)
    var y = bottom + 26
    add(signs, at: y)
    y += signs.items.isEmpty ? -18 : signs.height
    let remarks = frame.remarks(width: width)
    add(remarks, at: y)
    y += remarks.height
    var drawing = Drawing(
      title: title, summary: wholeSummary,
      width: width + 2 * DiagramFrame.margin, height: y + DiagramFrame.margin * 0.75, items: items,
      darkColors: Palette.dark)
    drawing.frame = frame
    return drawing
  }

  /// The description with the warning before it.
  var wholeSummary: String { warning.isEmpty ? summary : "\(warning). \(summary)" }

  // MARK: Tables

  /// The warning, title and facts as the table above a diagram that Graphviz draws.
  var header: LabelTable {
    func row(_ text: String, size: Points, color: DiagramColor, isBold: Bool = false) -> [LabelCell]
    {
      [LabelCell([LabelRun(text, size: size, color: color, isBold: isBold)])]
    }
    let cell = LabelCell(
      [LabelRun(warning, size: 13, color: Palette.ink, isBold: true)], background: Palette.warning,
      padding: 6)
    return LabelTable(
      rows: (warning.isEmpty ? [] : [[cell]]) + [
        row(title, size: 20, color: Palette.ink, isBold: true),
        row(
          facts.filter { !$0.isEmpty }.joined(separator: "   |   "), size: 11,
          color: Palette.secondary),
        [LabelCell([], height: 8)],
      ])
  }

  /// Returns the legend, notes and sources as the table below a diagram that Graphviz draws.
  ///
  /// - Parameter gap: The space above the legend, in points.
  func footer(gap: Int, files: [SourceFile]) -> LabelTable {
    let marks = legend.flatMap { mark in
      [
        LabelRun("■ ", size: 15, color: mark.color),
        LabelRun("\(mark.words)      ", size: 9.5, color: Palette.secondary),
      ]
    }
    let lines = notes + SourceLine(options: options).lines(files)
    return LabelTable(
      rows: [[LabelCell([], height: gap)], [LabelCell(inline: marks)]]
        + lines.filter { !$0.isEmpty }.map {
          [LabelCell([LabelRun($0, size: 9.5, color: Palette.secondary)])]
        })
  }

  /// Draws a level rule: a thin box, because a rule is no line that continues on another page.
  static func rule(
    from left: Double, to right: Double, at y: Double, thickness: Double, color: DiagramColor
  ) -> DrawingItem {
    .shape(
      DrawingShape(
        .box(DrawingPoint(left, y - thickness / 2), width: right - left, height: thickness),
        fill: color))
  }
}

/// The last lines below a diagram: case, exhibit, and the files it was made from.
struct SourceLine {
  let options: DiagramOptions

  /// Writes the lines.
  ///
  /// - Parameter files: The files whose records are shown, in any order.
  func lines(_ files: some Sequence<SourceFile>) -> [String] {
    let files = Set(files).sorted { ($0.digest, $0.path) < ($1.digest, $1.path) }
    var parts: [String] = []
    if let number = options.caseNumber { parts.append("Case \(number)") }
    if let exhibit = options.exhibit { parts.append("Exhibit \(exhibit)") }
    if !options.mask.words.isEmpty { parts.append(options.mask.words) }
    return [files.isEmpty ? "" : sources(files), parts.joined(separator: "   ")]
  }

  /// Describes the set of files by its digest: the SHA-256 of the files' digests, one after the
  /// other in their order.
  private func sources(_ files: [SourceFile]) -> String {
    var hasher = SHA256()
    for file in files { hasher.update(file.digest.bytes) }
    let hex = FileDigest(bytes: hasher.digest()).hex
    let set = "\(hex.prefix(8)) \(hex.dropFirst(8).prefix(8))…"
    // Files are named for people and accounts.
    if options.mask.hidesNames || files.count > 4 {
      return "Source set of \(Plural.text(files.count, "file")), SHA-256 \(set)"
    }
    // The name of a statement's file often holds its account's number.
    let names = files.map { file in
      let name = options.mask == .none ? file.name : AccountMask.fileName(file.name)
      return "\(name) \(file.digest.hex.prefix(12))"
    }.joined(separator: ", ")
    return files.count == 1
      ? "Source (SHA-256): \(names)" : "Sources (SHA-256): \(names); as a set \(set)"
  }
}

/// A sign of a drawing and its meaning.
struct LegendMark: Sendable, Hashable {
  /// The look of the sign.
  enum Sign: Sendable, Hashable {
    /// A square.
    case square(DiagramColor)
    /// A band: its colour within, and its edge where it is dashed.
    case band(DiagramColor, isDashed: Bool)
    /// A line with its dashes.
    case line(DiagramColor, dashes: [Double], width: Double = 2)
  }

  let sign: Sign
  let words: String
  /// True where the sign comes at the start of a line.
  let startsLine: Bool

  init(_ sign: Sign, _ words: String, startsLine: Bool = false) {
    self.sign = sign
    self.words = words
    self.startsLine = startsLine
  }

  /// Returns the marks of the first five channels, in their order, and one for all others.
  static func channels(
    _ channels: [(channel: Int?, words: String)], sign: (DiagramColor) -> Sign
  ) -> [LegendMark] {
    let shown = channels.sorted { ($0.channel ?? 0) < ($1.channel ?? 0) }.prefix(5)
    return shown.map { LegendMark(sign(Palette.line($0.channel)), $0.words) }
      + (channels.count > 5 ? [LegendMark(sign(Palette.other), "others")] : [])
  }

  /// The room for the sign before its words.
  var key: DrawingKey {
    DrawingKey(
      items(at: DrawingPoint(0, 0)), width: signWidth, words: words, startsLine: startsLine)
  }

  var color: DiagramColor {
    switch sign {
    case .square(let color), .band(let color, _), .line(let color, _, _): color.opaque
    }
  }

  var signWidth: Double {
    switch sign {
    case .square: 15
    case .band, .line: 31
    }
  }

  /// Draws the sign, with its left end on the base line of its words.
  func items(at place: DrawingPoint) -> [DrawingItem] {
    switch sign {
    case .square(let color):
      return [
        .shape(
          DrawingShape(
            .box(DrawingPoint(place.x, place.y - 8.5), width: 10, height: 10), fill: color))
      ]
    case .band(let color, let isDashed):
      return [
        .shape(
          DrawingShape(
            .box(DrawingPoint(place.x, place.y - 8.5), width: 26, height: 10), fill: color,
            stroke: isDashed ? color.opaque : nil, dashes: isDashed ? [4, 2.5] : []))
      ]
    case .line(let color, let dashes, let width):
      return [
        .shape(
          DrawingShape(
            .path([
              .move(DrawingPoint(place.x, place.y - 3.5)),
              .line(DrawingPoint(place.x + 26, place.y - 3.5)),
            ]), stroke: color, strokeWidth: width, dashes: dashes))
      ]
    }
  }
}
