import FundTracing
import Ingest
import PaymentGraph

// measure FILE: one pass of each rule over all transfers, for the claims of twenty payers, and what
// asking five of the accounts reached then costs.
let path = CommandLine.arguments[1]
let clock = ContinuousClock()
func seconds(_ time: Duration) -> String {
  let milliseconds =
    time.components.seconds * 1_000 + time.components.attoseconds / 1_000_000_000_000_000
  return "\(milliseconds) ms"
}
let start = clock.now
let ledger = try TransactionReader().read([path]).ledger
print(
  "load \(ledger.transferCount) transfers, \(ledger.accountCount) accounts: \(seconds(clock.now - start))"
)

// Twenty payers of the first transfers, each claiming its first payment to somebody else.
let all = ledger.transfers
var claims: [TransferID] = []
var payers: Set<AccountID> = []
for number in stride(from: 0, to: ledger.transferCount, by: max(1, ledger.transferCount / 4_000)) {
  let transfer = all[number]
  guard transfer.payer.id != transfer.beneficiary.id, payers.count < 20,
    payers.insert(transfer.payer.id).inserted
  else { continue }
  claims.append(transfer.id)
}
let sources = Source.claiming(claims, in: ledger)
for rule in [TracingRule.fifo, .ownFirstProRata, .proRata] {
  let began = clock.now
  let run = try ledger.whole.tracingRun(of: sources, by: rule)
  let passed = clock.now
  let accounts = run.accounts
  let asked = clock.now
  var parts = 0
  for account in accounts.prefix(5) { parts += run.holdings(in: account).count }
  print(
    "\(rule.name): pass \(seconds(passed - began)); \(accounts.count) accounts may hold claims; "
      + "five of them \(seconds(clock.now - asked)), \(parts) parts")
}
