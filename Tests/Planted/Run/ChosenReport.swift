import Compromise
import PaymentGraph
import PlantedEvaluation
import Simulation

/// The tables of answers on how victims were chosen, on simulated towns.
enum ChosenReport {
  /// Writes how right each verdict is.
  static func write(seeds: Int) throws {
    try writeVerdicts(seeds: seeds)
    try writeOrders(seeds: seeds)
  }

  // MARK: Calibration

  /// Writes how often a list is named where none was leaked.
  static func writeCalibration(seeds: Int) throws {
    let towns = seeds * 10
    print("Towns without a leak, confounding 0.6:\n")
    print(
      "| victims | towns | a list is named | one of several | any corrected p of at most 0.01 | tests | p of at most 0.01 |\n"
        + "|---:|---:|---:|---:|---:|---:|---:|")
    for victims in [30, 100] {
      let tally = try sum(towns / 2) { $0.victims = victims }
      print(
        "| \(victims) | \(tally.towns) | \(tally.supported.said) | \(tally.oneOf.said) | \(tally.anySmall) "
          + "| \(tally.tests) | \(tally.smallTests) |")
    }
    print("")
    let strata: [(String, CompromiseSettings.Strata)] = [
      ("none", .none), ("activity", .by(activity: true, columns: [])),
      ("activity, age", .automatic),
    ]
    print("\(seeds) towns of each kind in which one is named (any corrected p of at most 0.01):\n")
    print(
      "| confounding | victims | strata none | activity | activity, age |\n|---|---:|---:|---:|---:|"
    )
    for confounding in [0, 600, 1_200] {
      for victims in [30, 100] {
        let cells = try strata.map { _, choice in
          var question = CompromiseSettings()
          question.strata = choice
          let tally = try sum(seeds, question) {
            $0.confoundingPerMille = confounding
            $0.victims = victims
          }
          return "\(tally.supported.said + tally.oneOf.said) (\(tally.anySmall))"
        }
        print(
          "| \(Double(confounding) / 1_000) | \(victims) | \(cells.joined(separator: " | ")) |")
      }
    }
    print("")
  }

  // MARK: Verdicts

  private static func writeVerdicts(seeds: Int) throws {
    print(
      "Verdicts on lists, \(seeds) towns of each kind, 40 victims, 200 others, list of 1 to 5 per cent:\n"
    )
    print(
      "| share | supported: right | recall, % | one of several: right | limited: right | leaked list limited: right "
        + "| of the victims | of those seen on it | seen, % | leaked list, nothing said | second list, wrong | interval holds the share |\n"
        + "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    var all = ChosenTally()
    for share in [0, 100, 200, 300, 400, 600] {
      let tally = try sum(seeds) { $0.sharePerMille = share }
      all.add(tally)
      print("| \(share / 10) % \(row(tally))")
    }
    print("| all \(row(all))\n")
  }

  private static func row(_ tally: ChosenTally) -> String {
    func count(_ count: ChosenTally.Count) -> String { "\(count.right) of \(count.said)" }
    let recall = LinkTally.percent(tally.supported.right, of: tally.leaks)
    return
      "| \(count(tally.supported)) | \(recall) | \(count(tally.oneOf)) | \(count(tally.limited)) "
      + "| \(count(tally.limitedLeaks)) | \(count(tally.limitedContacts)) | \(count(tally.limitedVisible)) "
      + "| \(LinkTally.percent(tally.fromListsVisible, of: tally.fromLists)) | \(tally.silentLeaks) | \(tally.secondLists) | \(count(tally.intervals)) |"
  }

  // MARK: Orders

  private static func writeOrders(seeds: Int) throws {
    print("Orders of calls, \(seeds) towns of each kind, a fifth of contacts from elsewhere:\n")
    print(
      "| order | callers | victims | said and right, % | said and wrong | area or number, cannot say which |\n"
        + "|---|---:|---:|---:|---:|---:|")
    for order in ChosenSettings.Order.allCases {
      for (callers, victims) in [(1, 20), (1, 40), (3, 40)] {
        if order == .none, callers > 1 { continue }
        let tally = try sum(seeds, asksOrders: true) {
          $0.order = order
          $0.callers = callers
          $0.victims = victims
        }
        print(
          "| \(order.rawValue) | \(callers) | \(victims) "
            + "| \(order == .none ? "–" : LinkTally.percent(tally.orders.right, of: tally.orderTowns)) "
            + "| \(tally.orders.said - tally.orders.right) | \(tally.areaOrNumber) |")
      }
    }
    print("")
  }

  // MARK: Power

  /// Writes the power: how often the leaked list is named, by its share, its popularity and the number of victims.
  static func writePower(seeds: Int) throws {
    print("The leaked list is named, in 100 of \(seeds) towns (a wrong one in so many):\n")
    print(
      "| list | victims | 10 % | 20 % | 30 % | 40 % | 60 % |\n|---|---:|---:|---:|---:|---:|---:|")
    for (name, popularity) in [
      ("rare, 1–5 %", 10...50), ("middling, 5–15 %", 50...150), ("popular, 15–50 %", 150...500),
    ] {
      for victims in [10, 20, 40, 80] {
        let cells = try [100, 200, 300, 400, 600].map { share in
          let tally = try sum(seeds) {
            $0.sharePerMille = share
            $0.popularityPerMille = popularity
            $0.victims = victims
          }
          let wrong = tally.supported.said - tally.supported.right
          return
            "\(LinkTally.percent(tally.supported.right, of: tally.leaks))\(wrong > 0 ? " (\(wrong))" : "")"
        }
        print("| \(name) | \(victims) | \(cells.joined(separator: " | ")) |")
      }
    }
    print("")
  }

  private static func sum(
    _ towns: Int, _ question: CompromiseSettings = CompromiseSettings(), asksOrders: Bool = false,
    change: (inout ChosenSettings) -> Void
  ) throws -> ChosenTally {
    var settings: [ChosenSettings] = []
    for number in 0..<towns {
      var own = ChosenSettings(seed: UInt64(1_000 + number))
      change(&own)
      settings.append(own)
    }
    let chosen = settings
    let found = Parallel.map(parts: towns) { number -> Result<ChosenTally, any Error> in
      Result {
        try ChosenEvaluation(
          try ChosenCase(chosen[number]), settings: question, asksOrders: asksOrders
        ).tally
      }
    }
    var tally = ChosenTally()
    for one in found { tally.add(try one.get()) }
    return tally
  }
}
