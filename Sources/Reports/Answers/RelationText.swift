internal import PaymentGraph

/// The relations of one file's rows to others, as `check` shows them beside the file.
struct RelationText {
  /// The number of relations of one kind that are written out as text; JSON has all of them.
  private static let limit = 10

  private let file: SourceFile
  private let relations: [RowRelation]

  init(_ relations: [RowRelation], of file: SourceFile) {
    self.file = file
    self.relations = relations.filter { $0.first.file == file || $0.second.file == file }
  }

  /// The relations, one line each.
  var lines: [String] {
    var lines: [String] = []
    for kind in RowRelation.Kind.allCases {
      let found = relations.filter { $0.kind == kind }
      for relation in found.prefix(Self.limit) {
        let name = head(relation)
        let gap = String(repeating: " ", count: max(1, 12 - name.count))
        lines.append(
          TerminalText.safe(
            "  \(name)\(gap)\(words(relation)) (\(relation.reasons.joined(separator: ", ")))"))
      }
      if found.count > Self.limit {
        lines.append(
          "              (+\(Plural.grouped(found.count - Self.limit)) more: --format json lists all)"
        )
      }
    }
    return lines
  }

  private func head(_ relation: RowRelation) -> String {
    switch (relation.kind, relation.isCertain) {
    case (.onePayment, true): "matched"
    case (.onePayment, false): "may match"
    case (.returned, true): "returned"
    case (.returned, false): "may return"
    case (.repeated, _): "may repeat"
    }
  }

  private func words(_ relation: RowRelation) -> String {
    let isFirst = relation.first.file == file
    let own = isFirst ? relation.first : relation.second
    let other = isFirst ? relation.second : relation.first
    let place = other.file == file ? "line \(other.line)" : "\(other)"
    switch relation.kind {
    case .onePayment:
      return "line \(own.line) \(relation.isCertain ? "is" : "may be") the same payment as \(place)"
    case .returned where isFirst:
      return "line \(own.line) \(relation.isCertain ? "is" : "may be") returned by \(place)"
    case .returned:
      return "line \(own.line) \(relation.isCertain ? "gives" : "may give") back \(place)"
    case .repeated: return "line \(own.line) may repeat the entry of \(place)"
    }
  }

  var json: JSONValue {
    .array(
      relations.map { relation in
        .object([
          ("kind", .string(relation.kind.rawValue)),
          ("certain", .bool(relation.isCertain)),
          ("first", .citation(relation.first)), ("second", .citation(relation.second)),
          ("reasons", .array(relation.reasons.map(JSONValue.string))),
        ])
      })
  }
}
