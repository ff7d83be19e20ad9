/// A value of a field.
enum FieldValue: Sendable, Hashable {
  /// A text from the data, or one of the program's own.
  case text(String)
  case number(Int64)
  case flag(Bool)
}

/// The types of fields, which formats spell in their own ways.
enum FieldType: Sendable {
  /// Text from the data.
  case text
  /// A word of the program's own.
  case word
  /// A decimal number as text.
  case amount
  case number
  case flag
}

/// A field of a row, listed once for the formats that carry attributes by name.
struct ExportField<Row>: Sendable {
  let name: String
  let type: FieldType
  let value: @Sendable (Row) -> FieldValue?

  init(_ name: String, _ type: FieldType, value: @escaping @Sendable (Row) -> FieldValue?) {
    self.name = name
    self.type = type
    self.value = value
  }

  static func text(_ name: String, _ value: @escaping @Sendable (Row) -> String?) -> Self {
    ExportField(name, .text) { row in value(row).map(FieldValue.text) }
  }

  static func word(_ name: String, _ value: @escaping @Sendable (Row) -> String?) -> Self {
    ExportField(name, .word) { row in value(row).map(FieldValue.text) }
  }

  static func amount(
    _ name: String, _ value: @escaping @Sendable (Row) -> String?
  ) -> Self {
    ExportField(name, .amount) { row in value(row).map(FieldValue.text) }
  }

  static func number(_ name: String, _ value: @escaping @Sendable (Row) -> Int64?) -> Self {
    ExportField(name, .number) { row in value(row).map(FieldValue.number) }
  }

  static func flag(_ name: String, _ value: @escaping @Sendable (Row) -> Bool) -> Self {
    ExportField(name, .flag) { row in .flag(value(row)) }
  }
}

/// The fields of accounts and transfers beside their identifiers, in the order in which formats list them.
enum ExportFields {
  /// The fields of an account.
  static func accounts(_ material: ExportMaterial) -> [ExportField<ExportAccount>] {
    var fields: [ExportField<ExportAccount>] = [
      .text("label", \.labelText), .text("name") { $0.name }, .text("holder") { $0.holder },
      .word("role") { $0.role }, .text("institution") { $0.institution },
      .text("country") { $0.country }, .flag("pooled") { $0.isPooled },
      .flag("standIn") { $0.isStandIn },
      .text("aliases") { $0.aliases.isEmpty ? nil : $0.aliases.joined(separator: "; ") },
    ]
    guard let known = material.selection?.accounts.values else { return fields }
    // Columns of an answer stand only where the answer has such figures.
    if known.contains(where: { $0.part != nil }) {
      fields.append(.word("part") { $0.figures?.part })
    }
    if known.contains(where: { $0.victims != nil }) {
      fields.append(.number("victims") { $0.figures?.victims.map { Int64($0) } })
    }
    if known.contains(where: { $0.hops != nil }) {
      fields.append(.number("hops") { $0.figures?.hops.map { Int64($0) } })
    }
    if known.contains(where: { $0.grade != nil }) {
      fields.append(.word("grade") { $0.figures?.grade })
    }
    if known.contains(where: { $0.finding != nil }) {
      fields.append(.word("finding") { $0.figures?.finding })
    }
    if known.contains(where: { $0.exact != nil }) {
      fields.append(.word("exact") { $0.figures?.exact })
    }
    return fields
  }

  /// The fields of a sum beside its amounts; first and last are the times of the transfers that have one, and the number
  /// of others stands beside them where there are any.
  static func sums(_ material: ExportMaterial) -> [ExportField<ExportTransfer>] {
    [
      .number("count") { $0.sum.map { Int64($0.count) } }, .word("first") { $0.sum?.first },
      .word("last") { $0.sum?.last },
    ]
      + (material.undatedCount > 0
        ? [.number("undated") { $0.sum.map { Int64($0.undated) } }] : [])
      + [.word("ids") { $0.sum?.ids }]
  }

  /// The fields of a transfer, or of a sum.
  static func transfers(_ material: ExportMaterial) -> [ExportField<ExportTransfer>] {
    let amounts: [ExportField<ExportTransfer>] = [
      .amount("amount") { $0.sent.text }, .number("amountMinor") { $0.sent.minorUnits },
      .word("currency") { $0.sent.currency }, .amount("received") { $0.received?.text },
      .number("receivedMinor") { $0.received?.minorUnits },
      .word("receivedCurrency") { $0.received?.currency },
    ]
    if material.aggregates {
      return amounts + sums(material)
    }
    var fields =
      amounts + [
        .word("time") { $0.time.text }, .word("day") { $0.time.day },
        .word("precision") { $0.time.precision }, .number("sequence") { Int64($0.sequence) },
        .word("kind") { $0.kind }, .text("recordId") { $0.recordID },
        .text("reference") { $0.reference }, .word("grade") { $0.grade },
        .word("link") { $0.link }, .word("givesBack") { $0.givesBack },
        .text("decision") { $0.decision },
        .number("payments") { $0.payments.map { Int64($0) } },
        .text("source") { $0.source }, .number("line") { $0.line.map { Int64($0) } },
        .text("moreSources") {
          $0.moreSources.isEmpty ? nil : $0.moreSources.joined(separator: "; ")
        },
      ]
    if material.selection?.figures.isEmpty == false {
      fields.append(.word("exact") { $0.figures?.exact })
    }
    return fields
  }
}

extension ExportAccount {
  fileprivate var labelText: String? { label }
}
