import Foundation
import TestSupport
import Testing

@testable import Explorer

/// Requests that no browser of a friend sends: none may be answered with data, and none may hinder the next one.
@Suite(.serialized) struct AttackTests {
  private static let files = ["accounts", "claims", "paypal"].map {
    Repository.root.appending(path: "fixtures/cases/founding/\($0).csv").path
  }

  /// Forty requests by name; `PORT` and `KEY` stand for those of the server.
  private static let attacks: [(name: String, text: String)] = {
    let host = "Host: 127.0.0.1:PORT\r\n"
    let key = "Authorization: Tributary KEY\r\n"
    func get(_ target: String, _ fields: String = "") -> String {
      "GET \(target) HTTP/1.1\r\n\(host)\(key)\(fields)\r\n"
    }
    func long(_ count: Int) -> String { String(repeating: "a", count: count) }
    return [
      ("a line feed alone", "GET / HTTP/1.1\n\(host)\n\n"),
      ("no host", "GET /api/state HTTP/1.1\r\n\(key)\r\n"),
      ("two hosts", "GET /api/state HTTP/1.1\r\n\(host)\(host)\(key)\r\n"),
      (
        "a name that points here",
        "GET /api/state HTTP/1.1\r\nHost: evil.example:PORT\r\n\(key)\r\n"
      ),
      ("localhost", "GET /api/state HTTP/1.1\r\nHost: localhost:PORT\r\n\(key)\r\n"),
      ("a host in the target", "GET http://evil.example/api/state HTTP/1.1\r\n\(host)\(key)\r\n"),
      (
        "two lengths",
        "POST /api/session HTTP/1.1\r\n\(host)Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}"
      ),
      ("a signed length", "POST /api/session HTTP/1.1\r\n\(host)Content-Length: +5\r\n\r\n{}"),
      (
        "a length and chunks",
        "POST /api/session HTTP/1.1\r\n\(host)Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
      ),
      (
        "chunks of odd size",
        "POST /api/session HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n"
      ),
      (
        "a huge chunk",
        "POST /api/session HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n"
      ),
      ("a folded field", get("/api/state", "X: a\r\n b\r\n")),
      (
        "a blank before the colon", "GET /api/state HTTP/1.1\r\nHost : 127.0.0.1:PORT\r\n\(key)\r\n"
      ),
      ("a nul in a field", get("/api/state", "X: a\0b\r\n")),
      ("a handshake of TLS", "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}\u{1}\u{FC}\u{3}\u{3}\r\n\r\n"),
      ("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
      ("HTTP/0.9", "GET /api/state\r\n\r\n"),
      ("a version of the future", "GET /api/state HTTP/9.9\r\n\(host)\(key)\r\n"),
      ("a target of 60 KB", get("/\(long(60_000))")),
      ("a field of 20 KB", get("/api/state", "X: \(long(20_000))\r\n")),
      ("a field of 3 MB", get("/api/state", "X: \(long(3_000_000))\r\n")),
      ("many fields", get("/api/state", (0..<100).map { "X\($0): a\r\n" }.joined())),
      (
        "a body of 1 GB",
        "POST /api/session HTTP/1.1\r\n\(host)Content-Type: application/json\r\nContent-Length: 1000000000\r\n\r\n"
      ),
      (
        "a body of 300 KB",
        Served.post("/api/session", long(300_000), port: 0)
          .replacing("127.0.0.1:0", with: "127.0.0.1:PORT")
      ),
      (
        "deep JSON",
        Served.post("/api/session", String(repeating: "[", count: 5_000), port: 0)
          .replacing("127.0.0.1:0", with: "127.0.0.1:PORT")
      ),
      (
        "a huge exponent",
        Served.post("/api/session", "{\"ticket\":1e999999999}", port: 0)
          .replacing("127.0.0.1:0", with: "127.0.0.1:PORT")
      ),
      (
        "a form",
        "POST /api/session HTTP/1.1\r\n\(host)Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}"
      ),
      (
        "another origin",
        "GET /api/state HTTP/1.1\r\n\(host)\(key)Origin: http://127.0.0.1:1\r\n\r\n"
      ),
      (
        "another site", "GET /api/state HTTP/1.1\r\n\(host)\(key)Sec-Fetch-Site: cross-site\r\n\r\n"
      ),
      (
        "a preflight",
        "OPTIONS /api/state HTTP/1.1\r\n\(host)Origin: http://evil.example\r\nAccess-Control-Request-Headers: authorization\r\n\r\n"
      ),
      ("no key", "GET /api/state HTTP/1.1\r\n\(host)\r\n"),
      ("a wrong key", "GET /api/state HTTP/1.1\r\n\(host)Authorization: Tributary 00\r\n\r\n"),
      ("a key as cookie", "GET /api/state HTTP/1.1\r\n\(host)Cookie: key=KEY\r\n\r\n"),
      (
        "a used ticket",
        Served.post("/api/session", "{\"ticket\":\"00\"}", port: 0)
          .replacing("127.0.0.1:0", with: "127.0.0.1:PORT")
      ),
      ("a path out of the folder", get("/a/../../../../etc/passwd")),
      ("an encoded path", get("/a/%2e%2e/%2e%2e/etc/passwd")),
      ("a source by its path", get("/api/rows?source=/etc/passwd&first=0&last=9")),
      ("a file of accounts", get("/api/answer/sinks?victims=@/etc/passwd")),
      ("bytes behind the end", get("/api/rows?source=0&first=9223372036854775807&last=1")),
      (
        "a decision without a case",
        Served.post(
          "/api/decide",
          "{\"expecting\":\"\",\"kind\":\"leave-out\",\"operands\":[\"a\"],\"why\":\"b\"}", port: 0,
          fields: key
        )
        .replacing("127.0.0.1:0", with: "127.0.0.1:PORT")
      ),
      ("a question that is none", get("/api/answer/rm%20-rf?x=1")),
      ("an option that is none", get("/api/answer/sinks?file=/etc/passwd")),
    ]
  }()

  @Test func attacksAreRefused() async throws {
    #expect(Self.attacks.count >= 40)
    try await Served.serving(Self.files) { served in
      for (name, text) in Self.attacks {
        let connection = try RawConnection(port: served.explorer.port)
        connection.send(
          Array(
            text.replacing("PORT", with: "\(served.explorer.port)")
              .replacing("KEY", with: served.key).utf8))
        // A connection that is cut off without a word is a refusal too.
        if let answer = connection.receive() {
          #expect((400..<500).contains(answer.status), "\(name): \(answer.head)")
          #expect(!answer.body.contains("paypal"), "\(name)")
          #expect(!answer.body.contains("root:"), "\(name)")
        }
        connection.end()
        #expect(try served.get("/api/head").status == 200, "after \(name)")
      }
    }
  }

  @Test func fiftySpellingsOfAPathReachNoFile() async throws {
    try await Served.serving(Self.files) { served in
      let steps = ["..", "%2e%2e", ".%2e", "%252e%252e", "..;", "..%00", "..%c0%af", "\\.."]
      let ends = [
        "etc/passwd", "etc%2fpasswd", "proc/self/environ", "page.js", "", "Package.swift", ".",
      ]
      var count = 0
      for step in steps {
        for end in ends {
          count += 1
          for start in ["/a/", "/", "/api/file/svg/"] {
            let answer = try served.get("\(start)\(step)/\(step)/\(end)")
            #expect((400..<500).contains(answer.status), "\(start)\(step)/\(end)")
          }
        }
      }
      #expect(count >= 50)
    }
  }

  @Test func halfOpenConnectionsHinderNobody() async throws {
    try await Served.serving(Self.files) { served in
      var open: [RawConnection] = []
      for _ in 0..<60 {
        let connection = try RawConnection(port: served.explorer.port)
        connection.send(Array("GET /api/state HTTP/1.1\r\nX: ".utf8))
        open.append(connection)
      }
      #expect(try served.get("/api/head").status == 200)
      for connection in open { connection.end() }
    }
  }

  @Test func connectionsAreCounted() async throws {
    try await Served.serving(Self.files) { served in
      let open = try (0..<SocketServer.Limits.connections).map { _ in
        try RawConnection(port: served.explorer.port)
      }
      #expect(throws: RawConnection.Refused.self) { try served.get("/api/head") }
      for connection in open { connection.end() }
      Thread.sleep(forTimeInterval: 0.2)
      #expect(try served.get("/api/head").status == 200)
    }
  }

  @Test func randomBytesAreRefused() async throws {
    try await Served.serving(Self.files) { served in
      var numbers = SplitMix64(seed: 21)
      for _ in 0..<300 {
        let connection = try RawConnection(port: served.explorer.port)
        let count = Int(numbers.next() % 400)
        connection.send(
          (0..<count).map { _ in UInt8(truncatingIfNeeded: numbers.next()) }
            + Array("\r\n\r\n".utf8))
        if let answer = connection.receive() {
          #expect((400..<500).contains(answer.status))
        }
        connection.end()
      }
      #expect(try served.get("/api/head").status == 200)
    }
  }

  @Test func nothingListensBesidesTheLoopback() async throws {
    try await Served.serving(Self.files) { served in
      for address in Host.current().addresses
      where address.contains(".") && !address.hasPrefix("127.") {
        #expect(throws: RawConnection.Refused.self) {
          _ = try RawConnection(port: served.explorer.port, host: address)
        }
      }
    }
  }
}
