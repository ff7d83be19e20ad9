/// The words above and below a picture: title, facts, legend, notes.
///
/// It is set for the width of the picture, and anew for the width of a page where the picture is printed, so that its
/// words are neither cut nor made too small.
public struct DrawingFrame: Sendable, Hashable {
  /// Lines of a frame from its origin downwards.
  public struct Block: Sendable, Hashable {
    /// The drawn items.
    public var items: [DrawingItem] = []
    /// The height that it takes.
    public var height = 0.0

    /// The same, smaller or larger.
    func scaled(_ scale: Double) -> Block {
      Block(
        items: items.map { $0.placed(at: DrawingPoint(0, 0), scale: scale) }, height: height * scale
      )
    }
  }

  /// The widest lines of words that are easy to read.
  public static let readable = 760.0

  /// A warning above the title; empty for none.
  public var banner = ""
  /// The title.
  public var title: String
  /// The facts below it, in one line where they fit.
  public var facts: [String] = []
  /// The definition below the facts, in as many lines as it needs.
  public var lead = ""
  /// The legend of the picture's signs.
  public var key: [DrawingKey] = []
  /// The notes that a reader must know beside the picture.
  public var notes: [String] = []
  /// The colour of the title.
  public var ink = DiagramColor(0x1B2733)
  /// The colour of everything else.
  public var secondary = DiagramColor(0x1B2733)
  /// The colour behind the warning.
  public var warning = DiagramColor(0xFFFFFF)
  /// The extent of the picture itself in its drawing, from the top.
  public var body: ClosedRange<Double> = 0...0

  /// A frame; see the properties.
  public init(title: String) { self.title = title }

  // MARK: Above

  /// The warning, the title, the facts and what is defined.
  public func head(width: Double) -> Block {
    var block = Block()
    if !banner.isEmpty { addBanner(width, &block) }
    add(
      TextLines.of(title, width: width, size: 20, isBold: true, limit: 2), size: 20, pitch: 24,
      color: ink, isBold: true, to: &block)
    let definition =
      lead.isEmpty
      ? []
      : TextLines.of(
        lead, width: min(width, DrawingFrame.readable), size: 11, limit: 6)
    add(factLines(width) + definition, size: 11, pitch: 16, color: secondary, to: &block)
    return block
  }

  private func factLines(_ width: Double) -> [String] {
    let facts = facts.filter { !$0.isEmpty }
    let line = facts.joined(separator: "   |   ")
    return TextWidth.of(line, size: 11) <= width
      ? [line] : TextLines.of(facts.joined(separator: " | "), width: width, size: 11, limit: 4)
  }

  private func addBanner(_ width: Double, _ block: inout Block) {
    let words = TextLines.of(banner, width: width - 20, size: 13, isBold: true)
    let height = 26 + Double(words.count - 1) * 16
    block.items.append(
      .shape(DrawingShape(.box(DrawingPoint(0, 0), width: width, height: height), fill: warning)))
    for (number, line) in words.enumerated() {
      block.items.append(
        .text(
          DrawingText(
            line, at: DrawingPoint(10, 17.5 + Double(number) * 16), size: 13, color: ink,
            isBold: true)))
    }
    block.height += height + 8
  }

  private func add(
    _ lines: [String], size: Double, pitch: Double, color: DiagramColor, isBold: Bool = false,
    to block: inout Block
  ) {
    for line in lines {
      block.height += pitch
      block.items.append(
        .text(
          DrawingText(
            line, at: DrawingPoint(0, block.height - pitch * 0.22), size: size, color: color,
            isBold: isBold)))
    }
  }

  // MARK: Below

  /// The signs, each with its words, in as many lines as they need; the first on the origin's line.
  public func signs(width: Double) -> Block {
    var block = Block()
    guard !key.isEmpty else { return block }
    var (x, y) = (0.0, 0.0)
    for mark in key {
      let room = mark.width + TextWidth.of(mark.words, size: 9.5)
      if x > 0, mark.startsLine || x + room > width { (x, y) = (0, y + 17) }
      block.items += mark.sign.map { $0.placed(at: DrawingPoint(x, y)) }
      block.items.append(
        .text(
          DrawingText(
            TextWidth.fitted(mark.words, into: width - mark.width, size: 9.5),
            at: DrawingPoint(x + mark.width, y), size: 9.5, color: secondary)))
      x += room + 20
    }
    block.height = y + 6
    return block
  }

  /// The notes, each in as many lines as it needs.
  public func remarks(width: Double) -> Block {
    var block = Block()
    for note in notes where !note.isEmpty {
      let lines = TextLines.of(note, width: min(width, DrawingFrame.readable), size: 9.5)
      add(lines, size: 9.5, pitch: 13.5, color: secondary, to: &block)
    }
    return block
  }
}

/// A sign of a picture and what it stands for.
public struct DrawingKey: Sendable, Hashable {
  /// The sign, with its left end on the base line at the origin.
  public var sign: [DrawingItem]
  /// The room that the sign takes before its words.
  public var width: Double
  /// The meaning of the sign.
  public var words: String
  /// True where it begins a line.
  public var startsLine: Bool

  /// A sign and its words.
  public init(_ sign: [DrawingItem], width: Double, words: String, startsLine: Bool = false) {
    self.sign = sign
    self.width = width
    self.words = words
    self.startsLine = startsLine
  }
}
