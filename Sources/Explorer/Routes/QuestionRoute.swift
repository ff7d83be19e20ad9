internal import Inquiries
internal import PaymentGraph
internal import Reports

/// The material of one request.
struct Material: Sendable {
  let loaded: Library.Loaded
  let settings: ExplorerSettings
  let cancellation: Cancellation

  var data: ExplorerData { loaded.data }
  var ledger: Ledger { loaded.data.basis.ledger }

  /// Answers the question of an address such as `/sinks?minVictims=3`, completed by the facts of the case.
  func answer(to address: String) throws -> InquiryAnswer {
    var inquiry = try data.completed(try Inquiry(query: address))
    inquiry = inquiry.masked(settings.mask)
    return try loaded.answers.answer(to: inquiry.query) {
      try inquiry.answer(in: data.basis, isCancelled: { cancellation.isCancelled })
    }
  }
}

/// A request that is answered from the loaded case.
enum QuestionRoute: Sendable {
  case answer(Request)
  case scene(Request)
  case file(Request)
  case cite(Request)
  case rows(Request)
  case search(Request)
  case problems(Request)
  case account(Request)
  case part(Request)
  case related(Request)
  case requests(Request)

  init?(_ request: Request) {
    let name = request.path.dropFirst("/api/".count)
    switch name.utf8.split(separator: UInt8(ascii: "/"), maxSplits: 1).first.map({ String($0) }) {
    case "answer": self = .answer(request)
    case "scene": self = .scene(request)
    case "file": self = .file(request)
    case "cite": self = .cite(request)
    case "rows" where name == "rows": self = .rows(request)
    case "search" where name == "search": self = .search(request)
    case "problems" where name == "problems": self = .problems(request)
    case "account" where name == "account": self = .account(request)
    case "part": self = .part(request)
    case "related": self = .related(request)
    case "requests" where name == "requests": self = .requests(request)
    default: return nil
    }
  }

  /// True for what shows names and numbers of the records, whatever the mask of pictures.
  var showsRecords: Bool {
    switch self {
    case .scene, .file: false
    case .answer, .cite, .rows, .search, .problems, .account, .part, .related, .requests: true
    }
  }

  /// True where the answer rests on what was loaded alone; rows are read from their files each time.
  var hasTag: Bool {
    if case .rows = self { return false }
    return true
  }

  func answer(_ material: Material) throws -> Response {
    switch self {
    case .answer(let request): try AnswerRoute(request).answer(material)
    case .scene(let request): try SceneRoute(request).answer(material)
    case .file(let request): try FileRoute(request).answer(material)
    case .cite(let request): try CiteRoute(request).answer(material)
    case .rows(let request): try RowsRoute(request).answer(material)
    case .search(let request): try SearchRoute(request).answer(material)
    case .account(let request): try AccountRoute(request).answer(material)
    case .problems(let request): try ProblemsRoute(request).answer(material)
    case .part(let request): try PartRoute(request).answer(material)
    case .related(let request): try PartRoute(request).related(material)
    case .requests(let request): try RequestsRoute(request).answer(material)
    }
  }

  /// Returns the address of the question behind a route: what follows its name, and the query.
  static func address(of request: Request, after route: String, query: QueryText) -> String {
    let rest = query.rest
    return String(request.path.dropFirst("/api/\(route)".count)) + (rest.isEmpty ? "" : "?\(rest)")
  }
}

/// `/api/answer/sinks?…`: the JSON that the command prints.
struct AnswerRoute {
  private let request: Request

  init(_ request: Request) { self.request = request }

  func answer(_ material: Material) throws -> Response {
    let address = QuestionRoute.address(
      of: request, after: "answer", query: QueryText(request.query))
    guard let text = try material.answer(to: address).text(.json) else {
      throw ExplorerFailure(
        .wrong, code: "picture", message: "a picture has no JSON: ask for its scene or its file")
    }
    return Response(type: Response.json, body: Array(text.utf8))
  }
}

/// `/api/scene/flow?…`: a picture as parts, texts and a table.
struct SceneRoute {
  private let request: Request

  init(_ request: Request) { self.request = request }

  func answer(_ material: Material) throws -> Response {
    let address = QuestionRoute.address(
      of: request, after: "scene", query: QueryText(request.query))
    guard case .picture(let picture) = try material.answer(to: address) else {
      throw ExplorerFailure(.wrong, code: "no-picture", message: "this question has no picture")
    }
    let scene = try Scene(
      picture.diagram, ledger: material.ledger, showsKeys: !material.settings.mask.hidesNames)
    return Response(type: Response.json, body: scene.json)
  }
}

/// `/api/file/svg/flow?…`: the bytes that the command writes.
struct FileRoute {
  private let request: Request

  init(_ request: Request) { self.request = request }

  func answer(_ material: Material) throws -> Response {
    let parts = request.path.dropFirst("/api/file/".count).utf8
      .split(separator: UInt8(ascii: "/"), maxSplits: 1).map { String($0) ?? "" }
    guard parts.count == 2, let form = FileForm(rawValue: parts[0]) else {
      throw ExplorerFailure.absent
    }
    let address = QuestionRoute.address(
      of: request, after: "file/\(parts[0])", query: QueryText(request.query))
    if form == .json || form == .csv, material.settings.mask.hidesNames {
      throw ExplorerFailure(
        .absent, code: "masked", message: "only pictures are given under this mask")
    }
    let bytes: [UInt8]
    switch (try material.answer(to: address), form.picture) {
    case (.picture(let picture), let form?): bytes = try picture.file(form)
    case (let answer, nil):
      guard let text = answer.text(form == .csv ? .csv : .json) else {
        throw ExplorerFailure(
          .wrong, code: "form", message: "a picture has no .\(form.rawValue) file")
      }
      bytes = Array(text.utf8)
    case (_, _?):
      throw ExplorerFailure(
        .wrong, code: "form", message: "this answer has no .\(form.rawValue) file")
    }
    var response = Response(type: form.type, body: bytes)
    // The name is the program's: nothing of the data stands in it.
    let name = "tributary-\(parts[1].filter { ("a"..."z").contains($0) }).\(form.rawValue)"
    response.fields = [("content-disposition", "attachment; filename=\"\(name)\"")]
    return response
  }
}

/// The forms of files that pages give, by their endings.
enum FileForm: String, CaseIterable {
  case svg, png, pdf, dot, html, csv, json

  var picture: OutputFormat? { OutputFormat(rawValue: rawValue) }

  var type: String {
    switch self {
    case .svg: "image/svg+xml"
    case .png: "image/png"
    case .pdf: "application/pdf"
    case .dot: "text/vnd.graphviz; charset=utf-8"
    // A page for another day: here it is only ever stored.
    case .html: "application/octet-stream"
    case .csv: "text/csv; charset=utf-8"
    case .json: Response.json
    }
  }
}
