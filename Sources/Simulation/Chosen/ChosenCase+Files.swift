internal import PaymentGraph

extension ChosenCase {
  /// The case as files, with the truth in the folder `truth`, in the order of their paths.
  package var files: [CaseFile] {
    let payments = payments
    return [
      CaseFile("README.md", readme), CaseFile("areas.csv", areaTable),
      CaseFile(
        "claims.csv",
        "claim\n" + payments.filter(\.isClaim).map { "\($0.id)\n" }.joined()),
      CaseFile("coverage.csv", coverageTable), CaseFile("payments.csv", table(payments)),
      CaseFile("persons.csv", personTable), CaseFile("truth/chosen.csv", truth),
    ]
  }

  private static func date(_ day: Int) -> String {
    CivilDate(milliseconds: milliseconds(day)).iso8601
  }

  private func table(_ payments: [Payment]) -> String {
    "id,time,from,to,amount,currency\n"
      + payments.map { payment in
        let amount = Money(minorUnits: payment.minorUnits, currency: CaseCurrency.pounds)
        return
          "\(payment.id),\(ChosenCase.date(payment.day)),\(payment.payer),\(payment.payee),\(amount.decimalText),GBP\n"
      }.joined()
  }

  private var personTable: String {
    "person,group,contacted,name,area,phone,age_band\n"
      + persons.map { one in
        let known = town.people[one.person]
        let group = one.contact == nil ? "control" : "victim"
        return
          "\(ChosenCase.key(one.person)),\(group),\(one.contact.map(ChosenCase.date) ?? ""),\(known.name),\(Town.areas[known.area]),\(known.telephone),\(known.age)\n"
      }.joined()
  }

  private var coverageTable: String {
    "account,from,to\n"
      + persons.map { one in
        "\(ChosenCase.key(one.person)),\(ChosenCase.date(one.days.lowerBound)),\(ChosenCase.date(one.days.upperBound))\n"
      }.joined()
  }

  private var areaTable: String {
    "area,size\n" + zip(Town.areas, areaSizes).map { "\($0),\($1)\n" }.joined()
  }

  private var truth: String {
    let list = leaked ?? (settings.order == .none ? "" : "directory")
    return "person,contacted,source,caller,place\n"
      + victims.sorted { ($0.contact, $0.key) < ($1.contact, $1.key) }.map { victim in
        let source = victim.isFromList ? list : "elsewhere"
        return
          "\(victim.key),\(ChosenCase.date(victim.contact)),\(source),\(victim.caller.map(String.init) ?? ""),\(victim.place.map(String.init) ?? "")\n"
      }.joined()
  }

  private var readme: String {
    let source =
      leaked.map {
        "Of 1000 contacts \(settings.sharePerMille) come from the customers of \($0), copied on \(ChosenCase.date(ChosenCase.copied)); the others come from elsewhere."
      } ?? "No list was leaked."
    let callers = settings.callers == 1 ? "One caller" : "\(settings.callers) callers"
    let order =
      switch settings.order {
      case .none: "The calls have no order."
      case .alphabetical: "\(callers) went through the list by name."
      case .number: "\(callers) went through the list by telephone number."
      case .area: "\(callers) went through the list area by area."
      }
    return """
      # A planted town, seed \(settings.seed)

      Everything here is invented: names, shops, numbers, payments. The same settings write the same bytes.

      \(victims.count) victims, \(controls.count) others, \(Town.merchantCount) shops. \(source) \(order)

      `payments.csv` holds the statements that `coverage.csv` says are held, `claims.csv` the payments to the fraudsters,
      `persons.csv` who was called and when, `areas.csv` how many people live where. `truth/chosen.csv` says of every
      victim whether the contact came from the list, from which caller, and from which place in it.

      """
  }
}
