import Foundation
import Reports
import TestSupport
import Testing

@testable import Explorer

/// The addresses give what the commands print, and every figure leads to bytes of a file.
@Suite(.serialized) struct RouteTests {
  private static let names = [
    "accounts", "claims", "indian-banks", "mapleremit", "payees", "paypal", "victim-statements",
  ].map { "fixtures/cases/founding/\($0).csv" }
  private static let files = names.map { Repository.root.appending(path: $0).path }

  private static func object(_ answer: RawConnection.Answer) throws -> [String: Any] {
    try #require(
      try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any],
      "\(answer.head) \(answer.body.prefix(300))")
  }

  @Test func answersAreThoseOfTheCommands() async throws {
    try await Served.serving(Self.files) { served in
      for (address, arguments) in [
        ("sinks", ["sinks"]),
        ("sinks?minVictims=3&grade=B", ["sinks", "--min-victims", "3", "--min-grade", "B"]),
        (
          "sinks?hops=2&without=in:DCMB:930019300713",
          ["sinks", "--max-hops", "2", "--without", "in:DCMB:930019300713"]
        ),
        ("trace?rule=fifo", ["trace", "--rule", "fifo"]),
        (
          "explain?sink=in:DCMB:930019302025", ["explain", "--sink", "in:DCMB:930019302025"]
        ),
        (
          "path?from=victim-gb-01&to=in:DCMB:930019302025",
          ["path", "--from", "victim-gb-01", "--to", "in:DCMB:930019302025"]
        ),
        ("match", ["match"]), ("transfers?account=paypal", ["transfers", "--account", "paypal"]),
      ] {
        let answer = try served.get("/api/answer/\(address)")
        let run = try Program.run(arguments + Self.files + ["--format", "json", "--quiet"])
        #expect(answer.status == 200, "\(address): \(answer.body.prefix(200))")
        let isSame = answer.body == run.output
        #expect(isSame, "\(address)")
      }
    }
  }

  @Test func filesAreThoseOfDraw() async throws {
    let folder = try TemporaryFolder([:])
    try await Served.serving(Self.files) { served in
      for kind in ["flow", "sankey", "timeline", "matrix"] {
        let answer = try served.get("/api/file/svg/\(kind)?minVictims=3")
        let path = folder.path("\(kind).svg")
        let run = try Program.run(
          ["draw", kind] + Self.files + ["--min-victims", "3", "--quiet", "-o", path])
        #expect(run.status == 0, "\(run.messages)")
        #expect(answer.body == (try String(contentsOfFile: path, encoding: .utf8)), "\(kind)")
        #expect(answer.head.contains("attachment; filename=\"tributary-\(kind).svg\""))
      }
      let table = try served.get("/api/file/csv/sinks")
      let run = try Program.run(["sinks"] + Self.files + ["--format", "csv", "--quiet"])
      #expect(table.body == run.output)
    }
  }

  /// Every figure of the shared accounts, and every line of every picture, leads to rows whose bytes are the file's.
  @Test func everyFigureLeadsToBytes() async throws {
    let contents = Dictionary(
      uniqueKeysWithValues: try Self.files.map {
        ($0, Array(try Data(contentsOf: URL(filePath: $0))))
      })
    try await Served.serving(Self.files) { served in
      let sinks = try #require(
        try Self.object(served.get("/api/answer/sinks"))["sinks"] as? [[String: Any]])
      #expect(sinks.count == 15)
      var checked: Set<String> = []
      func check(_ address: String, count: Int?) throws {
        let cited = try Self.object(served.get(address))
        let transfers = try #require(cited["transfers"] as? [[String: Any]], "\(address)")
        #expect(!transfers.isEmpty, "\(address)")
        if let count { #expect(cited["count"] as? Int == count, "\(address)") }
        for row in transfers.flatMap({ $0["evidence"] as? [[String: Any]] ?? [] }) {
          let (digest, first, last) = (
            row["sha256"] as? String ?? "", row["byteFirst"] as? Int ?? 0,
            row["byteLast"] as? Int ?? 0
          )
          guard checked.insert("\(digest):\(first)").inserted else { continue }
          let shown = try Self.object(
            served.get("/api/rows?source=\(digest)&first=\(first)&last=\(last)"))
          let bytes = try #require(contents[row["file"] as? String ?? ""])[first...last]
          let hex = bytes.map { String(format: "%02x", $0) }.joined()
          #expect(shown["hex"] as? String == hex)
          #expect(shown["text"] as? String == String(decoding: bytes, as: UTF8.self))
        }
      }
      for sink in sinks {
        let account = try #require(sink["account"] as? String)
        try check(
          "/api/cite/sinks?figure=\(account)", count: sink["transfers"] as? Int)
      }
      try check("/api/cite/sinks?figure=claims", count: 136)
      for kind in ["flow", "sankey", "timeline"] {
        let scene = try Self.object(served.get("/api/scene/\(kind)"))
        let table = try #require(scene["table"] as? [String: Any])
        for row in try #require(table["rows"] as? [[String: Any]]) {
          guard let part = row["part"] as? String, let count = row["payments"] as? Int, count > 0
          else { continue }
          try check("/api/cite/\(kind)?figure=\(part)", count: count)
        }
      }
      #expect(checked.count > 300)
    }
  }

  @Test func changedFilesAreRefused() async throws {
    let folder = try TemporaryFolder([
      "a.csv": "id,time,from,to,amount,currency\n1,2024-01-01,anna,shop,5.00,EUR\n"
    ])
    try await Served.serving([folder.path("a.csv")]) { served in
      let cited = try Self.object(served.get("/api/cite/transfers?figure=all"))
      let row = try #require(
        ((cited["transfers"] as? [[String: Any]])?.first?["evidence"] as? [[String: Any]])?.first)
      let address =
        "/api/rows?source=\(row["sha256"] as? String ?? "")&first=\(row["byteFirst"] as? Int ?? 0)&last=\(row["byteLast"] as? Int ?? 0)"
      #expect(try served.get(address).status == 200)
      try "id,time,from,to,amount,currency\n1,2024-01-01,anna,shop,6.00,EUR\n"
        .write(toFile: folder.path("a.csv"), atomically: false, encoding: .utf8)
      #expect(try served.get(address).status == 409)
      // The same bytes again are the same evidence.
      try "id,time,from,to,amount,currency\n1,2024-01-01,anna,shop,5.00,EUR\n"
        .write(toFile: folder.path("a.csv"), atomically: true, encoding: .utf8)
      #expect(try served.get(address).status == 200)
      try FileManager.default.removeItem(atPath: folder.path("a.csv"))
      #expect(try served.get(address).status == 409)
      #expect(try served.get("/api/answer/transfers").status == 200)
    }
  }

  @Test func masksOfNamesHideRecords() async throws {
    try await Served.serving(Self.files, mask: .names) { served in
      for address in [
        "answer/sinks", "cite/sinks?figure=claims", "search?text=a", "problems", "log",
        "account?key=paypal", "file/csv/sinks",
      ] {
        let answer = try served.get("/api/\(address)")
        #expect(answer.status == 404, "\(address)")
        #expect(answer.body.contains("mask"), "\(address)")
      }
      for address in ["scene/flow", "scene/flow?mask=none", "file/svg/flow?mask=accounts", "state"]
      {
        let answer = try served.get("/api/\(address)")
        #expect(answer.status == 200, "\(address)")
        for name in ["Bellowmoss", "Pratapgiri", "930019302025", "victim-gb-20"] {
          #expect(!answer.body.contains(name), "\(address) shows \(name)")
        }
      }
    }
  }

  @Test func cardNumbersAreHidden() async throws {
    let folder = try TemporaryFolder([
      "a.csv":
        "id,time,from,to,amount,currency,memo\n1,2024-01-01,anna,shop,5.00,EUR,card 4111111111111111\n"
    ])
    try await Served.serving([folder.path("a.csv")]) { served in
      let cited = try Self.object(served.get("/api/cite/transfers?figure=all"))
      let row = try #require(
        ((cited["transfers"] as? [[String: Any]])?.first?["evidence"] as? [[String: Any]])?.first)
      let answer = try served.get(
        "/api/rows?source=\(row["sha256"] as? String ?? "")&first=\(row["byteFirst"] as? Int ?? 0)&last=\(row["byteLast"] as? Int ?? 0)"
      )
      #expect(answer.status == 200)
      #expect(!answer.body.contains("4111111111111111"))
      #expect(try Self.object(answer)["masked"] as? Bool == true)
      #expect(try Self.object(answer)["hex"] as? String == "")
    }
  }

  @Test func everyResponseHasTheFieldsOfItsGuard() async throws {
    try await Served.serving(Self.files) { served in
      for address in [
        "/", "/sinks", "/nothing", "/api/state", "/api/answer/sinks", "/api/scene/flow",
        "/api/file/svg/flow", "/api/rows", "/api/nothing",
      ] {
        let head = try served.get(address).head.lowercased()
        for field in [
          "content-security-policy: default-src 'none'; script-src 'self'",
          "require-trusted-types-for 'script'", "frame-ancestors 'none'",
          "x-content-type-options: nosniff", "cross-origin-opener-policy: same-origin",
          "cross-origin-resource-policy: same-origin", "referrer-policy: no-referrer",
          "cache-control: no-store",
        ] {
          #expect(head.contains(field), "\(address) lacks \(field)")
        }
        for field in ["set-cookie", "access-control-", "server:"] {
          #expect(!head.contains(field), "\(address) has \(field)")
        }
      }
      let shell = try served.get("/").body
      let script = try #require(shell.firstMatch(of: /src="(\/a\/[^"]+)"/)?.1)
      #expect(try served.get(String(script)).head.contains("immutable"))
    }
  }

  /// No question has an option with the name of a parameter that a route takes for itself.
  @Test func parametersOfRoutesAreNobodyElses() async throws {
    try await Served.serving(Self.files) { served in
      for kind in ["sinks", "transfers", "flow", "sankey", "timeline", "matrix", "neighbourhood"] {
        for name in ["figure", "page"] {
          let answer = try served.get("/api/file/svg/\(kind)?\(name)=1")
          #expect(
            answer.body.contains("unknown-option"), "\(kind) \(name): \(answer.body.prefix(200))")
        }
      }
    }
  }
}
