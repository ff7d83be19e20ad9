/// A conflict of options of `explain`: they ask for two things at once, or for nothing.
enum ExplainConflict: Error, CustomStringConvertible {
  case nothing
  case several
  case notForFigures(String)
  case onlyForFigures(String)
  case notForLinks(String)
  case noLots(String)

  /// The contradiction, and its solution.
  var description: String {
    switch self {
    case .nothing:
      "nothing to explain: name an account (--sink, or --account with --rule) or a --link"
    case .several: "--sink, --account and --link are three questions: give one of them"
    case .notForFigures(let options):
      "\(options) limit walks, but --rule asks for a figure: leave out --rule or \(options)"
    case .onlyForFigures(let options):
      "\(options) belong to a figure: add the --rule that it was computed by, or leave them out"
    case .notForLinks(let options):
      "only the records explain a --link: leave out \(options)"
    case .noLots(let rule): "\(rule) follows no payments in time, so its figures have no lots"
    }
  }
}
