import CaseStore
import Foundation
import Glibc
import Ingest
import Inquiries
import PaymentGraph
import Reports
import TestSupport

@testable import Explorer

/// Files that are served to a test, without a case.
struct TestDesk: CaseDesk {
  let paths: [String]

  var casePath: String? { nil }

  func head() async throws -> Head? { nil }

  func load() async throws -> ExplorerData {
    let reader = TransactionReader()
    let intake = try reader.read(paths)
    let rows = RowSources(reader)
    var basis = Basis(intake)
    basis.keptCells = { try reader.keptCells(of: $0) }
    return ExplorerData(basis: basis, intake: intake) { file, range, around in
      try rows.row(in: range, of: file, around: around)
    }
  }

  func log() async throws -> [UInt8] { Array("[]\n".utf8) }

  func decide(_ request: DecisionRequest) async throws -> DecisionOutcome {
    throw ExplorerFailure(.conflict, code: "no-case", message: "there is no case")
  }
}

/// Pages that are served for one test.
struct Served: Sendable {
  let explorer: Explorer
  let key: String

  /// Serves files of the repository; the names are as the command line would have them.
  ///
  /// The test waits for answers on a thread of its own: those that the server needs must not wait with it.
  static func serving(
    _ paths: [String], mask: DiagramMask = .accounts,
    test: @escaping @Sendable (Served) throws -> Void
  ) async throws {
    let desk = TestDesk(paths: paths)
    var settings = ExplorerSettings(program: "test", arguments: paths)
    settings.mask = mask
    let explorer = try await Explorer.serve(desk, data: try await desk.load(), settings: settings)
    let result = await withCheckedContinuation {
      (done: CheckedContinuation<Result<Void, any Error>, Never>) in
      Thread.detachNewThread {
        done.resume(
          returning: Result {
            let answer = try RawConnection(port: explorer.port).exchange(
              Served.post(
                "/api/session", "{\"ticket\":\"\(explorer.ticket())\"}", port: explorer.port))
            let key = String(answer.body.split(separator: "\"")[3])
            try test(Served(explorer: explorer, key: key))
          })
      }
    }
    await explorer.stop()
    try result.get()
  }

  static func post(_ path: String, _ body: String, port: Int, fields: String = "") -> String {
    "POST \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nContent-Type: application/json\r\n"
      + "Content-Length: \(body.utf8.count)\r\n\(fields)\r\n\(body)"
  }

  /// Asks for an address with the key.
  func get(_ target: String, fields: String = "") throws -> RawConnection.Answer {
    try RawConnection(port: explorer.port).exchange(
      "GET \(target) HTTP/1.1\r\nHost: 127.0.0.1:\(explorer.port)\r\n"
        + "Authorization: Tributary \(key)\r\n\(fields)\r\n")
  }
}

/// A connection on which any bytes can be sent.
struct RawConnection {
  struct Answer {
    let status: Int
    let head: String
    let body: String
  }

  struct Refused: Error {}

  private let socket: Int32

  init(port: Int, host: String = "127.0.0.1") throws {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    inet_pton(AF_INET, host, &address.sin_addr)
    var wait = timeval(tv_sec: 120, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else {
      close(socket)
      throw Refused()
    }
  }

  func send(_ bytes: [UInt8]) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count <= 0 { return }
      sent += count
    }
  }

  func end() { close(socket) }

  /// Reads one response; nil where the connection ends without one.
  func receive() -> Answer? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    var head: (text: String, end: Int, length: Int)?
    while true {
      if head == nil, let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) {
        let text = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
        let length =
          text.lowercased().firstMatch(of: /content-length: (\d+)/).flatMap { Int($0.1) } ?? 0
        head = (text, end.upperBound, length)
      }
      if let head, bytes.count >= head.end + head.length {
        return Answer(
          status: Int(head.text.split(separator: " ").dropFirst().first ?? "") ?? 0,
          head: head.text, body: String(decoding: bytes[head.end...], as: UTF8.self))
      }
      let count = recv(socket, &buffer, buffer.count, 0)
      guard count > 0 else { return nil }
      bytes += buffer[..<count]
    }
  }

  /// Sends a text and reads the response to it.
  func exchange(_ text: String) throws -> Answer {
    defer { end() }
    send(Array(text.utf8))
    guard let answer = receive() else { throw Refused() }
    return answer
  }
}
