internal import PaymentGraph

/// How facts of the ledger are written as JSON, the same in every answer.
extension JSONValue {
  static func money(_ total: MoneyTotal) -> JSONValue {
    .object([
      ("currency", .string(total.currency.code)), ("amount", .string(total.decimalText)),
    ])
  }

  static func money(_ money: Money) -> JSONValue {
    .object([
      ("currency", .string(money.currency.code)), ("amount", .string(money.decimalText)),
    ])
  }

  static func citation(_ citation: Citation) -> JSONValue {
    .object([
      ("file", .string(citation.file.path)),
      ("sha256", .string(citation.file.digest.hex)),
      ("line", .integer(citation.line)),
      ("byteFirst", .integer(citation.byteRange.lowerBound)),
      ("byteLast", .integer(max(citation.byteRange.lowerBound, citation.byteRange.upperBound - 1))),
    ])
  }

  static func diagnostic(_ diagnostic: Diagnostic) -> JSONValue {
    .object([
      ("code", .string(diagnostic.code)),
      ("severity", .string(diagnostic.severity.rawValue)),
      ("file", .optional(diagnostic.citation?.file.path)),
      ("line", diagnostic.citation.map { .integer($0.line) } ?? .null),
      ("column", diagnostic.column.map(JSONValue.integer) ?? .null),
      ("message", .string(diagnostic.summary)),
      ("note", .string(diagnostic.note)),
      ("help", .string(diagnostic.remedy)),
      ("bytes", .string(String(decoding: diagnostic.excerpt, as: UTF8.self))),
    ])
  }
}
