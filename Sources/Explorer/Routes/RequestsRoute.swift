internal import FundTracing
internal import Inquiries
internal import PaymentGraph
internal import Reports

/// `/api/requests?…`: the missing documents, by the claimed money that each would decide, as `match` lists them.
struct RequestsRoute {
  private let request: Request

  init(_ request: Request) { self.request = request }

  func answer(_ material: Material) throws -> Response {
    let query = QueryText(request.query)
    let missing = try RequestsRoute.missing(
      try material.answer(to: "/match" + (query.rest.isEmpty ? "" : "?\(query.rest)")))
    return Response(
      type: Response.json,
      body: Array(MissingDocumentsReport(missing).text(.json, style: .plain).utf8))
  }

  /// Returns the missing documents of an answer on links.
  static func missing(_ answer: InquiryAnswer) throws(ExplorerFailure) -> MissingDocuments {
    guard case .links(_, _, _, let missing) = answer else {
      throw ExplorerFailure(
        .wrong, code: "wrong-value", message: "links of one payment ask for no documents")
    }
    guard let missing else {
      throw ExplorerFailure(
        .wrong, code: "no-victims",
        message: "no victim is known, so no claimed money waits for a document",
        help: "name the victims on the left, or give a claims file")
    }
    return missing
  }

  /// Returns the payments behind a document: `claims:1` are the claims that it would decide, `records:1` the payments at
  /// which the trail breaks, of the document of rank 1.
  static func transfers(
    of figure: String, in missing: MissingDocuments
  ) throws(ExplorerFailure) -> [TransferID]? {
    let parts = figure.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
      .map { String($0) ?? "" }
    guard parts.count == 2, let rank = Int(parts[1]), "\(rank)" == parts[1],
      missing.requests.indices.contains(rank - 1)
    else { return nil }
    switch parts[0] {
    case "claims": return Array(missing.requests[rank - 1].claims)
    case "records": return missing.requests[rank - 1].transfers
    default: return nil
    }
  }
}
