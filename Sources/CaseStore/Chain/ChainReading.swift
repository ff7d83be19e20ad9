internal import PaymentGraph

/// The events of a file up to the first that is not sound.
///
/// Each hash covers the hash before it as it stands beside that event's body. So events are examined on all cores: the
/// first that does not follow from the hash that stands before it is the first at which the chain breaks.
struct ChainReading {
  private(set) var events: [RecordedEvent] = []
  private(set) var fault: CaseFile.ChainFault?

  /// The fewest events for which a core gets work of its own.
  private static let least = 512

  /// Reads the events after a head, each of which must follow the one before.
  ///
  /// - Parameter damage: a reason why the file's pages are not sound.
  init(of database: SQLiteFile, isDamaged damage: String?, after head: Head?) throws(SQLiteError) {
    var rows: [StoredEvent] = []
    var fault: CaseFile.ChainFault?
    var failure: SQLiteError?
    var number = head?.number ?? 0
    do throws(SQLiteError) {
      try CaseTables.read(after: number, in: database) { row in
        let expected = number + 1
        func stop(_ reason: String) -> Bool {
          fault = CaseFile.ChainFault(number: expected, reason: reason, isNewer: false)
          return false
        }
        guard row.number == expected else {
          return stop("its number is missing; the next is \(row.number)")
        }
        guard let hash = row.hash, hash.count == 32 else {
          return stop("its hash has not 32 bytes")
        }
        guard let body = row.body else { return stop("its body is not a text") }
        rows.append(StoredEvent(number: expected, body: body, hash: FileDigest(bytes: hash)))
        number = expected
        return true
      }
    } catch {
      failure = error
    }
    if let failure {
      guard failure.isDamage else { throw failure }
      fault =
        fault
        ?? CaseFile.ChainFault(
          number: number + 1, reason: "the file is damaged: \(failure.message)", isNewer: false)
    }
    if let damage, fault == nil {
      fault = CaseFile.ChainFault(
        number: number + 1, reason: "the file is damaged: \(damage)", isNewer: false)
    }
    take(rows, after: head, orStoppedBy: fault)
  }

  /// Examines rows, and keeps those before the first that is not sound.
  private mutating func take(
    _ rows: [StoredEvent], after head: Head?, orStoppedBy later: CaseFile.ChainFault?
  ) {
    let parts = Parallel.map(rows.indices, least: ChainReading.least, partsPerCore: 2) { part in
      var examined: (events: [RecordedEvent], fault: CaseFile.ChainFault?) = ([], nil)
      examined.events.reserveCapacity(part.count)
      for index in part where examined.fault == nil {
        let row = rows[index]
        do throws(EventError) {
          examined.events.append(
            try RecordedEvent(
              number: row.number, body: row.body,
              previous: index > 0 ? rows[index - 1].hash : head?.hash, storedHash: row.hash))
        } catch {
          examined.fault = CaseFile.ChainFault(
            number: row.number, reason: error.reason, isNewer: error.isNewer)
        }
      }
      return examined
    }
    events = parts.count == 1 ? parts[0].events : []
    if parts.count > 1 { events.reserveCapacity(rows.count) }
    fault = later
    for part in parts {
      if parts.count > 1 { events += part.events }
      if let first = part.fault {
        fault = first
        return
      }
    }
  }
}

/// An event as it stands in the file, before it is examined.
private struct StoredEvent: Sendable {
  let number: Int
  let body: [UInt8]
  let hash: FileDigest
}
