/// Decides which requests reach the routes: those of this program's own pages, and of those who know the key.
struct Gatekeeper: Sendable {
  let key: AccessKey

  /// Returns the reason to refuse a request; nil for one that may pass.
  ///
  /// The host comes first: a name that was pointed at this machine betrays itself by nothing else.
  func refusal(of request: Request) -> Response? {
    guard request.value(of: "host") == "127.0.0.1:\(request.port)" else {
      return Response(status: ExplorerFailure.Status.host.rawValue, type: "", body: [])
    }
    guard request.method == "GET" || request.method == "POST" else {
      var response = Response(
        ExplorerFailure(
          .method, code: "method", message: "this program answers GET and POST, not others"))
      response.fields = [("allow", "GET, POST")]
      return response
    }
    guard request.path.utf8.first == UInt8(ascii: "/") else {
      return Response(
        ExplorerFailure(.wrong, code: "target", message: "an address begins with /"))
    }
    guard request.path.hasPrefix("/api/") else {
      return request.method == "GET" ? nil : Response(ExplorerFailure.absent)
    }
    if let failure = sourceFault(of: request) ?? bodyFault(of: request) {
      return Response(failure)
    }
    // A ticket is the key to the key.
    if request.path == "/api/session" { return nil }
    guard let given = request.value(of: "authorization"), key.opens(given) else {
      return Response(
        ExplorerFailure(
          .noKey, code: "no-key", message: "the key is missing or wrong",
          help: "open the address that tributary explore prints; Enter there makes a new one"))
    }
    return nil
  }

  /// Returns the fault of a request that another page makes a browser send.
  private func sourceFault(of request: Request) -> ExplorerFailure? {
    let sites = request.values(of: "sec-fetch-site")
    let origins = request.values(of: "origin")
    let isOwn =
      sites.allSatisfy { $0 == "same-origin" || $0 == "none" }
      && origins.allSatisfy { $0 == "http://127.0.0.1:\(request.port)" }
    return isOwn
      ? nil : ExplorerFailure(.noKey, code: "foreign", message: "another page sent this request")
  }

  private func bodyFault(of request: Request) -> ExplorerFailure? {
    guard request.method == "POST" else {
      return request.body.isEmpty
        ? nil : ExplorerFailure(.wrong, code: "body", message: "GET has no body")
    }
    return request.value(of: "content-type") == "application/json"
      ? nil
      : ExplorerFailure(.type, code: "type", message: "a body is sent as application/json")
  }
}
