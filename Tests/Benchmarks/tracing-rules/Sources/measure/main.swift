import Foundation
import FundTracing
import PaymentGraph

// measure rules|bounds|trace|conversions TRANSFERS: what one pass of each rule, bounds, or whole answers cost on a
// generated ledger.
//
// rules: heavy-tailed payers and payees among one account for every ten transfers; twenty payers claim one
// payment each. bounds: all payments among two thousand accounts, so that everything is mixed with
// everything and nothing can be left out. trace: the ledger of rules, and everything that `trace` and `trace --compare`
// answer. conversions: the same, and one transfer of fifty is received in another currency, so that mixed payments are
// divided by rates.
let arguments = CommandLine.arguments
guard arguments.count == 3, let count = Int(arguments[2]),
  ["rules", "bounds", "trace", "conversions"].contains(arguments[1])
    || Growth.shapes.contains(arguments[1])
else {
  fatalError(
    "measure rules|bounds|trace|conversions|\(Growth.shapes.joined(separator: "|")) TRANSFERS")
}
if let growth = Growth(arguments[1], count) {
  try growth.run()
  exit(0)
}

let clock = ContinuousClock()
func milliseconds(_ time: Duration) -> String {
  "\(time.components.seconds * 1_000 + time.components.attoseconds / 1_000_000_000_000_000) ms"
}

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
} else if arguments[1] != "rules" {
  for rule in [TracingRule.fifo, .ownFirstProRata, .ownLastProRata, .proRata] {
    let began = clock.now
    let answer = try ledger.whole.trace(of: sources, by: .rule(rule))
    let traced = clock.now
    let holdings = answer.victimHoldings
    let isReconciled = answer.reconciles
    print(
      "\(rule.name): trace \(milliseconds(traced - began)), sums \(milliseconds(clock.now - traced)); "
        + "\(holdings.count) figures, \(holdings.count { !$0.amount.isExact }) of them bounds; "
        + "\(answer.transfers.count { $0.parts.contains(where: \.origin.isClaim) }) transfers carried claims; "
        + (isReconciled ? "reconciled" : "NOT RECONCILED"))
    for note in answer.notes
    where [.enclosedFractions, .othersTogether, .claimsTogether].contains(note.code) {
      print("  \(note.text)")
    }
  }
  let began = clock.now
  let rows = try ledger.whole.compareRules(of: sources).rows
  print("all rules compared: \(milliseconds(clock.now - began)); \(rows.count) rows")
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
