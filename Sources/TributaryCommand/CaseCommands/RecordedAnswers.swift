internal import ArgumentParser
internal import CaseStore
internal import Foundation
internal import PaymentGraph
internal import Reports

/// The answers on record of a case, asked again as they were when they were recorded.
struct RecordedAnswers {
  let file: CaseFile
  let folders: [String]

  /// An answer on record with all that it takes to ask it again.
  struct Answer {
    let record: RecordEvent
    let event: Int
    let words: [String]
    let context: CaseContext

    /// Asks for the answer in a form.
    func ask(_ format: AnswerFormat = .json) throws -> [UInt8] {
      try CaseAsker(context: context).ask(CaseRecord.arguments(of: words, format: format)).bytes
    }

    /// Returns the figures of the answer with the payments that they rest on; a picture has none of its own.
    func figures(of bytes: [UInt8]) throws -> [CitedFigure] {
      guard words.first != "draw" else { return [] }
      return try CaseAsker(context: context).withAnswer(to: words) { inquiry, answer, basis in
        try FigureCitations(inquiry: inquiry, answer: answer, basis: basis, json: bytes).figures()
      }
    }
  }

  /// Returns the answers that hold today, in the order of their events, or the reasons why they cannot be asked.
  ///
  /// - Parameter name: the only answer that is wanted; nil for all.
  func all(named name: String? = nil) async throws -> [(
    record: RecordEvent, event: Int, answer: Result<Answer, CommandFailure>
  )] {
    let events = await file.events
    let records = await file.state().records.values.sorted { $0.event < $1.event }
    var answers: [(record: RecordEvent, event: Int, answer: Result<Answer, CommandFailure>)] = []
    for held in records where name.map({ Spelling($0) == Spelling(held.value.name) }) ?? true {
      let head = Head(number: held.event - 1, hash: events[held.event - 2].hash)
      let state = CaseState(of: Array(events.prefix(held.event - 1)))
      answers.append(
        (
          held.value, held.event,
          try await answer(held.value, event: held.event, state: state, head: head)
        ))
    }
    return answers
  }

  /// Returns an answer on record on some state.
  func answer(
    _ record: RecordEvent, event: Int, state: CaseState, head: Head
  ) async throws -> Result<Answer, CommandFailure> {
    guard let words = CaseRecord.words(of: record.inquiry) else {
      return .failure(CommandFailure("this version does not know the question"))
    }
    var context = try await CaseContext(of: file, state: state, head: head, searching: folders)
    if let absent = context.absent.first { return .failure(CommandFailure(absent.words)) }
    if let digest = CaseRecord.rates(of: record.inquiry) {
      do throws(CaseError) {
        context.rates = try await file.kept(digest)
      } catch {
        return .failure(CommandFailure(error))
      }
      guard context.rates != nil else {
        return .failure(CommandFailure("the case does not keep the rates on which it rests"))
      }
    }
    return .success(Answer(record: record, event: event, words: words, context: context))
  }

  /// Asks a question; a failure is its result.
  static func asking<Value>(_ body: () throws -> Value) -> Result<Value, CommandFailure> {
    do {
      return .success(try body())
    } catch let failure as CommandFailure {
      return .failure(failure)
    } catch {
      return .failure(CommandFailure(Tributary.message(for: error)))
    }
  }
}
