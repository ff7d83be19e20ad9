/// A pattern as steps: each takes a scalar, looks at the place, or leads to others.
struct PatternProgram: Sendable {
  enum Step: Sendable {
    /// Takes one scalar, in small letters.
    case scalar(UInt32)
    case set(Int)
    /// Tries the first, then the second.
    case fork(Int32, Int32)
    case jump(Int32)
    /// Notes the place.
    case save(Int)
    case textStart, textEnd, veryEnd
    case border(isNegated: Bool)
    /// Goes on behind where the steps from the next on lead to an end, or do not.
    case look(end: Int32, isNegated: Bool)
    case accept
  }

  /// The most steps of a pattern: each may be looked at once for each position of a text.
  static let sizeLimit = 2_000

  private(set) var steps: [Step] = []
  private(set) var sets: [ScalarSet] = []
  let groups: Int
  /// True where a match can begin only at the text's start.
  private(set) var isAnchored = false
  /// The scalars with which a match may begin beyond the text's start; nil where it may be empty.
  private(set) var first: FirstScalars?
  /// The letters beyond ASCII that the pattern names, of which texts may hold the parts apart.
  private(set) var letters: [Character] = []

  /// The scalars with which a match may begin: those of ASCII by bits, all others if any is.
  struct FirstScalars: Sendable {
    fileprivate(set) var low: UInt64 = 0
    fileprivate(set) var high: UInt64 = 0
    fileprivate(set) var isAnyBeyond = false

    @inline(__always)
    func contains(_ folded: UInt32) -> Bool {
      folded < 64
        ? low >> UInt64(folded) & 1 == 1
        : folded < 128 ? high >> UInt64(folded - 64) & 1 == 1 : isAnyBeyond
    }
  }

  init(_ written: String) throws(PatternFault) {
    let (syntax, groups) = try PatternSyntax.parse(written)
    self.groups = groups
    try add(syntax)
    steps.append(.accept)
    (isAnchored, first) = beginning()
  }

  private var here: Int32 { Int32(truncatingIfNeeded: steps.count) }

  private mutating func add(_ syntax: PatternSyntax) throws(PatternFault) {
    guard steps.count < Self.sizeLimit else {
      throw PatternFault(reason: "is too large once its repetitions are written out")
    }
    switch syntax {
    case .empty: break
    case .scalar(let value):
      steps.append(.scalar(value))
      note(value)
    case .set(let set):
      steps.append(.set(sets.count))
      sets.append(set)
      for case .range(let range) in set.parts where range.count == 1 { note(range.lowerBound) }
    case .textStart: steps.append(.textStart)
    case .textEnd: steps.append(.textEnd)
    case .veryEnd: steps.append(.veryEnd)
    case .border(let isNegated): steps.append(.border(isNegated: isNegated))
    case .sequence(let items): for item in items { try add(item) }
    case .choice(let choices): try add(choices)
    case .group(let number, let inner):
      steps.append(.save(2 * number))
      try add(inner)
      steps.append(.save(2 * number + 1))
    case .look(let inner, let isNegated):
      let start = steps.count
      steps.append(.accept)
      try add(inner)
      steps.append(.accept)
      steps[start] = .look(end: here, isNegated: isNegated)
    case .repetition(let inner, let least, let most, let isLazy):
      for _ in 0..<least { try add(inner) }
      if let most {
        try add(inner, upTo: most - least, isLazy)
      } else {
        let start = steps.count
        steps.append(.accept)
        try add(inner)
        steps.append(.jump(Int32(start)))
        steps[start] = fork(Int32(start + 1), behind: here, isLazy: isLazy)
      }
    }
  }

  private func fork(_ inner: Int32, behind: Int32, isLazy: Bool) -> Step {
    isLazy ? .fork(behind, inner) : .fork(inner, behind)
  }

  /// Adds something that may come so often, each time only after the time before.
  private mutating func add(
    _ inner: PatternSyntax, upTo times: Int, _ isLazy: Bool
  ) throws(PatternFault) {
    var forks: [Int] = []
    for _ in 0..<times {
      forks.append(steps.count)
      steps.append(.accept)
      try add(inner)
    }
    for place in forks { steps[place] = fork(Int32(place + 1), behind: here, isLazy: isLazy) }
  }

  private mutating func add(_ choices: [PatternSyntax]) throws(PatternFault) {
    var ends: [Int] = []
    for (number, choice) in choices.enumerated() {
      guard number + 1 < choices.count else {
        try add(choice)
        break
      }
      let start = steps.count
      steps.append(.accept)
      try add(choice)
      ends.append(steps.count)
      steps.append(.accept)
      steps[start] = .fork(Int32(start + 1), here)
    }
    for end in ends { steps[end] = .jump(here) }
  }

  private mutating func note(_ value: UInt32) {
    guard value >= 0xC0, let scalar = Unicode.Scalar(value), letters.count < 64 else { return }
    let letter = Character(scalar)
    if !letters.contains(letter) { letters.append(letter) }
    // Texts in capitals have the other one.
    let capital = scalar.properties.uppercaseMapping
    if capital.unicodeScalars.count == 1, let other = capital.first, !letters.contains(other) {
      letters.append(other)
    }
  }

  /// Returns true where a match begins only at the text's start, and else the scalars with which it
  /// may begin.
  private func beginning() -> (isAnchored: Bool, first: FirstScalars?) {
    var first = FirstScalars()
    var isAnchored = true
    var mayBeEmpty = false
    var seen = Set<Int32>()
    var open: [Int32] = [0]
    while let step = open.popLast() {
      guard seen.insert(step).inserted else { continue }
      switch steps[Int(step)] {
      case .textStart: break
      case .fork(let one, let other): open += [one, other]
      case .jump(let target), .look(let target, _): open.append(target)
      case .save, .textEnd, .veryEnd, .border: open.append(step + 1)
      case .accept:
        mayBeEmpty = true
        isAnchored = false
      case .scalar(let value):
        isAnchored = false
        if value < 64 {
          first.low |= 1 << UInt64(value)
        } else if value < 128 {
          first.high |= 1 << UInt64(value - 64)
        } else {
          first.isAnyBeyond = true
        }
      case .set(let number):
        isAnchored = false
        first.isAnyBeyond = true
        for value in UInt32(0)..<128 where sets[number].contains(value) {
          if value < 64 {
            first.low |= 1 << UInt64(value)
          } else {
            first.high |= 1 << UInt64(value - 64)
          }
        }
      }
    }
    return (isAnchored, mayBeEmpty || isAnchored ? nil : first)
  }
}
