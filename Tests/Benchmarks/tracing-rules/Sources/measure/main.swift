import Foundation
import FundTracing
import PaymentGraph

// measure rules|bounds|trace|conversions|proportional TRANSFERS: what one pass of each rule, bounds, or whole answers cost on a
// generated ledger.
//
// rules: heavy-tailed payers and payees among one account for every ten transfers; twenty payers claim one
// payment each. bounds: all payments among two thousand accounts, so that everything is mixed with
// everything and nothing can be left out. trace: the ledger of rules, and everything that `trace` and `trace --compare`
// answer. conversions: the same, and one transfer of fifty is received in another currency, so that mixed payments are
// divided by rates. proportional: the ledger of rules, and where claims lie under proRata, each figure as the nearest whole
// minor unit on a line of its own after the times: what a loop in floating point is held against.
let arguments = CommandLine.arguments
guard arguments.count == 3, let count = Int(arguments[2]),
  ["rules", "bounds", "trace", "conversions", "proportional"].contains(arguments[1])
    || Growth.shapes.contains(arguments[1])
else {
  fatalError(
    "measure rules|bounds|trace|conversions|proportional|\(Growth.shapes.joined(separator: "|")) TRANSFERS"
  )
}
if let growth = Growth(arguments[1], count) {
  try growth.run()
  exit(0)
}

/// Seconds of the processor that this process has had: what else the machine does is not in it.
func processorTime() -> Double { Double(Foundation.clock()) / Double(CLOCKS_PER_SEC) }

let clock = ContinuousClock()
func milliseconds(_ time: Duration) -> String {
  "\(time.components.seconds * 1_000 + time.components.attoseconds / 1_000_000_000_000_000) ms"
}

func seconds(_ time: Double) -> String { String(format: "%.3f s of the processor", time) }

let isDense = arguments[1] == "bounds"
let converts = arguments[1] == "conversions"
let accountCount = isDense ? 2_000 : max(100, count / 10)
var draws = Draws()
var builder = LedgerBuilder()
_ = builder.add(SourceFile(path: "generated", digest: FileDigest(bytes: [0]), byteCount: 0))
let accounts = (0..<accountCount).map { builder.account("acct-\($0)") }
let euro = Currency("EUR") ?? .none
for number in 0..<count {
  let (one, other) = (draws.next(), draws.next())
  let payer = Int(Double(accountCount) * (isDense ? one : one * one * one * one))
  let payee = Int(Double(accountCount) * (isDense ? other : other.squareRoot() * other))
  var draft = TransferDraft(
    payer: accounts[payer], beneficiary: accounts[payee],
    sent: Money(minorUnits: 100 + Int64(draws.next() * draws.next() * 9_999_900), currency: euro),
    time: PostingTime(start: Int64(number) * 60_000, precision: .minute), line: number + 2,
    byteRange: number..<number + 1)
  if converts, number % 50 == 49 {
    draft.received = Money(
      minorUnits: draft.sent.minorUnits * 107 / 100 + Int64(number % 7),
      currency: Currency("USD") ?? euro)
  }
  builder.add(draft)
}
let start = clock.now
let ledger = builder.build()
print("\(count) transfers, \(accountCount) accounts: ledger \(milliseconds(clock.now - start))")

// Twenty payers among the first transfers, each claiming one payment to somebody else.
var claims: [TransferID] = []
var payers: Set<AccountID> = []
for transfer in ledger.transfers where payers.count < 20 {
  guard transfer.payer.id != transfer.beneficiary.id, payers.insert(transfer.payer.id).inserted
  else { continue }
  claims.append(transfer.id)
}
let sources = Source.claiming(claims, in: ledger)

if isDense {
  // The account that is paid last, so that all transfers lie before it.
  guard let sink = ledger.transfers.last?.beneficiary.id else { fatalError("no transfers") }
  let began = clock.now
  let table = try ledger.whole.bounds(of: sources, at: [sink])
  print("bounds at one account, 20 victims and all together: \(milliseconds(clock.now - began))")
  for bound in table.ofAll {
    print(
      "all victims: claimed \(bound.claimed), at least \(bound.lower), at most \(bound.upper), "
        + "\(bound.bottlenecks.count) bottlenecks")
  }
} else if arguments[1] == "proportional" {
  // The best of three: what else the machine does can only make it longer.
  var best = Double.infinity
  var bestWall = Double.infinity
  var found: Tracing?
  // The pass alone, as the other program does it: from the ledger to the composition of every account.
  var bestPass = Double.infinity
  for _ in 0..<5 {
    let began = processorTime()
    let count = try ledger.whole.claimPass(of: sources, by: .proRata)
    bestPass = min(bestPass, processorTime() - began)
    precondition(count != nil, "one pass gives no answer")
  }
  for _ in 0..<3 {
    found = nil
    let (began, start) = (processorTime(), clock.now)
    found = try ledger.whole.claimHoldings(of: sources, by: .proRata)
    best = min(best, processorTime() - began)
    let wall = (clock.now - start).components
    bestWall = min(bestWall, Double(wall.seconds) + Double(wall.attoseconds) / 1e18)
  }
  guard let answer = found else { fatalError("no answer") }
  let claimed = answer.holdings.filter(\.origin.isClaim)
  let bounded = claimed.count { !$0.amount.isExact }
  func percent(_ count: Int) -> String {
    String(format: "%.6f per cent", 100 * Double(count) / Double(max(1, claimed.count)))
  }
  print(
    String(
      format:
        "pass: processor %.3f s; answer with every figure as a fraction or bounds: %.3f s, wall %.3f s",
      bestPass, best, bestWall))
  print(
    "\(claimed.count) figures, \(bounded) of them bounds; rounding needed refinement of \(answer.refinedCount) "
      + "(\(percent(answer.refinedCount))), is not decided of \(answer.undecidedCount) (\(percent(answer.undecidedCount)))"
  )
  for note in answer.notes where note.code == .enclosedFractions { print(note.text) }
  print("figures")
  for holding in claimed {
    guard case .claim(let claim) = holding.origin else { continue }
    let (low, high) = holding.amount.nearestUnits
    print(
      "\(ledger.account(holding.place.account).key) \(claim.position) \(low)\(low == high ? "" : " \(high)")"
    )
  }
} else if arguments[1] != "rules" {
  for rule in [TracingRule.fifo, .ownFirstProRata, .ownLastProRata, .proRata] {
    let began = processorTime()
    let answer = try ledger.whole.trace(of: sources, by: .rule(rule))
    let traced = processorTime()
    let holdings = answer.victimHoldings
    let isReconciled = answer.reconciles
    print(
      "\(rule.name): trace \(seconds(traced - began)), sums \(seconds(processorTime() - traced)); "
        + "\(holdings.count) figures, \(holdings.count { !$0.amount.isExact }) of them bounds; "
        + "\(answer.transfers.count { $0.parts.contains(where: \.origin.isClaim) }) transfers carried claims; "
        + (isReconciled ? "reconciled" : "NOT RECONCILED"))
    for note in answer.notes
    where [.enclosedFractions, .othersTogether, .claimsTogether].contains(note.code) {
      print("  \(note.text)")
    }
  }
  let began = processorTime()
  let rows = try ledger.whole.compareRules(of: sources).rows
  print("all rules compared: \(seconds(processorTime() - began)); \(rows.count) rows")
} else {
  for rule in [TracingRule.fifo, .ownFirstProRata, .proRata] {
    let began = clock.now
    let run = try ledger.whole.tracingRun(of: sources, by: rule)
    let passed = clock.now
    print(
      "\(rule.name): pass \(milliseconds(passed - began)); \(run.accounts.count) accounts hold claims"
    )
  }
}
