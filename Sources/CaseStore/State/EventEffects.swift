/// The events of a case that have effect, and the reasons why others have none.
///
/// An event counts unless it is undone. A decision that counts has no effect all the same where a
/// later one overrules it or takes it back, or where the file of its rows is not loaded.
public struct EventEffects: Sendable {
  private let counting: Set<Int>
  private let reasons: [Int: String]

  /// Decides for all events of a case.
  ///
  /// - Complexity: that of ``CaseState/conflicts``.
  public init(_ events: [RecordedEvent]) {
    counting = CaseState.effective(events)
    let state = CaseState(of: events)
    var reasons: [Int: String] = [:]
    // Claims on rows of several files, of which only some are not loaded.
    var partly: Set<Int> = []
    for event in events where counting.contains(event.number) {
      switch event.event {
      case .claim(let claim)
      where claim.isClaimed && claim.rows.allSatisfy({ state.claims[$0] == nil }):
        reasons[event.number] = "taken back"
      case .claim(let claim) where claim.rows.contains(where: { state.loaded[$0.source] != nil }):
        partly.insert(event.number)
      case .scope(let scope) where scope.isLeftOut && state.leftOut[scope.thing] == nil:
        reasons[event.number] = "taken back"
      default: break
      }
    }
    for number in state.dangling where !partly.contains(number) {
      reasons[number] = "its file is not loaded"
    }
    for conflict in state.conflicts {
      for number in conflict.overruled {
        reasons[number] = "overruled by event \(conflict.winner)"
      }
    }
    self.reasons = reasons
  }

  /// Returns true where an event has effect.
  public func has(_ number: Int) -> Bool { counting.contains(number) && reasons[number] == nil }

  /// Returns the reason why an event that is not undone has no effect; nil where it has effect.
  public func reason(_ number: Int) -> String? { reasons[number] }
}
