internal import Inquiries
internal import Synchronization

/// The last answers to questions on one state of a case: a page asks for the figures, the picture and the rows of one
/// answer, and a slider goes back and forth.
final class AnswerCache: Sendable {
  private static let most = 24

  private struct State {
    var answers: [String: InquiryAnswer] = [:]
    /// The questions, the one that was asked least recently first.
    var order: [String] = []
  }

  private let state = Mutex(State())

  /// Returns the answer to a question, asked only where it is not known.
  func answer(
    to question: String, asking: () throws -> InquiryAnswer
  ) rethrows -> InquiryAnswer {
    let known = state.withLock { state -> InquiryAnswer? in
      guard let answer = state.answers[question] else { return nil }
      state.order.removeAll { $0 == question }
      state.order.append(question)
      return answer
    }
    if let known { return known }
    let answer = try asking()
    state.withLock { state in
      if state.answers.updateValue(answer, forKey: question) == nil { state.order.append(question) }
      if state.order.count > AnswerCache.most {
        state.answers[state.order.removeFirst()] = nil
      }
    }
    return answer
  }
}
