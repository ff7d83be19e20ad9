/// The settings of a town in which some people are called: the callers' list, their number and their order.
package struct ChosenSettings: Sendable, Hashable {
  /// The order in which callers work through their list.
  package enum Order: String, Sendable, Hashable, CaseIterable {
    /// No order.
    case none
    /// By name.
    case alphabetical
    /// By telephone number, which begins with the area.
    case number
    /// One area after the other, and without an order within it.
    case area
  }

  /// The seed from which all chance comes.
  package var seed: UInt64
  /// The part of contacts, in thousandths, that come from the customers of one merchant; 0 for no leak.
  package var sharePerMille = 0
  /// The part of the town, in thousandths, that the merchant's customers make up: at least and at most.
  package var popularityPerMille = 10...50
  /// The callers who work side by side, each with a part of the list.
  package var callers = 1
  /// The order of calls.
  package var order = Order.none
  /// The number of victims.
  package var victims = 40
  /// The number of others whose statements are held.
  package var others = 200
  /// The strength, in thousandths, with which active and older people are likelier victims.
  package var confoundingPerMille = 600

  /// Creates settings of a town without a leak.
  package init(seed: UInt64) { self.seed = seed }

  /// Returns the settings if a town can be made with them.
  func checked() throws(SimulationError) -> ChosenSettings {
    let limits: [(String, Int, ClosedRange<Int>)] = [
      ("the share of contacts, in thousandths,", sharePerMille, 0...1_000),
      ("the popularity of the list, in thousandths,", popularityPerMille.lowerBound, 1...1_000),
      ("the popularity of the list, in thousandths,", popularityPerMille.upperBound, 1...1_000),
      ("the number of callers", callers, 1...1_000),
      ("the number of victims", victims, 1...600),
      ("the number of other persons", others, 0...1_500),
      ("the confounding, in thousandths,", confoundingPerMille, 0...5_000),
    ]
    try SimulationError.check(limits)
    return self
  }
}
