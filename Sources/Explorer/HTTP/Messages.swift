internal import Reports

/// A request as the routes see it.
struct Request: Sendable {
  /// The method, in capitals.
  var method: String
  /// The target up to its question mark, still encoded.
  var path: String
  /// The target after its question mark, still encoded.
  var query: String
  /// The fields of the head, in their order.
  var fields: [(name: String, value: String)]
  var body: [UInt8] = []
  /// The port at which it arrived.
  var port: Int

  /// Returns all values of a field.
  func values(of name: String) -> [String] {
    fields.filter { $0.name.lowercased() == name }.map(\.value)
  }

  /// Returns the value of a field that is given once; nil for none and for several.
  func value(of name: String) -> String? {
    let values = values(of: name)
    return values.count == 1 ? values[0] : nil
  }
}

/// A response before it has the fields that all responses have.
struct Response: Sendable {
  var status: Int
  var type: String
  var body: [UInt8]
  var fields: [(name: String, value: String)] = []
  /// True where the same address will always have the same bytes.
  var isImmutable = false
  /// True where the connection ends with it.
  var closes = false

  init(status: Int = 200, type: String, body: [UInt8]) {
    self.status = status
    self.type = type
    self.body = body
  }

  /// JSON.
  init(_ value: JSONValue, status: Int = 200) {
    self.init(
      status: status, type: Response.json, body: Array((value.compactText + "\n").utf8))
  }

  /// The reason why something is refused.
  init(_ failure: ExplorerFailure) {
    self.init(failure.json, status: failure.status.rawValue)
  }

  static let json = "application/json; charset=utf-8"
}
