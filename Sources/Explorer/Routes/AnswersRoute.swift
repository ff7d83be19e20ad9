internal import CaseStore
internal import PaymentGraph
internal import Reports

/// `/api/answers`: the answers on record of the case; `/api/answers/NAME`: one of them, asked again as `verify` does;
/// `/api/answers/NAME?kept=yes`: its bytes as they were recorded.
struct AnswersRoute {
  /// The most figures that are listed where two answers differ.
  private static let most = 200

  private let request: Request

  init(_ request: Request) { self.request = request }

  func answer(_ desk: any CaseDesk) async throws -> Response {
    var query = QueryText(request.query)
    let kept = try query.take("kept")
    try query.end()
    let rest = request.path.dropFirst("/api/answers".count)
    guard !rest.isEmpty else {
      return Response(.array(try await desk.answers().map(AnswersRoute.json)))
    }
    guard let name = QueryText.decoded(String(rest.dropFirst())), !name.isEmpty else {
      throw ExplorerFailure.absent
    }
    if kept != nil {
      guard let bytes = try await desk.keptAnswer(name) else { throw ExplorerFailure.absent }
      var response = Response(type: "application/octet-stream", body: bytes)
      response.fields = [("content-disposition", "attachment; filename=\"answer\"")]
      return response
    }
    guard let found = try await desk.verification(of: name) else {
      throw ExplorerFailure(
        .absent, code: "answer", message: "the case has no answer on record with this name")
    }
    return Response(AnswersRoute.json(found))
  }

  private static func json(_ answer: AnswerOnRecord) -> JSONValue {
    .object(members(answer))
  }

  private static func members(_ answer: AnswerOnRecord) -> [(name: String, value: JSONValue)] {
    [
      ("name", .string(answer.name)), ("event", .integer(answer.event)),
      ("at", .string(answer.at)), ("by", .string(answer.by)),
      ("command", .array(answer.command.map(JSONValue.string))),
      ("page", answer.page.map(JSONValue.string) ?? .null),
      ("sha256", .string(answer.digest.hex)),
    ]
  }

  private static func json(_ verified: AnswerVerification) -> JSONValue {
    .object(
      members(verified.answer) + [
        ("state", .string(verified.state.rawValue)),
        ("reason", verified.reason.map(JSONValue.string) ?? .null),
        ("differences", list(verified.differences)),
        ("today", verified.today.map(list) ?? .null),
      ])
  }

  private static func list(_ figures: [AnswerDifference.Figure]) -> JSONValue {
    .object([
      ("count", .integer(figures.count)),
      (
        "figures",
        .array(
          figures.prefix(most).map { figure in
            .object([
              ("key", .string(figure.key)), ("was", figure.was.map(JSONValue.string) ?? .null),
              ("now", figure.now.map(JSONValue.string) ?? .null),
            ])
          })
      ),
    ])
  }
}
