/// Loses the records that nobody hands over.
extension Story {
  mutating func loseRecords() {
    var chance = chance("gaps")
    let held = Set(records.map(\.document))
    let statements = cast.mules.map { statement(of: $0) }.filter(held.contains)
    let activities = held.filter { document in
      cast.processors.contains { document.hasPrefix("\(cast.accounts[$0].key)-") }
    }.sorted()
    // The losses alternate between a statement and a month of a service, each drawn.
    var statementsLeft = chance.shuffled(statements)
    var activitiesLeft = chance.shuffled(activities)
    for number in 0..<settings.missingFiles {
      let fromStatements = activitiesLeft.isEmpty || (number % 2 == 0 && !statementsLeft.isEmpty)
      guard let document = fromStatements ? statementsLeft.popLast() : activitiesLeft.popLast()
      else { break }
      loseDocument(document)
    }
    for index in records.indices
    where !records[index].isClaim && chance.happens(perMille: settings.missingRowsPerMille) {
      change(index) { $0.isMissing = true }
    }
  }
}
