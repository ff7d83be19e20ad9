internal import Drawing
internal import FundTracing
internal import Inquiries
internal import PaymentGraph
internal import Reports

/// `/api/cite/sinks?…&figure=…`: the transfers behind a figure, each with its rows.
///
/// A figure is named by its account for an answer on shared accounts, by its part for a picture; `claims` is the sum that
/// the victims claim, `all` every transfer of a list; `claims:1` and `records:1` are those of the first missing document
/// at the links.
struct CiteRoute {
  private static let pageSize = 200

  private let request: Request

  init(_ request: Request) { self.request = request }

  func answer(_ material: Material) throws -> Response {
    var query = QueryText(request.query)
    guard let figure = try query.take("figure") else {
      throw ExplorerFailure(.wrong, code: "missing-option", message: "figure is missing")
    }
    let page = try query.takeNumber("page", in: 0...10_000_000, default: 0)
    let address = QuestionRoute.address(of: request, after: "cite", query: query)
    let transfers = try transfers(
      behind: figure, in: try material.answer(to: address), material)
    return Response(
      CitedTransfers(transfers, in: material.ledger).json(page: page, size: CiteRoute.pageSize))
  }

  private func transfers(
    behind figure: String, in answer: InquiryAnswer, _ material: Material
  ) throws(ExplorerFailure) -> [TransferID] {
    let found: [TransferID]?
    switch answer {
    case .sinks(let sinks, _):
      found =
        figure == "claims"
        ? claims(of: sinks.victims, in: material)
        : material.ledger.account(figure).flatMap { account in
          sinks.choosing([account.id], atMost: 1).first?.transfers
        }
    case .transfers(let view, _): found = figure == "all" ? view.transfers.map(\.id) : nil
    case .links: found = try RequestsRoute.transfers(of: figure, in: RequestsRoute.missing(answer))
    case .picture(let picture): found = CiteRoute.transfers(of: figure, in: picture.diagram)
    default: found = nil
    }
    guard let found else {
      throw ExplorerFailure(.absent, code: "figure", message: "this answer has no such figure")
    }
    return found
  }

  /// Returns the claimed payments of victims; of victims without claims all that they paid to others.
  private func claims(of victims: [AccountID], in material: Material) -> [TransferID] {
    if let claims = material.data.basis.claims { return claims }
    let view = material.data.basis.view
    var filter = TransferFilter()
    filter.payers = Set(victims)
    return view.matching(filter).transfers.filter { $0.payer != $0.beneficiary }.map(\.id)
  }

  /// Returns the payments of a line, or of all lines that begin or end at a part.
  static func transfers(of part: String, in diagram: RenderedDiagram) -> [TransferID]? {
    let rows = diagram.table.rows
    let own = rows.filter { $0.name?.description == part }
    let ends = Set(rows.flatMap(\.ends)).filter { $0.description == part }
    let meant = own.isEmpty ? rows.filter { !ends.isDisjoint(with: $0.ends) } : own
    guard !meant.isEmpty else { return nil }
    return Set(meant.flatMap(\.transfers)).sorted()
  }
}
