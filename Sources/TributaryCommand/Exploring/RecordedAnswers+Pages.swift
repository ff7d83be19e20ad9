internal import CaseStore
internal import Explorer
internal import Inquiries
internal import PaymentGraph

/// Answers on record as the pages show them.
extension RecordedAnswers {
  /// The questions that a page asks.
  private static let pages: Set<String> = ["sinks", "trace", "path", "match", "transfers"]

  /// Returns the answers that hold today, in the order of their events; none is asked.
  func onRecord() async throws -> [AnswerOnRecord] {
    let events = await file.events
    return await file.state().records.values.sorted { $0.event < $1.event }
      .map { RecordedAnswers.onRecord($0.value, event: events[$0.event - 1]) }
  }

  /// Asks an answer again on the case as it was, and on the case as it is; nil where there is none of this name.
  func verification(of name: String) async throws -> AnswerVerification? {
    guard let held = try await all(named: name).first else { return nil }
    let (events, today, head) = (await file.events, await file.state(), await file.head)
    let shown = RecordedAnswers.onRecord(held.record, event: events[held.event - 1])
    let asked = held.answer.flatMap { answer in RecordedAnswers.asking { try answer.ask() } }
    guard case .success(let answer) = held.answer, case .success(let bytes) = asked else {
      if case .failure(let failure) = asked {
        return AnswerVerification(shown, state: .unasked, reason: failure.message)
      }
      return nil
    }
    let isOfBasis = answer.context.basis == held.record.basis
    let isSame = Chain.digest(of: bytes) == held.record.answer
    var found = AnswerVerification(
      shown, state: isSame && isOfBasis ? .same : .differs,
      reason: isOfBasis ? nil : "the basis is not the one that was recorded")
    if !isSame {
      found.differences = AnswerDifference(from: try await kept(held.record), to: bytes).figures
    }
    guard answer.context.basis != today.basis else { return found }
    let now = try await self.answer(held.record, event: held.event, state: today, head: head)
      .flatMap { answer in RecordedAnswers.asking { try answer.ask() } }
    switch now {
    case .success(let now):
      found.today = AnswerDifference(from: bytes, to: now).figures
        .filter { !$0.key.hasPrefix("question") }
    case .failure(let failure): found.reason = "it cannot be asked today: \(failure.message)"
    }
    return found
  }

  private func kept(_ record: RecordEvent) async throws -> [UInt8] {
    do throws(CaseError) {
      return try await file.kept(record.answer) ?? []
    } catch {
      throw CommandFailure(error)
    }
  }

  private static func onRecord(_ record: RecordEvent, event: RecordedEvent) -> AnswerOnRecord {
    AnswerOnRecord(
      name: record.name, event: event.number, at: EventTime.text(event.author.at),
      by: event.author.by, command: CaseRecord.words(of: record.inquiry) ?? [],
      page: page(of: record.inquiry), digest: record.answer)
  }

  /// Returns the address of the page that asks a question; nil where no page does.
  private static func page(of value: CanonicalJSON) -> String? {
    guard case .object(let members) = value,
      let question = members.first(where: { $0.name == "inquiry" })?.value,
      let inquiry = try? Inquiry(json: question.text), pages.contains(inquiry.name)
    else { return nil }
    return inquiry.query
  }
}
