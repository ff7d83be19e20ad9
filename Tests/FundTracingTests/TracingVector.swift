// swift-format-ignore-file: NeverForceUnwrap

import Foundation
import FundTracing
import PaymentGraph

/// A published or hand-made ledger with worked results, as it stands in one JSON file: read into a
/// ledger, with everything scaled so that all amounts are whole.
struct TracingVector {
  struct Run {
    let name: String
    let method: TracingMethod
    let terms: TracingTerms
    let json: [String: Any]
  }

  let id: String
  let ledger: Ledger
  let sources: [FundTracing.Source]
  let scale: Fraction
  let runs: [Run]

  private static let currencies = ["XXX", "EUR", "GBP", "USD", "CAD", "INR"].map { Currency($0)! }

  init(_ json: [String: Any]) {
    id = json["id"] as! String
    let accounts = json["accounts"] as! [String: [String: Any]]
    let transactions = (json["transactions"] as! [[String: Any]]).enumerated().sorted {
      let left = ($0.element["time"] as! Int, $0.element["seq"] as? Int ?? 0, $0.offset)
      let right = ($1.element["time"] as! Int, $1.element["seq"] as? Int ?? 0, $1.offset)
      return left < right
    }.map(\.element)
    let runsJSON = json["runs"] as! [[String: Any]]

    var amounts = transactions.flatMap {
      [$0["amount"], $0["toAmount"]].compactMap { $0 as? String }
    }
    func openings(_ json: [String: Any]?) -> [(label: String, amount: String)] {
      (json?["opening"] as? [[String: String]] ?? []).map { ($0["label"]!, $0["amount"]!) }
    }
    for account in accounts.values {
      amounts += openings(account).map(\.amount)
      if let overdraft = account["overdraft"] as? String { amounts.append(overdraft) }
    }
    for run in runsJSON {
      let stated = (run["options"] as? [String: Any])?["opening"] as? [String: Any] ?? [:]
      for list in stated.values { amounts += openings(["opening": list]).map(\.amount) }
    }
    let scale = amounts.reduce(Int64(1)) { scale, text in
      let denominator = Fraction(text)!.description.split(separator: "/").dropFirst().first
      let wanted = denominator.map { Int64($0)! } ?? 1
      return scale / TracingVector.gcd(scale, wanted) * wanted
    }
    self.scale = Fraction(scale)
    func units(_ text: String) -> Int64 { Int64("\(Fraction(text)! * Fraction(scale))")! }

    let currencyOf = TracingVector.currencies(accounts.keys.sorted(), transactions)
    var builder = LedgerBuilder()
    _ = builder.add(SourceFile(path: "v.csv", digest: FileDigest(bytes: [0]), byteCount: 0))
    for (number, row) in transactions.enumerated() {
      let (from, to) = (row["from"] as! String, row["to"] as! String)
      let sent = Money(minorUnits: units(row["amount"] as! String), currency: currencyOf[from]!)
      var draft = TransferDraft(
        payer: builder.account(from), beneficiary: builder.account(to), sent: sent,
        time: PostingTime(start: Int64(row["time"] as! Int) * 86_400_000, precision: .day),
        id: row["id"] as? String, link: row["linkedTo"] as? String, line: number + 2,
        byteRange: number * 10..<number * 10 + 9)
      if let received = row["toAmount"] as? String {
        draft.received = Money(minorUnits: units(received), currency: currencyOf[to]!)
      }
      builder.add(draft)
    }
    for account in accounts.keys.sorted() { _ = builder.account(account) }
    let ledger = builder.build()
    self.ledger = ledger
    let victims = accounts.filter { $0.value["kind"] as? String == "victim" }.keys.sorted()
    sources = victims.map { FundTracing.Source(account: ledger.account($0)!.id) }

    func terms(_ options: [String: Any]) -> TracingTerms {
      var terms = TracingTerms()
      let replaced = options["opening"] as? [String: Any] ?? [:]
      for name in accounts.keys.sorted() {
        let kind = accounts[name]!["kind"] as! String
        let account = ledger.account(name)!.id
        if kind == "external" { terms.outside.insert(account) }
        guard kind == "internal" else { continue }
        func state(_ units: Int64, _ owner: OpeningBalance.Owner) {
          terms.openings.append(
            OpeningBalance(
              account: account,
              money: Money(minorUnits: units, currency: currencyOf[name]!), owner: owner))
        }
        state(0, .own)
        let list = replaced[name].map { openings(["opening": $0]) } ?? openings(accounts[name])
        for opening in list {
          state(units(opening.amount), opening.label.hasPrefix("own:") ? .own : .unknown)
        }
        if let overdraft = accounts[name]!["overdraft"] as? String {
          state(-units(overdraft), .own)
        }
      }
      func transfer(_ id: String) -> TransferID { ledger.transfer(recordedAs: id)!.id }
      if options["useOverrides"] as? Bool == true {
        for row in transactions {
          guard let policy = row["override"] else { continue }
          let word = policy as? String ?? (policy as? [String: Any])?["ownFunds"] as? String
          terms.overrides.append(
            OwnFundsOverride(
              transfer: transfer(row["id"] as! String), ownFunds: OwnFunds(rawValue: word!)!,
              reason: "elected"))
        }
      }
      if options["ignoreLinks"] as? Bool == true { terms.usesLinks = false }
      for (credit, debit) in options["backward"] as? [String: String] ?? [:] {
        terms.coordinated.append(
          CoordinatedPayments(
            debit: transfer(debit), credit: transfer(credit), evidence: "declared"))
      }
      switch options["tie"] as? String {
      case "creditsFirst": terms.order = .creditsFirst
      case "debitsFirst": terms.order = .debitsFirst
      default: break
      }
      terms.pool = (options["pool"] as? [String] ?? []).map { ledger.account($0)!.id }
      terms.contributionsAreNet = options["basis"] as? String == "net"
      let batches = Dictionary(grouping: transactions.filter { $0["batch"] != nil }) {
        $0["batch"] as! String
      }
      terms.batches = batches.keys.sorted().map { name in
        batches[name]!.map { transfer($0["id"] as! String) }
      }
      return terms
    }
    let identifier = id
    runs = runsJSON.map { run in
      let options = run["options"] as? [String: Any] ?? [:]
      let rule = run["rule"] as! String
      return Run(
        name: "\(identifier) \(rule) \(options)", method: TracingMethod(name: rule)!,
        terms: terms(options), json: run)
    }
  }

  /// Accounts that pay each other without conversion have one currency.
  private static func currencies(
    _ accounts: [String], _ transactions: [[String: Any]]
  ) -> [String: Currency] {
    var group = Dictionary(uniqueKeysWithValues: accounts.map { ($0, $0) })
    var changed = true
    while changed {
      changed = false
      for row in transactions where row["toAmount"] == nil {
        let (from, to) = (row["from"] as! String, row["to"] as! String)
        let least = min(group[from]!, group[to]!)
        if group[from] != least || group[to] != least { changed = true }
        group[from] = least
        group[to] = least
      }
    }
    let names = Set(group.values).sorted()
    return group.mapValues { currencies[names.firstIndex(of: $0)!] }
  }

  private static func gcd(_ left: Int64, _ right: Int64) -> Int64 {
    right == 0 ? left : gcd(right, left % right)
  }

  // MARK: The results of a run, in the form of the files

  typealias Table = [String: [String: Fraction]]

  func trace(_ run: Run) throws -> Tracing {
    try ledger.whole.trace(of: sources, by: run.method, terms: run.terms)
  }

  func holdings(_ tracing: Tracing, value: Bool = false) -> Table {
    var table: Table = [:]
    for figure in tracing.figures {
      let place = figure.account.map { ledger.account($0).key } ?? "POOL"
      table[place, default: [:]][ledger.account(figure.victim).key] = figure.amount / scale
    }
    for holding in tracing.holdings where !value || holding.origin.isClaim {
      let label = holding.origin.label(in: ledger)
      table[holding.place.label(in: ledger), default: [:]][label, default: .zero] +=
        (value ? holding.value : holding.amount) / scale
    }
    return table
  }

  func steps(_ tracing: Tracing) -> Table {
    var table: Table = [:]
    for step in tracing.transfers {
      let id = ledger.transfer(step.transfer).recordedID!
      for part in step.parts {
        table[id, default: [:]][part.origin.label(in: ledger), default: .zero] +=
          part.amount / scale
      }
    }
    return table
  }

  static func table(_ json: Any?) -> Table {
    (json as? [String: [String: String]] ?? [:]).mapValues { $0.mapValues { Fraction($0)! } }
      .filter { !$0.value.isEmpty }
  }

  static func steps(_ json: Any?) -> Table {
    var table: Table = [:]
    for step in json as? [[String: Any]] ?? [] {
      table[step["tx"] as! String] = (step["moved"] as! [String: String]).mapValues {
        Fraction($0)!
      }
    }
    return table
  }
}
