import Testing

@testable import Explorer

@Suite struct GateTests {
  private let gatekeeper = Gatekeeper(key: AccessKey())

  private func request(
    _ method: String = "GET", _ path: String = "/api/state",
    _ change: (inout Request) -> Void = { _ in }
  ) -> Request {
    var request = Request(
      method: method, path: path, query: "",
      fields: [
        ("Host", "127.0.0.1:7000"), ("Authorization", "Tributary \(gatekeeper.key.text)"),
      ], port: 7000)
    change(&request)
    return request
  }

  private func status(_ request: Request) -> Int? { gatekeeper.refusal(of: request)?.status }

  @Test func keysAreComparedWhole() {
    #expect(AccessKey.isEqual("abc", "abc"))
    #expect(!AccessKey.isEqual("abc", "abd"))
    #expect(!AccessKey.isEqual("abc", "abcabc"))
    #expect(!AccessKey.isEqual("abcabc", "abc"))
    #expect(!AccessKey.isEqual("", ""))
    #expect(AccessKey().text != AccessKey().text)
    #expect(AccessKey().text.utf8.count == 64)
  }

  @Test func oneHostPasses() {
    #expect(status(request()) == nil)
    for hosts in [
      [], ["localhost:7000"], ["127.0.0.1"], ["127.0.0.1:7001"], ["127.0.0.1:7000."],
      ["evil.example"], ["127.0.0.1:7000", "127.0.0.1:7000"], ["[::1]:7000"], [" 127.0.0.1:7000"],
    ] {
      let asked = request {
        $0.fields.removeAll { $0.name == "Host" }
        $0.fields += hosts.map { ("host", $0) }
      }
      #expect(status(asked) == 421, "\(hosts)")
      #expect(gatekeeper.refusal(of: asked)?.body.isEmpty == true)
    }
  }

  @Test func dataNeedsTheKey() {
    let other = AccessKey().text
    for field in [
      "", "Tributary", "Tributary \(other)", "Bearer \(gatekeeper.key.text)",
      gatekeeper.key.text, "tributary \(gatekeeper.key.text)", "Tributary \(gatekeeper.key.text) ",
    ] {
      let asked = request {
        $0.fields.removeAll { $0.name == "Authorization" }
        if !field.isEmpty { $0.fields.append(("authorization", field)) }
      }
      #expect(status(asked) == 401, "\(field)")
    }
    // A cookie opens nothing.
    let cookie = request {
      $0.fields.removeAll { $0.name == "Authorization" }
      $0.fields.append(("cookie", "key=\(gatekeeper.key.text)"))
    }
    #expect(status(cookie) == 401)
    // Pages hold no data.
    #expect(status(request("GET", "/sinks") { $0.fields.removeLast() }) == nil)
  }

  @Test func otherPagesAreRefused() {
    for (name, value, expected) in [
      ("Sec-Fetch-Site", "cross-site", 401), ("Sec-Fetch-Site", "same-site", 401),
      ("Sec-Fetch-Site", "same-origin", nil), ("Sec-Fetch-Site", "none", nil),
      ("Origin", "http://127.0.0.1:7001", 401), ("Origin", "null", 401),
      ("Origin", "http://localhost:7000", 401), ("Origin", "http://127.0.0.1:7000", nil),
    ] as [(String, String, Int?)] {
      #expect(
        status(request { $0.fields.append((name, value)) }) == expected, "\(name): \(value)")
    }
  }

  @Test func bodiesAreJSON() {
    for (type, expected) in [
      ("application/json", nil), ("text/plain", 415), ("application/x-www-form-urlencoded", 415),
      ("multipart/form-data", 415), ("application/json; charset=utf-8", 415), ("", 415),
    ] as [(String, Int?)] {
      let asked = request("POST", "/api/decide") {
        if !type.isEmpty { $0.fields.append(("Content-Type", type)) }
        $0.body = Array("{}".utf8)
      }
      #expect(status(asked) == expected, "\(type)")
    }
    #expect(status(request { $0.body = [0x7B] }) == 400)
  }

  @Test func onlyTwoMethodsAreAnswered() {
    for method in ["OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "HEAD", "get"] {
      let refusal = gatekeeper.refusal(of: request(method))
      #expect(refusal?.status == 405)
      #expect(refusal?.fields.contains { $0.name.hasPrefix("access-control") } == false)
    }
  }

  @Test func ticketsAreGoodOnce() {
    let tickets = Tickets()
    let ticket = tickets.make()
    #expect(!tickets.take("0000"))
    #expect(tickets.take(ticket))
    #expect(!tickets.take(ticket))
    let first = tickets.make()
    for _ in 0..<16 { _ = tickets.make() }
    #expect(!tickets.take(first))
  }

  @Test func theGateLetsEightThrough() async throws {
    let gate = WorkGate()
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<12 {
        group.addTask {
          do {
            try await gate.pass { try await Task.sleep(for: .milliseconds(300)) }
            return true
          } catch is ExplorerFailure {
            return false
          }
        }
      }
      var passed = 0
      for try await isPassed in group where isPassed { passed += 1 }
      #expect(passed == WorkGate.most)
    }
    // Afterwards there is room again.
    try await gate.pass {}
  }

  @Test func queriesGiveUpTheirOwnParameters() throws {
    var query = QueryText("minVictims=3&figure=in%3AA%2B1&without=a%0Ab&page=2")
    #expect(try query.take("figure") == "in:A+1")
    #expect(try query.takeNumber("page", in: 0...9) == 2)
    #expect(query.rest == "minVictims=3&without=a%0Ab")
    for text in ["page=01", "page=+1", "page=-1", "page=10", "page=1e9", "page=", "page=1&page=1"] {
      var query = QueryText(text)
      #expect(throws: ExplorerFailure.self) { try query.takeNumber("page", in: 0...9) }
    }
    for text in ["figure=%", "figure=%4", "figure=%zz", "figure=%FF"] {
      var query = QueryText(text)
      #expect(throws: ExplorerFailure.self) { try query.take("figure") }
    }
  }
}
