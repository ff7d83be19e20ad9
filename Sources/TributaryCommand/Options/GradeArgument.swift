internal import ArgumentParser
internal import FundTracing

/// A grade as it is written: `A` to `D`.
///
/// It is not `Grade` itself, whose raw values are ranks: help would print those instead of the
/// letters.
struct GradeArgument: ExpressibleByArgument {
  let grade: Grade

  init(_ grade: Grade) { self.grade = grade }

  init?(argument: String) {
    guard let grade = Grade(letter: argument), grade != .x else { return nil }
    self.grade = grade
  }

  static var allValueStrings: [String] { ["A", "B", "C", "D"] }

  static var allValueDescriptions: [String: String] {
    [
      "A": "exact reference: the records pair the two",
      "B": "exact and forced: no other pairing fits",
      "C": "consistent: others fit as well",
      "D": "merely possible",
    ]
  }

  var defaultValueDescription: String { grade.letter }
}
