import Foundation
import Reports
import TestSupport
import Testing

@testable import Explorer

/// Pictures of a large ledger: what does not fit is folded, what is folded can be opened, and nothing is lost on the way.
@Suite(.serialized) struct FoldTests {
  /// A case by a seed: victims who pay services, which pay mules, who pay a few accounts on.
  private struct MadeCase {
    let accounts: String
    let payments: String
    let count: Int
    /// The sums by currency, in hundredths.
    var sums: [String: Int] = [:]

    init(seed: UInt64, victims: Int = 240, mules: Int = 120, payments number: Int = 600) {
      var random = SplitMix64(seed: seed)
      func pick(_ count: Int) -> Int { Int(random.next() % UInt64(count)) }
      var accounts = "account,role,name,institution,country\n"
      for one in 0..<victims {
        accounts +=
          "v\(one),victim,Victim \(one),Bank \(one % 7),\(["GB", "IE", "DE", "FR"][one % 4])\n"
      }
      for one in 0..<mules { accounts += "m\(one),mule,Mule \(one),Sea Bank \(one % 23),IN\n" }
      for one in 0..<6 { accounts += "d\(one),destination,Sink \(one),Hill Bank,AE\n" }
      for one in 0..<3 { accounts += "hub\(one),processor,Service \(one),,\n" }
      var text = "id,time,from,to,amount,currency\n"
      for one in 0..<number {
        let (from, to) =
          switch one % 5 {
          case 0, 1: ("v\(pick(victims))", "hub\(pick(3))")
          case 2: ("hub\(pick(3))", "m\(pick(mules))")
          case 3: ("v\(pick(victims))", "m\(pick(mules))")
          default: ("m\(pick(mules))", "d\(pick(6))")
          }
        let (amount, currency) = (100 + pick(90_000), ["GBP", "EUR"][pick(2)])
        let cents = amount % 100
        text +=
          "t\(one),2024-\(one * 12 / number + 1 < 10 ? "0" : "")\(one * 12 / number + 1)-15,\(from),\(to),"
          + "\(amount / 100).\(cents < 10 ? "0" : "")\(cents),\(currency)\n"
        sums[currency, default: 0] += amount
      }
      (self.accounts, self.payments, count) = (accounts, text, number)
    }
  }

  private static func object(_ answer: RawConnection.Answer) throws -> [String: Any] {
    try #require(
      try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any],
      "\(answer.head) \(answer.body.prefix(300))")
  }

  /// A picture as a page gets it.
  private struct Picture {
    let parts: [String: [String]]
    let folds: [String: Int]
    let rows: [[String: Any]]

    init(_ scene: [String: Any]) throws {
      parts = try #require(scene["parts"] as? [String: [String]])
      folds = try #require(scene["folds"] as? [String: Int])
      rows = try #require((scene["table"] as? [String: Any])?["rows"] as? [[String: Any]])
    }

    var alone: Set<String> {
      Set(parts.filter { folds[$0.key] == nil }.values.compactMap(\.first))
    }
  }

  /// Adds the sums of JSON to others, in hundredths.
  private static func add(_ value: Any?, to sums: inout [String: Int]) throws {
    for sum in try #require(value as? [[String: String]]) {
      let digits = try #require(sum["amount"]).filter { $0 != "." }
      sums[try #require(sum["currency"]), default: 0] += try #require(Int(digits))
    }
  }

  /// Adds up all parts of a picture, opened or folded; every fold is the sum of its accounts and of its groups.
  private static func check(
    _ picture: Picture, _ address: String, _ served: Served
  ) throws -> (paid: [String: Int], received: [String: Int]) {
    var (paid, received) = ([String: Int](), [String: Int]())
    for (name, keys) in picture.parts.sorted(by: { $0.key < $1.key }) {
      let join = address.contains("?") ? "&" : "?"
      let key = try #require(keys.first)
      let part = try object(served.get("/api/part/\(address)\(join)figure=\(key)"))
      #expect(part["part"] as? String == name, "\(address) \(key)")
      #expect(part["accounts"] as? Int == picture.folds[name] ?? 1, "\(address) \(key)")
      try add(part["paid"], to: &paid)
      try add(part["received"], to: &received)
      guard picture.folds[name] != nil else { continue }
      for list in [part["members"]]
        + (try #require(part["groups"] as? [[String: Any]])).map({ $0["rows"] })
      {
        let rows = try #require(list as? [[String: Any]])
        guard rows.reduce(0, { $0 + ($1["accounts"] as? Int ?? 0) }) == picture.folds[name] else {
          #expect(rows.count == PartRoute.most, "\(address) \(key): accounts are missing")
          continue
        }
        for side in ["paid", "received"] {
          var (whole, own) = ([String: Int](), [String: Int]())
          try add(part[side], to: &whole)
          for row in rows { try add(row[side], to: &own) }
          #expect(whole == own, "\(address) \(key) \(side)")
        }
      }
    }
    return (paid, received)
  }

  @Test(arguments: [1] as [UInt64]) func whatIsShownAndWhatIsFoldedAddUp(_ seed: UInt64)
    async throws
  {
    let made = MadeCase(seed: seed)
    let folder = try TemporaryFolder(["accounts.csv": made.accounts, "payments.csv": made.payments])
    try await Served.serving([folder.path("accounts.csv"), folder.path("payments.csv")]) { served in
      for (address, isWhole) in [
        ("flow?whole=1", true), ("flow?whole=1&rows=7", true),
        ("flow", false), ("neighbourhood?account=hub0", false),
      ] {
        let picture = try Picture(Self.object(served.get("/api/scene/\(address)")))
        #expect(picture.parts.count <= 300, "\(address)")
        #expect(picture.rows.count <= 600, "\(address)")
        #expect(!picture.folds.isEmpty, "\(address)")
        let sums = try Self.check(picture, address, served)
        if isWhole {
          #expect(sums.paid == made.sums && sums.received == made.sums, "\(address)")
          #expect(picture.rows.reduce(0) { $0 + ($1["payments"] as? Int ?? 0) } == made.count)
        }
      }
    }
  }

  /// Opening a fold shows its largest accounts, keeps all that was shown, and keeps the sums.
  @Test func opening() async throws {
    let made = MadeCase(seed: 3)
    let folder = try TemporaryFolder(["accounts.csv": made.accounts, "payments.csv": made.payments])
    let files = [folder.path("accounts.csv"), folder.path("payments.csv")]
    try await Served.serving(files) { served in
      var pins: [String] = []
      var before = try Picture(Self.object(served.get("/api/scene/flow?whole=1")))
      for round in 0..<2 {
        let fold = try #require(before.folds.sorted { $0.key < $1.key }.max { $0.value < $1.value })
        let join = pins.isEmpty ? "" : "&pin=\(pins.joined(separator: "%0A"))"
        let part = try Self.object(
          served.get(
            "/api/part/flow?whole=1\(join)&figure=\(try #require(before.parts[fold.key]?.first))"))
        let next = try #require(part["next"] as? [String])
        #expect(next.count == min(PartRoute.step, fold.value))
        pins += next
        let address = "flow?whole=1&pin=\(pins.joined(separator: "%0A"))"
        let now = try Picture(Self.object(served.get("/api/scene/\(address)")))
        #expect(now.alone.isSuperset(of: pins), "round \(round)")
        #expect(now.alone.isSuperset(of: before.alone), "round \(round): what was shown stays")
        #expect(now.folds.values.reduce(0, +) == before.folds.values.reduce(0, +) - next.count)
        let sums = try Self.check(now, address, served)
        #expect(sums.paid == made.sums && sums.received == made.sums, "round \(round)")
        before = now
      }
      // What is seen is what draw writes.
      let path = folder.path("pinned.svg")
      let run = try Program.run(
        ["draw", "flow"] + files + [
          "--whole", "--pin", pins.joined(separator: ","), "-q", "-o", path,
        ])
      #expect(run.status == 0, "\(run.messages)")
      let saved = try served.get("/api/file/svg/flow?whole=1&pin=\(pins.joined(separator: "%0A"))")
      #expect(saved.body == (try String(contentsOfFile: path, encoding: .utf8)))
    }
  }

  @Test func bandsAndLanesOpenAsWell() async throws {
    let made = MadeCase(seed: 4)
    let folder = try TemporaryFolder(["accounts.csv": made.accounts, "payments.csv": made.payments])
    try await Served.serving([folder.path("accounts.csv"), folder.path("payments.csv")]) { served in
      for kind in ["sankey", "timeline", "neighbourhood"] {
        let question = kind == "neighbourhood" ? "account=hub1" : "whole=1"
        let before = try Picture(Self.object(served.get("/api/scene/\(kind)?\(question)")))
        // A victim stands in the block of her country, or in a row of several.
        let part = try #require(
          before.parts.filter { before.folds[$0.key] != nil && $0.value[0].hasPrefix("v") }
            .min { $0.key < $1.key })
        let key = part.value[0]
        let now = try Picture(
          Self.object(served.get("/api/scene/\(kind)?\(question)&pin=\(key)")))
        #expect(!before.alone.contains(key) && now.alone.contains(key), "\(kind)")
        let sums = try Self.check(now, "\(kind)?\(question)&pin=\(key)", served)
        if kind != "neighbourhood" { #expect(sums.paid == made.sums, "\(kind)") }
      }
    }
  }

  /// Money of one account passes its own parts, through a service along links only.
  @Test func relatedParts() async throws {
    let folder = try TemporaryFolder([
      "accounts.csv":
        "account,role\nanna,victim\nbert,victim\npsp,processor\nmule,mule\nshop,destination\n",
      "payments.csv":
        "id,time,from,to,amount,currency,reference\n1,2024-01-01,anna,psp,5.00,EUR,R1\n2,2024-01-02,bert,psp,7.00,EUR,R2\n"
        + "3,2024-01-03,psp,mule,5.00,EUR,R1\n4,2024-01-04,psp,shop,7.00,EUR,R2\n",
    ])
    try await Served.serving([folder.path("accounts.csv"), folder.path("payments.csv")]) { served in
      let picture = try Picture(Self.object(served.get("/api/scene/flow?whole=1")))
      let related = try Self.object(served.get("/api/related/flow?whole=1&figure=anna"))
      let parts = try #require(related["parts"] as? [String])
      let shown = Set(parts.compactMap { picture.parts[$0]?.first })
      #expect(shown == ["anna", "psp", "mule"])
      let absent = try Self.object(
        served.get("/api/related/neighbourhood?account=anna&figure=shop"))
      #expect(absent["part"] is NSNull && (absent["parts"] as? [Any])?.isEmpty == true)
      #expect(try served.get("/api/part/neighbourhood?account=anna&figure=shop").status == 404)
      #expect(try served.get("/api/part/flow?whole=1").status == 400)
      #expect(try served.get("/api/part/sinks?figure=anna").status == 400)
    }
  }

  @Test func tooManyPinsAndUnknownOnesAreRefused() async throws {
    let made = MadeCase(seed: 5)
    let folder = try TemporaryFolder(["accounts.csv": made.accounts, "payments.csv": made.payments])
    try await Served.serving([folder.path("accounts.csv"), folder.path("payments.csv")]) { served in
      let many = try served.get("/api/scene/flow?whole=1&pin=role:victim")
      #expect(many.status == 400 && many.body.contains("at most 200 accounts"), "\(many.body)")
      let unknown = try served.get("/api/scene/flow?whole=1&pin=nobody")
      #expect(unknown.status == 400 && unknown.body.contains("nobody"), "\(unknown.body)")
      // A question may leave a pinned account out.
      #expect(try served.get("/api/scene/flow?whole=1&pin=v1&without=v1").status == 200)
      #expect(try served.get("/api/scene/matrix?pin=v1").status == 400)
    }
  }

  @Test func underAMaskNobodyIsNamed() async throws {
    let made = MadeCase(seed: 6)
    let folder = try TemporaryFolder(["accounts.csv": made.accounts, "payments.csv": made.payments])
    try await Served.serving(
      [folder.path("accounts.csv"), folder.path("payments.csv")], mask: .names
    ) { served in
      for route in ["part", "related"] {
        #expect(try served.get("/api/\(route)/flow?whole=1&figure=v1").status == 404)
      }
      let scene = try Self.object(served.get("/api/scene/flow?whole=1&pin=v1"))
      #expect((scene["parts"] as? [String: Any])?.isEmpty == true)
      #expect((scene["folds"] as? [String: Any])?.isEmpty == true)
    }
  }
}
