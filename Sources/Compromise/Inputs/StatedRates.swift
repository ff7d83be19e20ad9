internal import PaymentGraph

/// The rates that a lists file states, for victims of an area and a band of age.
struct StatedRates {
  private let rows: [CaseRecords.List]
  private let victims: [ComparedPerson]

  init(_ rows: [CaseRecords.List], _ victims: [ComparedPerson]) {
    self.rows = rows
    self.victims = victims
  }

  /// Returns the strata of the victims with a rate; nil where there is no rate at all.
  ///
  /// The row that says most about a victim counts: area and band of age, then area, then band of age, then neither.
  func strata(_ answers: [Bool?]) -> [StratumCounts]? {
    guard !rows.isEmpty else { return nil }
    var counts = [(exposed: Int, victims: Int)](repeating: (0, 0), count: rows.count)
    for (victim, answer) in answers.enumerated() {
      guard let answer, let row = row(of: victims[victim]) else { continue }
      counts[row].victims += 1
      if answer { counts[row].exposed += 1 }
    }
    return rows.indices.compactMap { row in
      guard counts[row].victims > 0, let size = rows[row].size,
        let population = rows[row].population, population > 0
      else { return nil }
      return StratumCounts(
        exposed: counts[row].exposed, victims: counts[row].victims,
        referenceExposed: ReferenceCount(0), reference: 0,
        statedRate: Double(size) / Double(population))
    }
  }

  private func row(of person: ComparedPerson) -> Int? {
    let fitting = rows.indices.filter { index in
      let row = rows[index]
      return (row.area.map { $0 == person.attribute("area") } ?? true)
        && (row.ageBand.map { $0 == person.attribute("ageband") } ?? true)
    }
    func weight(_ index: Int) -> Int {
      (rows[index].area == nil ? 0 : 2) + (rows[index].ageBand == nil ? 0 : 1)
    }
    return fitting.max { (weight($0), -$0) < (weight($1), -$1) }
  }
}
