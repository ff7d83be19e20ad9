internal import PaymentGraph

/// Messages on zones, on flags that are not followed, and on minor units.
extension DiagnosticLog {
  /// Reports that a zone is unknown, or has several meanings, so that only the day is kept.
  mutating func addZone(
    _ zone: String, _ reading: ZoneTable.Reading, in row: Row, at range: Range<Int>?,
    bytes: Span<UInt8>
  ) {
    var summary = "zone \"\(zone.prefix(60))\" is unknown, so only the day is kept"
    var note = ""
    var example = "+05:30"
    var question = "state the zone, as in"
    if case .ambiguous(let places) = reading {
      summary = "zone \"\(zone.prefix(60))\" means several zones, so only the day is kept"
      note = "it can be that of \(places.joined(separator: ", "))"
      example = places.first ?? example
      question = "choose with"
    }
    add(
      .zoneUnknown, severity: .warning, summary: summary, in: row, at: range, bytes: bytes,
      note: note,
      remedy: "\(question) \(FileFlag.zone(file.path, example))")
  }

  /// Reports that a flag is not followed, because the cells of the file contradict it.
  mutating func add(_ contradictions: [FileForms.Contradiction]) {
    for found in contradictions {
      add(
        .flagContradicted, severity: found.isForFile ? .warning : .note,
        summary: "\(found.flag) is ignored in \(file.path)",
        note: "\(found.shown); the cells are read accordingly",
        remedy: found.isForFile
          ? "leave the option out, or check that the file is the intended one"
          : "no action is needed; options decide only what a file leaves open")
    }
  }

  /// Warns where the name of a column of amounts says that they are in pence, cents and the like.
  ///
  /// - Parameter line: the line of the header.
  mutating func addMinorUnits(in columns: [String], line: Int) {
    for column in columns {
      guard let word = MinorUnitWords.word(in: column) else { continue }
      add(
        .minorUnits, severity: .warning,
        summary:
          "amounts of the column \"\(column)\" are read as whole units, but its name says \"\(word)\"",
        line: line > 0 ? line : nil,
        note: "in hundredths 18500 is 185.00, but here it is read as 18,500.00",
        remedy:
          "make a profile for the file with profile make and --set units=minor or units=major")
    }
  }
}
