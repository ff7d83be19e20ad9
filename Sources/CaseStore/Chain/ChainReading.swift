internal import PaymentGraph

/// The events of a file up to the first that is not sound.
struct ChainReading {
  private(set) var events: [RecordedEvent] = []
  private(set) var fault: CaseFile.ChainFault?

  /// Reads the events after a head, each of which must follow the one before.
  ///
  /// - Parameter damage: a reason why the file's pages are not sound.
  init(of database: SQLiteFile, isDamaged damage: String?, after head: Head?) throws(SQLiteError) {
    var number = head?.number ?? 0
    var previous = head?.hash
    var events: [RecordedEvent] = []
    var fault: CaseFile.ChainFault?
    var failure: SQLiteError?
    do throws(SQLiteError) {
      try CaseTables.read(after: number, in: database) { row in
        let expected = number + 1
        func stop(_ reason: String, isNewer: Bool = false) -> Bool {
          fault = CaseFile.ChainFault(number: expected, reason: reason, isNewer: isNewer)
          return false
        }
        guard row.number == expected else {
          return stop("its number is missing; the next is \(row.number)")
        }
        guard let hash = row.hash, hash.count == 32 else {
          return stop("its hash has not 32 bytes")
        }
        guard let body = row.body else { return stop("its body is not a text") }
        do throws(EventError) {
          let event = try RecordedEvent(
            number: expected, body: body, previous: previous,
            storedHash: FileDigest(bytes: hash))
          events.append(event)
          previous = event.hash
          number = expected
          return true
        } catch {
          return stop(error.reason, isNewer: error.isNewer)
        }
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
    self.events = events
    self.fault = fault
  }
}
