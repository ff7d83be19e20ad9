extension CellKind {
  /// Reads the kinds of cells that `match` gives for files without a header; empty where it gives none.
  static func list(
    _ match: ProfileSection?, _ root: ProfileSection
  ) throws(ProfileError) -> [CellKind] {
    guard let match else { return [] }
    var cells: [CellKind] = []
    for word in try match.texts("cells") {
      guard let kind = CellKind(rawValue: word) else {
        throw match.error(
          "cells",
          "\"cells\" takes \(allCases.map(\.rawValue).joined(separator: ", ")), not \"\(word)\"")
      }
      cells.append(kind)
    }
    if let header = try match.text("header") {
      guard header == "none" else {
        throw match.error(
          "header", "\"header\" takes only none; the names of a header belong in \"headers\"")
      }
      guard !cells.isEmpty else {
        throw match.error(
          "header", "\"header: none\" needs \"cells\": the kinds of the cells in a row")
      }
    }
    return cells
  }
}
