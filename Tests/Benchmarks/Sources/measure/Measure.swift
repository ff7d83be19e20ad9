import FundTracing
import Glibc
import Ingest
import PaymentGraph

/// Measures this library in its own process and prints one line of JSON.
///
/// FILE may be several files with commas between them.
///
///     measure load FILE
///     measure sinks FILE VICTIMS HOPS OUT [LAPS]   HOPS 0 is any number
///     measure near FILE VICTIMS               one account's reach, one path, connected accounts
///     measure rules FILE VICTIMS              shared sinks within 3 hops under other rules of time
///     measure growth FILE VICTIMS             shared sinks of more and more victims, and of more hops
@main
struct Measure {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count > 2 else {
      print("measure load|sinks|near|rules|growth FILE ...")
      return
    }
    let memory = MemoryWatch()
    var intake: Intake?
    let load = try Lap.of {
      intake = try TransactionReader().read(
        arguments[2].split(separator: ",").map(String.init))
    }
    guard let intake else { return }
    let ledger = intake.ledger
    var facts = [
      ("peer", "\"tributary\""), ("load", load.json),
      ("transfers", "\(ledger.transferCount)"), ("accounts", "\(ledger.accountCount)"),
      ("loadMemory", "\(memory.peak())"),
    ]
    switch arguments[1] {
    case "sinks":
      facts += try sinks(
        ledger, Measure.lines(arguments[3]), Int(arguments[4]) ?? 3, arguments[5],
        laps: arguments.count > 6 ? Int(arguments[6]) : nil)
    case "growth": facts += try growth(ledger, Measure.lines(arguments[3]))
    case "rules": facts += try rules(ledger, Measure.lines(arguments[3]))
    case "near": facts += try near(ledger, Measure.lines(arguments[3]))
    default: break
    }
    facts.append(("peakMemory", "\(memory.peak())"))
    print("{" + facts.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ") + "}")
  }

  /// The shared sinks of some victims: the first time, which builds what the ledger lacks, and again.
  static func sinks(
    _ ledger: Ledger, _ keys: [String], _ hops: Int, _ out: String, laps count: Int?
  ) throws -> [(String, String)] {
    let victims = keys.compactMap { ledger.account($0) }.map { Source(account: $0.id) }
    let rules = WalkRules(maximumHops: hops == 0 ? nil : hops)
    var answer: SharedSinks?
    func ask() throws { answer = try ledger.whole.sharedSinks(of: victims, rules: rules) }
    let first = try Lap.of(ask)
    var laps: [Lap] = []
    for _ in 0..<(count ?? (keys.count < 100 ? 7 : 3)) { laps.append(try Lap.of(ask)) }
    guard let found = answer?.sinks else { return [] }
    // Measures a page of figures, as a reader asks for, and all of them, as a file needs.
    let page = Lap.of { for sink in found.prefix(25) { _ = sink.popularity } }
    let whole = Lap.of { for sink in found { _ = sink.popularity } }
    let lines = zip(found.indices, found.accounts).map { position, account in
      "\(ledger.account(account).key),\(found.victimCount(at: position))\n"
    }.sorted()
    guard let file = fopen(out, "w") else { return [] }
    for line in lines { fputs(line, file) }
    fclose(file)
    return [
      ("first", first.json), ("question", Lap.median(laps).json), ("sinks", "\(found.count)"),
      ("page", page.json), ("details", whole.json),
    ]
  }

  /// Questions about single accounts.
  static func near(_ ledger: Ledger, _ keys: [String]) throws -> [(String, String)] {
    let accounts = keys.compactMap { ledger.account($0)?.id }
    var reaches: [Lap] = []
    var paths: [Lap] = []
    var missing: [Lap] = []
    for account in accounts {
      var reached: [ReachedAccount] = []
      func reach() throws {
        reached = try ledger.whole.reach(
          of: [Source(account: account)], rules: WalkRules(maximumHops: 3)
        ).accounts
      }
      try reach()
      reaches.append(try Lap.of(reach))
      guard let target = reached.last?.account else { continue }
      func path() throws { _ = try ledger.whole.walks(from: account, to: target) }
      try path()
      paths.append(try Lap.of(path))
      func noPath() throws -> Finding {
        try ledger.whole.walks(from: target, to: account).finding
      }
      if try noPath() != .proven { missing.append(try Lap.of { _ = try noPath() }) }
    }
    var parts = 0
    let joined = (0..<5).map { _ in
      Lap.of { parts = ledger.whole.connectedAccounts().count }
    }
    return [
      ("reach", Lap.median(reaches).json), ("path", Lap.median(paths).json),
      ("noPath", Lap.median(missing).json), ("noPaths", "\(missing.count)"),
      ("components", Lap.median(joined).json), ("parts", "\(parts)"),
    ]
  }

  /// Questions whose walks the order of the ledger alone does not decide: 3 hops, a wait of at most a day, or
  /// any order within a tie.
  static func rules(_ ledger: Ledger, _ keys: [String]) throws -> [(String, String)] {
    let victims = keys.compactMap { ledger.account($0) }.map { Source(account: $0.id) }
    let day: Int64 = 86_400_000
    let asked: [(String, WalkRules)] = [
      ("recorded order", WalkRules(maximumHops: 3)),
      ("--within 1d", WalkRules(maximumHops: 3, longestWait: day)),
      ("--ties allow", WalkRules(ties: .allow, maximumHops: 3)),
      ("--ties forbid", WalkRules(ties: .forbid, maximumHops: 3)),
      ("--ties allow --within 1d", WalkRules(ties: .allow, maximumHops: 3, longestWait: day)),
    ]
    let lines = try asked.map { name, rules in
      var found = 0
      let laps = try (0..<3).map { _ in
        try Lap.of {
          found = try ledger.whole.sharedSinks(of: victims, rules: rules).sinks.count
        }
      }
      return "{\"rule\": \"\(name)\", \"sinks\": \(found), \"lap\": \(Lap.median(laps).json)}"
    }
    return [("byRule", "[\(lines.joined(separator: ", "))]")]
  }

  /// Measures the growth of the cost of shared sinks: with victims at 3 hops, and with hops for 20 victims.
  static func growth(_ ledger: Ledger, _ keys: [String]) throws -> [(String, String)] {
    let victims = keys.compactMap { ledger.account($0) }.map { Source(account: $0.id) }
    func ask(_ number: Int, _ hops: Int?) throws -> String {
      var found = 0
      var laps: [Lap] = []
      for _ in 0..<3 {
        laps.append(
          try Lap.of {
            found = try ledger.whole.sharedSinks(
              of: Array(victims.prefix(number)), rules: WalkRules(maximumHops: hops)
            ).sinks.count
          })
      }
      let question = "\"victims\": \(min(number, victims.count)), \"hops\": \(hops ?? 0)"
      return "{\(question), \"sinks\": \(found), \"lap\": \(Lap.median(laps).json)}"
    }
    _ = try ask(2, 3)
    let byVictims = try [2, 20, 64, 128, 256, 512, 1000].map { try ask($0, 3) }
    let byHops = try [1, 2, 3, 4, 6, 8, 16, nil].map { try ask(20, $0) }
    return [
      ("byVictims", "[\(byVictims.joined(separator: ", "))]"),
      ("byHops", "[\(byHops.joined(separator: ", "))]"),
    ]
  }

  static func lines(_ path: String) -> [String] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var lines: [String] = []
    var buffer = [CChar](repeating: 0, count: 4096)
    while fgets(&buffer, 4096, file) != nil {
      let text = String(
        decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      lines.append(String(text.filter { !$0.isNewline }))
    }
    return lines
  }
}
