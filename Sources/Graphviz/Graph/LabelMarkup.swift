internal import Drawing

/// Labels in Graphviz's markup.
///
/// Graphviz decodes entities and expands escapes in labels, copies control characters and
/// bidirectional overrides into its output, and ends a text at a NUL: all text is made safe and
/// escaped.
extension LabelTable {
  /// The table in markup.
  ///
  /// The markup starts with `<table`, as no plain text does, and is never empty, because Graphviz
  /// refuses that.
  var markup: String {
    var text = "<table border=\"\(border)\" cellborder=\"0\" cellspacing=\"\(spacing)\""
    text += " cellpadding=\"\(padding)\""
    if let background { text += " bgcolor=\"\(background.hex)\"" }
    if let borderColor { text += " color=\"\(borderColor.hex)\"" }
    text += ">"
    let rows = rows.filter { !$0.isEmpty }
    for row in rows.isEmpty ? [[LabelCell([])]] : rows {
      text += "<tr>" + row.map { $0.markup(spare: padding) }.joined() + "</tr>"
    }
    return text + "</table>"
  }
}

extension LabelCell {
  /// Writes the cell in markup.
  ///
  /// Graphviz takes bold text as no wider than plain text, so cells with bold text state their
  /// width.
  /// - Parameter spare: The padding of the table, where the cell has none of its own.
  func markup(spare: Int) -> String {
    var text = "<td"
    var width = width
    if case .lines(let lines) = content, let widest = lines.filter(\.isBold).map(\.width).max() {
      width = max(width ?? 0, Int(widest.rounded(.up)) + 2 * (padding ?? spare) + 2)
    }
    // The cell's link to itself keeps its parts together in the drawing.
    if let name { text += " id=\"\(name)\" href=\"#\(name)\"" }
    if let port { text += " port=\"\(port)\"" }
    if columnSpan > 1 { text += " colspan=\"\(columnSpan)\"" }
    if rowSpan > 1 { text += " rowspan=\"\(rowSpan)\"" }
    if let background { text += " bgcolor=\"\(background.hex)\"" }
    if let width { text += " width=\"\(width)\"" }
    if let height { text += " height=\"\(height)\"" }
    // A cell with both is a swatch and does not grow with its row.
    if width != nil, height != nil { text += " fixedsize=\"true\"" }
    if let padding { text += " cellpadding=\"\(padding)\"" }
    text += " align=\"\(alignment.rawValue)\" balign=\"\(alignment.rawValue)\">"
    switch content {
    case .lines(let lines): text += lines.map(\.markup).joined(separator: "<br/>")
    case .inline(let runs): text += runs.map(\.markup).joined()
    case .table(let table): text += table.markup
    }
    return text + "</td>"
  }
}

extension LabelRun {
  /// The text in markup.
  var markup: String {
    // Graphviz refuses an empty font element.
    var inner = LabelText.markup(text)
    if inner.isEmpty { inner = " " }
    if isBold { inner = "<b>\(inner)</b>" }
    if isItalic { inner = "<i>\(inner)</i>" }
    let words = "<font point-size=\"\(size.text)\" color=\"\(color.hex)\">\(inner)</font>"
    // A blank of another size makes the line as high as itself.
    return words + (leading.map { "<font point-size=\"\($0.text)\"> </font>" } ?? "")
  }
}

extension LabelText {
  /// Returns the text escaped for the markup of a label.
  static func markup(_ text: String, limit: Int = limit) -> String {
    escaped(clean(text, limit: limit), backslash: "\\\\")
  }
}
