import Foundation
import TestSupport
import Testing

@testable import Explorer

/// Missing documents with the payments behind them, answers on record, and tags by which an answer is known again.
@Suite(.serialized) struct RequestTests {
  private static let files = [
    "accounts", "claims", "indian-banks", "mapleremit", "payees", "paypal", "victim-statements",
  ].map { Repository.root.appending(path: "fixtures/cases/founding/\($0).csv").path }

  private static func object(_ answer: RawConnection.Answer) throws -> [String: Any] {
    try #require(
      try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any],
      "\(answer.head) \(answer.body.prefix(300))")
  }

  @Test func missingDocumentsAreThoseOfMatch() async throws {
    try await Served.serving(Self.files) { served in
      let missing = try #require(
        try Self.object(served.get("/api/requests"))["missing"] as? [[String: Any]])
      #expect(missing.count == 8)
      #expect(missing[0]["kind"] as? String == "statement")
      #expect(missing[0]["account"] as? String == "in:DCMB:930019302025")
      let run = try Program.run(["match"] + Self.files + ["--format", "json", "--quiet"])
      let printed = try #require(
        (try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])?[
          "missing"] as? NSArray)
      #expect(printed == missing as NSArray)
      for (number, one) in missing.enumerated() {
        let records = try Self.object(
          served.get("/api/cite/match?figure=records:\(number + 1)"))
        #expect(records["count"] as? Int == (one["records"] as? [Any])?.count, "\(number + 1)")
        let claims = try Self.object(served.get("/api/cite/match?figure=claims:\(number + 1)"))
        #expect(claims["count"] as? Int == one["claims"] as? Int, "\(number + 1)")
        // The sum of the claims is the figure itself.
        #expect(claims["sent"] as? NSArray == one["claimed"] as? NSArray, "\(number + 1)")
      }
      for figure in [
        "claims:0", "claims:9", "claims:-1", "claims:01", "records", "claims:1:1", "x:1",
      ] {
        #expect(try served.get("/api/cite/match?figure=\(figure)").status == 404, "\(figure)")
      }
      #expect(try served.get("/api/requests?minVictims=2").body.contains("unknown-option"))
      #expect(try served.get("/api/requests?transfer=in-00041").status == 400)
    }
  }

  @Test func withoutVictimsNothingIsMissing() async throws {
    let folder = try TemporaryFolder([
      "a.csv": "id,time,from,to,amount,currency\n1,2024-01-01,anna,shop,5.00,EUR\n"
    ])
    try await Served.serving([folder.path("a.csv")]) { served in
      let answer = try served.get("/api/requests")
      #expect(answer.status == 400 && answer.body.contains("no-victims"), "\(answer.body)")
      #expect(try served.get("/api/requests?victims=anna").status == 200)
      #expect(try served.get("/api/answers").body == "[]\n")
      #expect(try served.get("/api/answers/main").status == 404)
      for path in ["/requests", "/answers", "/answers/main%20list"] {
        #expect(try served.get(path).status == 200, "\(path)")
      }
      for path in ["/answers/", "/answers/a/b", "/answers/../log", "/request"] {
        #expect(try served.get(path).status == 404, "\(path)")
      }
    }
  }

  private static func tag(_ answer: RawConnection.Answer) -> String? {
    answer.head.firstMatch(of: /(?i)etag: ("[0-9a-f]+")/).map { String($0.1) }
  }

  @Test func anAnswerThatIsKnownIsNotSentAgain() async throws {
    let folder = try TemporaryFolder([
      "a.csv": "id,time,from,to,amount,currency\n1,2024-01-01,anna,shop,5.00,EUR\n"
    ])
    try await Served.serving([folder.path("a.csv")]) { served in
      let address = "/api/answer/transfers"
      let tag = try #require(Self.tag(served.get(address)))
      #expect(try Self.tag(served.get(address)) == tag)
      let again = try served.get(address, fields: "If-None-Match: \(tag)\r\n")
      #expect(again.status == 304 && again.body.isEmpty && Self.tag(again) == tag)
      #expect(!again.head.lowercased().contains("content-length"))
      #expect(again.head.contains("no-store"))
      // Another question, other words and other bytes have other tags.
      #expect(try Self.tag(served.get("\(address)?text=anna")) != tag)
      for field in ["\"\(tag.dropFirst().dropLast())0\"", "*", "W/\(tag)", String(tag.dropFirst())]
      {
        #expect(try served.get(address, fields: "If-None-Match: \(field)\r\n").status == 200)
      }
      try "id,time,from,to,amount,currency\n1,2024-01-01,anna,shop,6.00,EUR\n"
        .write(toFile: folder.path("a.csv"), atomically: false, encoding: .utf8)
      let port = served.explorer.port
      let reload = try RawConnection(port: port).exchange(
        Served.post(
          "/api/reload", "{}", port: port, fields: "Authorization: Tributary \(served.key)\r\n"))
      #expect(reload.status == 200)
      let changed = try served.get(address, fields: "If-None-Match: \(tag)\r\n")
      #expect(changed.status == 200 && changed.body.contains("6.00"))
      // Without the key a tag opens nothing.
      let stranger = try RawConnection(port: port).exchange(
        "GET \(address) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nIf-None-Match: \(tag)\r\n\r\n")
      #expect(stranger.status == 401)
    }
  }

  /// A row is read from its file each time, so it has no tag.
  @Test func rowsHaveNoTag() async throws {
    try await Served.serving(Self.files) { served in
      let cited = try Self.object(served.get("/api/cite/sinks?figure=claims"))
      let row = try #require(
        ((cited["transfers"] as? [[String: Any]])?.first?["evidence"] as? [[String: Any]])?.first)
      let answer = try served.get(
        "/api/rows?source=\(row["sha256"] as? String ?? "")&first=\(row["byteFirst"] as? Int ?? 0)&last=\(row["byteLast"] as? Int ?? 0)"
      )
      #expect(answer.status == 200 && Self.tag(answer) == nil)
    }
  }
}
