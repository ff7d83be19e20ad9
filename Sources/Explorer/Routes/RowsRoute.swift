internal import PaymentGraph
internal import Reports

/// `/api/rows?source=DIGEST&first=N&last=N`: a row as it stands in its file, read again.
struct RowsRoute {
  private let request: Request

  init(_ request: Request) { self.request = request }

  func answer(_ material: Material) throws -> Response {
    var query = QueryText(request.query)
    let source = try query.take("source") ?? ""
    let first = try query.takeNumber("first", in: 0...Int.max - 1)
    let last = try query.takeNumber("last", in: 0...Int.max - 1)
    let around = try query.takeNumber("around", in: 0...20, default: 3)
    try query.end()
    let ledger = material.ledger
    // A digest names a source of the case or nothing: no path ever comes from an address.
    let files = ledger.files + ledger.otherFiles
    guard let file = files.first(where: { $0.textDigest.hex == source })
    else {
      throw ExplorerFailure(.absent, code: "source", message: "the case has no such file")
    }
    guard first <= last, last < file.byteCount else {
      throw ExplorerFailure(.wrong, code: "wrong-value", message: "the file has no such bytes")
    }
    let row: ShownRow
    do {
      row = try material.data.row(file, first..<last + 1, around)
    } catch {
      throw ExplorerFailure(
        .conflict, code: "changed", message: "\(error)",
        help:
          "the answers rest on the bytes that were loaded; load the files again to use the new ones"
      )
    }
    return Response(RowsRoute.json(row, file: file, first: first, last: last))
  }

  private static func json(_ row: ShownRow, file: SourceFile, first: Int, last: Int) -> JSONValue {
    let digits = Array("0123456789abcdef".utf8)
    let hex = row.bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return .object([
      ("file", .string(file.path)), ("sha256", .string(file.digest.hex)),
      ("fileBytes", .integer(file.byteCount)), ("byteFirst", .integer(first)),
      ("byteLast", .integer(last)), ("text", .string(row.text)),
      ("hex", .string(String(decoding: hex, as: UTF8.self))), ("masked", .bool(row.isMasked)),
      ("cut", .bool(row.isCut)),
      (
        "cells",
        .array(
          row.cells.map {
            .object([("name", .string($0.column)), ("value", .string($0.text))])
          })
      ),
      ("before", .array(row.before.map(JSONValue.string))),
      ("after", .array(row.after.map(JSONValue.string))),
    ])
  }
}
