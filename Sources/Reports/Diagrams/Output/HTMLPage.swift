internal import Drawing
internal import Hashing

/// A picture as one HTML file: the drawing, which can be moved, searched and selected in, and its
/// table.
///
/// The page requests nothing from any server: its policy allows the one script and the styles in
/// it, by their hashes, and nothing else. Text from the data appears in elements only, escaped; the
/// script reads names of the drawing, which are the program's.
struct HTMLPage {
  let picture: RenderedDiagram

  /// The names behind parts that stand for several accounts, by part of the drawing.
  private let members: [(name: NodeID, members: [String])]

  init(_ picture: RenderedDiagram, folded members: [(name: NodeID, members: [String])]) {
    self.picture = picture
    self.members = members
  }

  /// The whole file.
  var text: String {
    let drawing = DrawingRenderer().element(picture.drawing)
    let title = HTMLPage.escaped(picture.drawing.title)
    let styles = [HTMLPageStyle.text] + HTMLPage.styles(in: drawing)
    let policy =
      "default-src 'none'; base-uri 'none'; form-action 'none'; "
      + "script-src \(HTMLPage.hash(HTMLPageScript.text)); "
      + "style-src \(styles.map(HTMLPage.hash).joined(separator: " "))"
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(policy)">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="referrer" content="no-referrer">
      <title>\(title)</title>
      <style>\(HTMLPageStyle.text)</style>
      </head>
      <body>
      <main>
      <h1>\(title)</h1>
      <p id="summary">\(HTMLPage.escaped(picture.drawing.summary))</p>
      <div class="tools" role="toolbar" aria-label="Drawing">
      <button type="button" id="closer" aria-label="Zoom in">+</button>
      <button type="button" id="farther" aria-label="Zoom out">−</button>
      <button type="button" id="fit">Whole drawing</button>
      <label>Search <input type="search" id="search" autocomplete="off" spellcheck="false"></label>
      \(dates)
      <button type="button" id="clear" disabled>Clear choice</button>
      <output id="status" role="status"></output>
      </div>
      <div id="stage" tabindex="0" role="group" aria-label="Drawing: drag or use the arrow keys to \
      move, plus and minus to zoom, 0 for the whole; choose a party to see the path of its money">
      \(drawing)
      </div>
      <p class="hint">Choose a row, a card or a line to see the path of its money. Tab moves from \
      one to the next, Enter chooses, Escape clears the choice. Drag to move; the wheel zooms with Ctrl, two fingers move and zoom on \
      a touch screen. The address names the choice and the dates, so you can send it and open it again.</p>
      <div class="wide">
      \(table)
      </div>
      </main>
      <script type="application/json" id="related">\(related)</script>
      <script type="application/json" id="folded">\(words { $0.count > 1 })</script>
      <script type="application/json" id="accounts">\(words { $0.count == 1 })</script>
      <script>\(HTMLPageScript.text)</script>
      </body>
      </html>

      """
  }

  private var table: String {
    let table = picture.table
    let count = table.countColumn.map { " data-count=\"\($0)\"" } ?? ""
    var text =
      "<table\(count)>\n<caption>The same as a table: \(table.rows.count) rows</caption>\n<thead><tr>"
    for (column, head) in table.heads.enumerated() {
      text += "<th scope=\"col\"\(numeric(column))>\(HTMLPage.escaped(head))</th>"
    }
    text += "</tr></thead>\n<tbody>\n"
    for row in table.rows {
      text += "<tr"
      if let name = row.name { text += " data-name=\"\(name)\"" }
      if !row.days.isEmpty { text += " data-days=\"\(HTMLPage.escaped(row.dayWords))\"" }
      if !row.ends.isEmpty {
        text += " data-ends=\"\(row.ends.map(\.description).joined(separator: " "))\""
      }
      text += ">"
      for (column, cell) in row.cells.enumerated() {
        text += "<td\(numeric(column))>\(HTMLPage.escaped(cell))</td>"
      }
      text += "</tr>\n"
    }
    return text + "</tbody>\n</table>"
  }

  private func numeric(_ column: Int) -> String {
    picture.table.numbers.contains(column) ? " class=\"number\"" : ""
  }

  /// The relations as JSON, by the names of the drawing: letters, digits and `_` only.
  private var related: String {
    let members = picture.related.sorted { $0.key.description < $1.key.description }
    return "{"
      + members.map { name, others in
        "\"\(name)\":[" + others.map { "\"\($0)\"" }.joined(separator: ",") + "]"
      }.joined(separator: ",") + "}"
  }

  /// The choice of dates, where payments have days.
  private var dates: String {
    let days = picture.table.rows.flatMap(\.days)
    guard let first = days.min(), let last = days.max() else { return "" }
    let range = "min=\"\(HTMLPage.escaped(first))\" max=\"\(HTMLPage.escaped(last))\""
    return """
      <label>From <input type="date" id="first" \(range)></label>
      <label>to <input type="date" id="last" \(range)></label>
      """
  }

  /// Returns the names behind parts of the drawing: text of the data, in which nothing can end the
  /// element.
  private func words(_ isMeant: ([String]) -> Bool) -> String {
    let written = members.filter { isMeant($0.members) }.map { name, members in
      (name.description, JSONValue.array(members.map { .string(TerminalText.safe($0)) }))
    }
    return JSONValue.object(written).textWithinMarkup
  }

  // MARK: Text

  /// Escapes text for an element or an attribute, without characters that control or turn it.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in TerminalText.safe(text).unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  private static func hash(_ text: String) -> String {
    "'sha256-\(base64(SHA256.digest(of: Array(text.utf8))))'"
  }

  /// Encodes bytes as RFC 4648 says, with padding.
  static func base64(_ bytes: [UInt8]) -> String {
    let signs = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var value = 0
      for offset in 0..<3 {
        value = value << 8 | (offset < group.count ? Int(bytes[start + offset]) : 0)
      }
      for offset in 0..<4 {
        text.append(offset > group.count ? "=" : signs[value >> (18 - 6 * offset) & 63])
      }
    }
    return text
  }

  /// Returns the text between the style tags of a drawing.
  private static func styles(in drawing: String) -> [String] {
    guard let start = drawing.firstRange(of: "<style>"),
      let end = drawing.firstRange(of: "</style>")
    else { return [] }
    return [String(drawing[start.upperBound..<end.lowerBound])]
  }
}

/// The style sheet of a picture's page.
enum HTMLPageStyle {
  static let text = """
    :root { color-scheme: light dark; --paper: #ffffff; --ink: #1b2733; --second: #44525f;
      --line: #c6cdd4; --tint: #f4f5f7; --mark: #ffd54a; --focus: #0072b2 }
    @media screen and (prefers-color-scheme: dark) { :root { --paper: #12181f; --ink: #e6edf3;
      --second: #b4c0cc; --line: #3a4550; --tint: #1e252d; --mark: #7a5b00; --focus: #4ba3db } }
    body { margin: 0; background: var(--paper); color: var(--ink);
      font: 15px/1.45 Helvetica, Arial, "Liberation Sans", sans-serif }
    main { max-width: 1500px; margin: 0 auto; padding: 16px 20px }
    h1 { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
    p { margin: 0 0 10px; color: var(--second) }
    .hint { font-size: 13px; margin-top: 6px }
    .tools { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; margin: 10px 0 }
    label { white-space: nowrap }
    button, input { font: inherit; color: inherit; background: var(--tint);
      border: 1px solid var(--line); border-radius: 4px; padding: 4px 10px }
    button { cursor: pointer }
    button:disabled { opacity: .5; cursor: default }
    :focus-visible { outline: 3px solid var(--focus); outline-offset: 1px }
    output { color: var(--second); flex-basis: 100%; height: 1.45em; overflow: hidden;
      white-space: nowrap; text-overflow: ellipsis }
    .wide { overflow-x: auto }
    #stage { border: 1px solid var(--line); height: 72vh; min-height: 320px; overflow: hidden;
      touch-action: pan-y; cursor: grab; background: var(--paper) }
    #stage.moving { cursor: grabbing }
    #stage svg { width: 100%; height: 100%; display: block; user-select: none }
    .thing { cursor: pointer }
    .thing:hover { filter: brightness(.93) }
    .nflow.thing:hover path { stroke-opacity: 1 }
    .thing:focus-visible { outline: 2px solid var(--focus) }
    .choosing .thing { opacity: .1 }
    .choosing .thing.on { opacity: 1 }
    .choosing .nflow.on path { stroke-opacity: .9 }
    text.found { stroke: var(--mark); stroke-width: 5px; paint-order: stroke }
    table { border-collapse: collapse; width: 100%; margin-top: 18px; font-size: 13px }
    caption { text-align: left; font-weight: bold; padding: 4px 0 }
    th, td { text-align: left; padding: 4px 8px; border-bottom: 1px solid var(--line);
      vertical-align: top }
    .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
    tbody tr[data-name] { cursor: pointer }
    tbody tr[data-name]:hover { background: var(--tint) }
    tr.off { display: none }
    @media (max-width: 600px) { main { padding: 8px 10px } button, input { min-height: 40px }
      #search { width: 9em } #stage { height: 60vh } }
    @media print { .tools, .hint { display: none } main { max-width: none; padding: 0 }
      #stage { border: 0; height: auto } #stage svg { height: auto; max-height: 100vh }
      tr { break-inside: avoid } thead { display: table-header-group } }

    """
}
