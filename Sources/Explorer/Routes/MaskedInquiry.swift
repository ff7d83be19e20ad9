internal import Inquiries
internal import Reports

extension Inquiry {
  /// Returns the question with a mask that hides no less than another one.
  ///
  /// An address may ask for a stronger mask than that of the pages, never for a weaker one.
  func masked(_ least: DiagramMask) -> Inquiry {
    switch self {
    case .flow(var question):
      question.look.mask = max(question.look.mask, least)
      return .flow(question)
    case .sankey(var question):
      question.look.mask = max(question.look.mask, least)
      return .sankey(question)
    case .timeline(var question):
      question.look.mask = max(question.look.mask, least)
      return .timeline(question)
    case .matrix(var question):
      question.look.mask = max(question.look.mask, least)
      return .matrix(question)
    case .walk(var question):
      question.look.mask = max(question.look.mask, least)
      return .walk(question)
    case .neighbourhood(var question):
      question.look.mask = max(question.look.mask, least)
      return .neighbourhood(question)
    case .patternPicture(var question):
      question.look.mask = max(question.look.mask, least)
      return .patternPicture(question)
    case .compromisePicture(var question):
      question.look.mask = max(question.look.mask, least)
      return .compromisePicture(question)
    case .sinks, .reach, .path, .explain, .trace, .match, .patterns, .compromise, .accounts,
      .transfers, .sums, .parties:
      return self
    }
  }

  private func max(_ one: DiagramMask, _ other: DiagramMask) -> DiagramMask {
    let order: [DiagramMask] = [.none, .accounts, .names, .all]
    let places = [one, other].compactMap { order.firstIndex(of: $0) }
    return places.max().map { order[$0] } ?? .all
  }
}
