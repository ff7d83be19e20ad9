internal import Inquiries
internal import Reports

extension Inquiry {
  /// Returns the question with a mask that hides no less than another one.
  ///
  /// An address may ask for a stronger mask than that of the pages, never for a weaker one.
  func masked(_ least: DiagramMask) -> Inquiry {
    // Every case is named, so that no picture to come is forgotten.
    var picture: any PictureQuestion
    switch self {
    case .flow(let question): picture = question
    case .sankey(let question): picture = question
    case .timeline(let question): picture = question
    case .matrix(let question): picture = question
    case .walk(let question): picture = question
    case .neighbourhood(let question): picture = question
    case .patternPicture(let question): picture = question
    case .compromisePicture(let question): picture = question
    case .sinks, .reach, .path, .explain, .trace, .match, .patterns, .compromise, .accounts,
      .transfers, .sums, .parties:
      return self
    }
    picture.look.mask = Inquiry.stronger(picture.look.mask, least)
    return picture.inquiry
  }

  private static func stronger(_ one: DiagramMask, _ other: DiagramMask) -> DiagramMask {
    let order: [DiagramMask] = [.none, .accounts, .names, .all]
    return order.last { $0 == one || $0 == other } ?? .all
  }
}
