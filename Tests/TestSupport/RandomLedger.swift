/// Small ledgers full of ties, cycles, pooled accounts and links, made from a seed.
package struct RandomLedger {
  package let seed: UInt64
  package let lines: [String]
  package let accounts: [String]

  package init(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let accounts = (0..<Int.random(in: 3...7, using: &random)).map { "n\($0)" }
    var lines: [String] = []
    for account in accounts.prefix(Int.random(in: 0...2, using: &random)) {
      lines.append("role \(account) processor")
    }
    let usesDays = Bool.random(using: &random)
    let lastTime = Int.random(in: 3...20, using: &random)
    for number in 0..<Int.random(in: 2...14, using: &random) {
      let moment = Int.random(in: 1...lastTime, using: &random)
      var time = usesDays ? "2024-03-\(moment < 10 ? "0" : "")\(moment)" : "\(moment)"
      if Int.random(in: 0..<12, using: &random) == 0 { time = "-" }
      if Int.random(in: 0..<12, using: &random) == 0 { time = "\(moment * 86_400)" }
      let from = accounts.randomElement(using: &random) ?? "n0"
      let to = accounts.randomElement(using: &random) ?? "n1"
      var line = "\(time) \(from) -> \(to) \(Int.random(in: 1...3, using: &random)).00 EUR"
      line += " id:t\(Int.random(in: 0..<10, using: &random) == 0 ? 0 : number)"
      if Int.random(in: 0..<2, using: &random) == 0 {
        line += " #r\(Int.random(in: 0..<4, using: &random))"
      }
      if Int.random(in: 0..<3, using: &random) == 0 {
        line += " link:t\(Int.random(in: 0..<14, using: &random))"
      }
      if Bool.random(using: &random) { line += " file:b" }
      lines.append(line)
    }
    self.seed = seed
    self.lines = lines
    self.accounts = accounts
  }
}
