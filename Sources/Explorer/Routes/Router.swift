internal import CaseStore
internal import Inquiries
internal import NIOPosix
internal import PaymentGraph
internal import Reports

/// Leads each request to its route, after the gate.
struct Router: Sendable {
  let gatekeeper: Gatekeeper
  let tickets: Tickets
  let library: Library
  let desk: any CaseDesk
  let settings: ExplorerSettings
  let assets: AssetTable
  let gate = WorkGate()
  /// The threads on which questions are answered, so that none waits for another's.
  let threads: NIOThreadPool
  /// Told of every request that passed the gate, and of tickets that opened nothing.
  let onEvent: @Sendable (ExplorerEvent) -> Void

  func respond(to request: Request) async -> Response {
    if let refusal = gatekeeper.refusal(of: request) { return refusal }
    do {
      if request.path.hasPrefix("/api/") {
        let response = try await call(request)
        onEvent(.request)
        return response
      }
      return try page(request)
    } catch let failure as ExplorerFailure {
      return Response(failure)
    } catch let error as InquiryError {
      return Response(ExplorerFailure(error))
    } catch let error as CaseError {
      return Response(ExplorerFailure(error))
    } catch is CancellationError {
      return Response(ExplorerFailure(InquiryError.cancelled))
    } catch {
      return Response(
        ExplorerFailure(.failed, code: "failed", message: "\(error)"))
    }
  }

  // MARK: Pages

  /// Returns a file of the pages; no address reaches the file system.
  private func page(_ request: Request) throws(ExplorerFailure) -> Response {
    if let asset = assets.asset(at: request.path) { return asset }
    guard ShellPages.have(request.path) else { throw .absent }
    return assets.shell
  }

  // MARK: Calls

  private func call(_ request: Request) async throws -> Response {
    switch (request.method, request.path) {
    case ("POST", "/api/session"): return try session(request)
    case ("POST", "/api/decide"): return try await decide(request)
    case ("GET", "/api/head"): return try await head(request)
    case ("GET", "/api/state"): return try await state(request)
    case ("GET", "/api/log"):
      try QueryText(request.query).end()
      try refuseMasked()
      return Response(type: Response.json, body: try await desk.log())
    case ("GET", let path) where path == "/api/answers" || path.hasPrefix("/api/answers/"):
      try refuseMasked()
      return try await gate.pass { try await AnswersRoute(request).answer(desk) }
    case ("POST", "/api/reload"):
      _ = try await library.reload()
      return try await head(request)
    case ("GET", _):
      guard let route = QuestionRoute(request) else { throw ExplorerFailure.absent }
      if route.showsRecords { try refuseMasked() }
      return try await gate.pass { try await answer(route, to: request) }
    default: throw ExplorerFailure.absent
    }
  }

  /// Answers on a thread of its own, and tells it where nobody waits any more.
  private func answer(_ route: QuestionRoute, to request: Request) async throws -> Response {
    let loaded = try await library.current()
    let tag = AnswerTag(of: request, on: loaded, settings)
    let tagged: [(name: String, value: String)] = route.hasTag ? [("etag", tag.field)] : []
    if route.hasTag, tag.isKnown(to: request) {
      var response = Response(status: 304, type: "", body: [])
      response.fields = tagged
      return response
    }
    let cancellation = Cancellation()
    let settings = settings
    return try await withTaskCancellationHandler {
      try await threads.runIfActive {
        var response = try route.answer(
          Material(loaded: loaded, settings: settings, cancellation: cancellation))
        response.fields += tagged
        return response
      }
    } onCancel: {
      cancellation.cancel()
    }
  }

  /// Refuses what no mask covers, where pages are shown to others.
  private func refuseMasked() throws(ExplorerFailure) {
    guard settings.mask.hidesNames else { return }
    throw ExplorerFailure(
      .absent, code: "masked",
      message:
        "only pictures are shown under --mask \(settings.mask.rawValue), because records hold names"
    )
  }

  private func session(_ request: Request) throws(ExplorerFailure) -> Response {
    let members = try BodyMembers(request.body)
    guard tickets.take(try members.text("ticket")) else {
      onEvent(.deadTicket)
      throw ExplorerFailure(
        .noKey, code: "ticket",
        message: "this address was used before, or is older than two minutes",
        help: "press Enter where tributary explore runs; it prints a new address")
    }
    return Response(.object([("key", .string(gatekeeper.key.text))]))
  }

  /// Says whether the case has moved on; pages ask once a second.
  ///
  /// No stream of events tells them: a browser opens six connections to one server of HTTP/1.1, so that the streams of
  /// six windows would leave none for questions, and a request that does nothing costs 0.1 ms.
  private func head(_ request: Request) async throws -> Response {
    try QueryText(request.query).end()
    let loaded = try await library.current()
    return Response(
      .object([
        ("version", .integer(loaded.version)),
        ("head", loaded.data.head.map { .string($0.hash.hex) } ?? .null),
      ]))
  }

  private func state(_ request: Request) async throws -> Response {
    try QueryText(request.query).end()
    let (loaded, desk, settings) = (try await library.current(), desk, settings)
    return try await threads.runIfActive {
      Response(StateReport(loaded: loaded, desk: desk, settings: settings).json)
    }
  }

  private func decide(_ request: Request) async throws -> Response {
    try QueryText(request.query).end()
    try refuseMasked()
    guard desk.casePath != nil else {
      throw ExplorerFailure(
        .conflict, code: "no-case", message: "there is no case that could keep a decision",
        help:
          "make one: tributary load --new --case NAME.tributary FILES, then tributary explore --case NAME.tributary"
      )
    }
    guard !settings.isReadOnly else {
      throw ExplorerFailure(
        .conflict, code: "read-only", message: "nothing is decided, because of --read-only")
    }
    let members = try BodyMembers(request.body)
    let outcome = try await desk.decide(
      DecisionRequest(
        expecting: try members.text("expecting"), kind: try members.text("kind"),
        operands: try members.texts("operands"), why: try members.text("why"),
        isDryRun: try members.flag("dryRun")))
    if outcome.isWritten { _ = try await library.current() }
    return Response(
      .object([
        ("changes", .array(outcome.changes.map(JSONValue.string))),
        ("head", .string(outcome.head.hash.hex)), ("number", .integer(outcome.head.number)),
        ("written", .bool(outcome.isWritten)),
      ]))
  }
}

/// The members of a body: one flat object of canonical JSON, in which no number is read.
struct BodyMembers {
  private let members: [CanonicalJSON.Member]

  init(_ body: [UInt8]) throws(ExplorerFailure) {
    let value: CanonicalJSON
    do throws(CanonicalJSONError) {
      value = try CanonicalJSON(body)
    } catch {
      throw ExplorerFailure(
        .wrong, code: "not-json", message: "the body is not JSON in its shortest form: \(error)")
    }
    guard case .object(let members) = value else {
      throw ExplorerFailure(.wrong, code: "not-json", message: "the body is not an object")
    }
    self.members = members
  }

  private func value(_ name: String) -> CanonicalJSON? { members.first { $0.name == name }?.value }

  func text(_ name: String) throws(ExplorerFailure) -> String {
    guard case .string(let text) = value(name) else { throw fault(name, "a text") }
    return text
  }

  func texts(_ name: String) throws(ExplorerFailure) -> [String] {
    guard case .array(let values) = value(name) else { throw fault(name, "a list of texts") }
    var texts: [String] = []
    for value in values {
      guard case .string(let text) = value else { throw fault(name, "a list of texts") }
      texts.append(text)
    }
    return texts
  }

  func flag(_ name: String) throws(ExplorerFailure) -> Bool {
    guard let value = value(name) else { return false }
    guard case .string("yes") = value else { throw fault(name, "yes, or is left out") }
    return true
  }

  private func fault(_ name: String, _ takes: String) -> ExplorerFailure {
    ExplorerFailure(.wrong, code: "wrong-value", message: "\(name) takes \(takes)")
  }
}
