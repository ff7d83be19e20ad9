import Drawing
import Foundation
import FundTracing
import Graphviz
import PaymentGraph
import Reports
import Simulation

// Drawing in one process beside Graphviz's own program: `make bench-diagrams`.
//
//   drawings 9         times of nine rounds, and the growth of memory
//   drawings growth    the growth of memory alone, in KiB for each of 180 drawings after 20
//   drawings threads   draws on eight threads at once, and fails where any drawing differs

let argument = CommandLine.arguments.dropFirst().first ?? ""
let rounds = Int(argument) ?? 9
let folder = FileManager.default.temporaryDirectory.appending(path: "drawings-\(getpid())")
try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
defer { try? FileManager.default.removeItem(at: folder) }

/// A planted case: victims of callers who are paid through three payment services.
func planted(victims: Int, customers: Int) throws -> PlantedCase {
  var settings = SimulationSettings(seed: 7, regime: .mixed, processorCount: 3)
  settings.victims = victims
  settings.customers = customers
  settings.mules = 40
  settings.destinations = 12
  return try PlantedCase(settings)
}

/// The flow from all victims to the accounts that they share.
func flow(_ planted: PlantedCase, shown count: Int) throws -> FlowDiagram {
  let (ledger, transfers) = planted.ledger()
  let claims = planted.records.indices.filter { planted.records[$0].isClaim }
    .compactMap { transfers[$0] }
  let sources = Source.claiming(claims, in: ledger)
  let answer = try ledger.whole.sharedSinks(of: sources)
  let shown = Array(answer.sinks.prefix(count))
  let flow = try ledger.whole.flow(from: sources, to: shown.map(\.account))
  return FlowDiagram(
    answer, shown: shown, flow: flow, stopped: ledger.whole.stoppedReceipts(of: sources))
}

func milliseconds(_ work: () throws -> Void) rethrows -> Double {
  let clock = ContinuousClock()
  let time = try clock.measure { try work() }
  return Double(time.components.seconds) * 1_000
    + Double(time.components.attoseconds) / 1_000_000_000_000_000
}

func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

func text(_ value: Double) -> String { String(format: "%.1f", value) }

/// Memory of the process that is not a mapped file, in KiB.
func memory() -> Int {
  let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
  let line = status.split(separator: "\n").first { $0.hasPrefix("RssAnon:") } ?? ""
  return Int(line.filter(\.isNumber)) ?? 0
}

/// The path of Graphviz's own program; nil where it is not installed.
let dot = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
  .map { "\($0)/dot" }.first { FileManager.default.isExecutableFile(atPath: $0) }

func runDot(_ description: URL) throws {
  guard let dot else { return }
  let process = Process()
  process.executableURL = URL(filePath: dot)
  process.arguments = [
    "-Tsvg", description.path, "-o", folder.appending(path: "dot.svg").path,
  ]
  process.standardError = FileHandle.nullDevice
  try process.run()
  process.waitUntilExit()
}

/// One drawing: all of it, the part that `dot` does as well, and `dot`, in turns.
func measure(_ name: String, _ diagram: FlowDiagram, limit: Double?) throws {
  let graph = diagram.graph
  let description = folder.appending(path: "diagram.dot")
  try Data(GraphvizRenderer().description(of: graph)).write(to: description)
  var (whole, layout, pixels, program): ([Double], [Double], [Double], [Double]) = ([], [], [], [])
  for _ in 0..<rounds {
    whole.append(try milliseconds { _ = try diagram.picture().file(.svg) })
    layout.append(
      try milliseconds {
        _ = try DrawingRenderer().render(GraphvizRenderer().drawing(of: graph), as: .svg)
      })
    program.append(try milliseconds { try runDot(description) })
    pixels.append(try milliseconds { _ = try diagram.picture().file(.png) })
  }
  let pairs = zip(layout, program).map { $0 / $1 }
  print(
    "| \(name) | \(graph.edges.count) | \(text(median(whole))) | \(limit.map(text) ?? "-") "
      + "| \(text(median(layout))) | \(dot == nil ? "-" : text(median(program))) "
      + "| \(dot == nil ? "-" : String(format: "%.2f", median(pairs))) | \(text(median(pixels))) |")
}

func growth(of diagram: FlowDiagram, from first: Int, to last: Int) throws -> Double {
  var start = 0
  for count in 0..<last {
    if count == first { start = memory() }
    _ = try diagram.picture().file(.svg)
  }
  return Double(memory() - start) / Double(last - first)
}

if argument == "growth" {
  let diagram = try flow(planted(victims: 40, customers: 40), shown: 10)
  print("\(diagram.graph.edges.count) lines: \(text(try growth(of: diagram, from: 20, to: 200)))")
  exit(0)
}

if argument == "threads" {
  let diagram = try flow(planted(victims: 40, customers: 40), shown: 10)
  let expected = try diagram.picture().file(.svg)
  let pixels = try diagram.picture().file(.png)
  let threads = (0..<8).map { number in
    let thread = Thread {
      for _ in 0..<4 {
        guard let svg = try? diagram.picture().file(.svg), svg == expected,
          number > 1 || (try? diagram.picture().file(.png)) == pixels
        else {
          print("a drawing differs")
          exit(1)
        }
      }
      print("thread \(number) is done")
    }
    thread.start()
    return thread
  }
  while threads.contains(where: { !$0.isFinished }) { usleep(10_000) }
  exit(0)
}

print(
  "Medians of \(rounds), in milliseconds. Whole: parties, folding, layout, SVG. Layout: from the "
    + "description to SVG, as `dot -Tsvg` does with the same description.\n")
print("| drawing | lines | whole, SVG | limit | layout | dot -Tsvg | layout / dot | whole, PNG |")
print("|---|---:|---:|---:|---:|---:|---:|---:|")
let large = try planted(victims: 214, customers: 300)
let case214 = try flow(large, shown: 10)
try measure("214 victims, 10 shared accounts", case214, limit: 400)
try measure("214 victims, all shared accounts", try flow(large, shown: .max), limit: 400)
let ledger = large.ledger().ledger
try measure(
  "whole ledger of \(ledger.transferCount) transfers, folded", FlowDiagram(ledger.whole),
  limit: 1_000)
// A hundred thousand payers of forty services, which pay one account on.
var builder = LedgerBuilder()
let services = (0..<40).map { builder.account("service-\($0)") }
let end = builder.account("end")
for number in 0..<100_000 {
  let payer = builder.account("payer-\(number)")
  builder.describe(payer, as: AccountDetails(role: .victim, country: "X\(number % 60)"))
  let service = services[number % services.count]
  for leg in 0..<2 {
    builder.add(
      TransferDraft(
        payer: leg == 0 ? payer : service, beneficiary: leg == 0 ? service : end,
        sent: Money(minorUnits: Int64(100 + number), currency: .none),
        time: PostingTime(start: Int64(number * 2 + leg) * 1_000, precision: .second)))
  }
}
let crowd = builder.build()
try measure(
  "whole ledger of \(crowd.accountCount) accounts, folded", FlowDiagram(crowd.whole), limit: nil)

print(
  "\nMemory besides mapped files: the first drawing's process grows by "
    + "\(text(try growth(of: case214, from: 20, to: 220))) KiB for each of 200 drawings after 20.")
