internal import PaymentGraph
internal import Reports

/// `/api/problems`: the problems in the data, each with the bytes of its row.
struct ProblemsRoute {
  private let request: Request

  init(_ request: Request) { self.request = request }

  func answer(_ material: Material) throws -> Response {
    try QueryText(request.query).end()
    let problems = material.data.intake.diagnostics
    return Response(
      .object([
        ("count", .integer(problems.count)),
        ("problems", .array(problems.map(ProblemsRoute.json))),
      ]))
  }

  private static func json(_ problem: Diagnostic) -> JSONValue {
    .object([
      ("code", .string(problem.code)), ("severity", .string(problem.severity.rawValue)),
      ("message", .string(problem.summary)), ("note", .string(problem.note)),
      ("help", .string(problem.remedy)),
      (
        "row",
        problem.citation.map { citation in
          .object([
            ("file", .string(citation.file.path)), ("sha256", .string(citation.file.digest.hex)),
            ("line", .integer(citation.line)),
            ("byteFirst", .integer(citation.byteRange.lowerBound)),
            (
              "byteLast",
              .integer(max(citation.byteRange.lowerBound, citation.byteRange.upperBound - 1))
            ),
          ])
        } ?? .null
      ),
    ])
  }
}
