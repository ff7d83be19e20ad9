/// Finds a pattern in texts, in time that grows with the length of the text times that of the pattern.
///
/// Ways to match are tried in the order of the pattern, as other tools try them; but a step that led nowhere from a
/// place is not tried there again. Nothing before it can change that, since no pattern refers back. So each step is
/// looked at once for each place, whatever the pattern.
final class PatternMatcher {
  private let program: PatternProgram
  private var scalars: [UInt32] = []
  private var folded: [UInt32] = []
  /// By step and place: tried, and for steps of a look ahead: known to lead to its end.
  private var tried: [UInt64] = []
  private var leads: [UInt64] = []
  /// The places that groups begin and end at; -1 where they took no part.
  private var saved: [Int]
  private var stack: [Frame] = []
  /// The number of steps that were looked at for the last text; tests hold it against the text's length.
  private(set) var looks = 0

  private enum Frame {
    /// Another way to try.
    case attempt(step: Int32, position: Int32)
    /// A step that is left behind where nothing after it leads on.
    case passed(step: Int32, position: Int32)
    case restore(group: Int32, position: Int32)
  }

  init(_ program: PatternProgram) {
    self.program = program
    saved = Array(repeating: -1, count: 2 * program.groups + 2)
  }

  /// Returns true where the pattern matches anywhere in a text.
  func matches(_ text: String, limit: Int) -> Bool {
    start(text, limit)
    return find(from: 0) != nil
  }

  /// Returns the texts of the groups, the whole match where there are none, "" for groups that took
  /// no part; nil where nothing matches.
  func groups(in text: String, limit: Int) -> [String]? {
    start(text, limit)
    guard let match = find(from: 0) else { return nil }
    guard program.groups > 0 else { return [piece(match)] }
    return (1...program.groups).map { group in
      let (begin, end) = (saved[2 * group], saved[2 * group + 1])
      return begin >= 0 && end >= begin ? piece(begin..<end) : ""
    }
  }

  /// A text without what matches; as it is where nothing does, or where it is longer than the limit.
  func removed(from text: String, limit: Int) -> String {
    guard start(text, limit) else { return text }
    var kept = ""
    var from = 0
    var copied = 0
    while let match = find(from: from) {
      kept += piece(copied..<match.lowerBound)
      copied = match.upperBound
      from = match.isEmpty ? match.upperBound + 1 : match.upperBound
      if from > scalars.count { break }
    }
    return copied == 0 && kept.isEmpty ? text : kept + piece(copied..<scalars.count)
  }

  // MARK: The text

  /// Takes a text in; false where more of it is left out.
  @discardableResult
  private func start(_ text: String, _ limit: Int) -> Bool {
    scalars.removeAll(keepingCapacity: true)
    folded.removeAll(keepingCapacity: true)
    var isWhole = true
    var hasMarks = false
    for scalar in text.unicodeScalars {
      guard scalars.count < limit else {
        isWhole = false
        break
      }
      scalars.append(scalar.value)
      folded.append(ScalarSet.folded(scalar))
      if scalar.value >= 0x300, !program.letters.isEmpty { hasMarks = true }
    }
    if hasMarks { compose() }
    let words = (program.steps.count * (scalars.count + 1) + 63) / 64
    tried.removeAll(keepingCapacity: true)
    tried.append(contentsOf: repeatElement(0, count: words))
    leads.removeAll(keepingCapacity: true)
    looks = 0
    return isWhole
  }

  /// Puts letters that the pattern names together where a text holds letter and mark apart.
  private func compose() {
    var whole: [UInt32] = []
    var at = 0
    while at < scalars.count {
      defer { at += 1 }
      guard at + 1 < scalars.count, (0x300..<0x370).contains(scalars[at + 1]),
        let base = Unicode.Scalar(scalars[at]), let mark = Unicode.Scalar(scalars[at + 1])
      else {
        whole.append(scalars[at])
        continue
      }
      var pair = String.UnicodeScalarView()
      pair.append(base)
      pair.append(mark)
      let letter = Character(String(pair))
      if let known = program.letters.first(where: { $0 == letter })?.unicodeScalars.first {
        whole.append(known.value)
        at += 1
      } else {
        whole.append(scalars[at])
      }
    }
    scalars = whole
    folded = whole.map { Unicode.Scalar($0).map(ScalarSet.folded) ?? $0 }
  }

  private func piece(_ range: Range<Int>) -> String {
    var piece = String.UnicodeScalarView()
    for value in scalars[range] { if let scalar = Unicode.Scalar(value) { piece.append(scalar) } }
    return String(piece)
  }

  // MARK: The search

  /// The first match that begins at a place or behind it.
  private func find(from: Int) -> Range<Int>? {
    guard from <= scalars.count else { return nil }
    for position in from...scalars.count {
      if program.isAnchored, position > 0 { return nil }
      // The text's start may be asked for by one of several ways to begin: there every pattern is tried.
      if position > 0, let first = program.first,
        position == scalars.count || !first.contains(folded[position])
      {
        continue
      }
      for group in saved.indices { saved[group] = -1 }
      if let end = run(step: 0, position: position, isLook: false) { return position..<end }
    }
    return nil
  }

  @inline(__always)
  private func bit(_ step: Int, _ position: Int) -> (word: Int, bit: UInt64) {
    let number = step &* (scalars.count &+ 1) &+ position
    return (number &>> 6, 1 &<< UInt64(truncatingIfNeeded: number & 63))
  }

  /// Returns the position at which the steps from one on end when they begin at a position; nil
  /// where they lead nowhere.
  private func run(step first: Int, position start: Int, isLook: Bool) -> Int? {
    let base = stack.count
    defer { stack.removeLast(stack.count - base) }
    stack.append(.attempt(step: Int32(first), position: Int32(start)))
    while stack.count > base, let frame = stack.popLast() {
      switch frame {
      case .passed: continue
      case .restore(let group, let position): saved[Int(group)] = Int(position)
      case .attempt(let step, let position):
        if let end = follow(Int(step), start: Int(position), isLook: isLook) {
          succeed(from: base, isLook)
          return end
        }
      }
    }
    return nil
  }

  /// Follows steps from a place until they end or lead nowhere; other ways are left on the stack.
  private func follow(_ first: Int, start: Int, isLook: Bool) -> Int? {
    var step = first
    var position = start
    while true {
      looks &+= 1
      let (word, bit) = bit(step, position)
      if tried[word] & bit != 0 {
        return isLook && !leads.isEmpty && leads[word] & bit != 0 ? position : nil
      }
      tried[word] |= bit
      stack.append(.passed(step: Int32(step), position: Int32(position)))
      switch program.steps[step] {
      case .accept: return position
      case .scalar(let wanted):
        guard position < scalars.count, folded[position] == wanted else { return nil }
        position += 1
        step += 1
      case .set(let number):
        guard position < scalars.count, program.sets[number].contains(scalars[position]) else {
          return nil
        }
        position += 1
        step += 1
      case .jump(let target): step = Int(target)
      case .fork(let one, let other):
        stack.append(.attempt(step: other, position: Int32(position)))
        step = Int(one)
      case .save(let group):
        if !isLook {
          stack.append(.restore(group: Int32(group), position: Int32(saved[group])))
          saved[group] = position
        }
        step += 1
      case .textStart:
        guard position == 0 else { return nil }
        step += 1
      case .textEnd:
        guard isEnd(position) else { return nil }
        step += 1
      case .veryEnd:
        guard position == scalars.count else { return nil }
        step += 1
      case .border(let isNegated):
        guard (isWord(position - 1) != isWord(position)) != isNegated else { return nil }
        step += 1
      case .look(let end, let isNegated):
        if leads.isEmpty { leads = Array(repeating: 0, count: tried.count) }
        guard (run(step: step + 1, position: position, isLook: true) != nil) != isNegated else {
          return nil
        }
        step = Int(end)
      }
    }
  }

  /// Notes that the passed steps on the stack have led to the end.
  private func succeed(from base: Int, _ isLook: Bool) {
    for frame in stack[base...] {
      guard case .passed(let step, let position) = frame else { continue }
      let (word, bit) = bit(Int(step), Int(position))
      // A later search may come this way again; a look ahead knows the answer.
      if isLook { leads[word] |= bit } else { tried[word] &= ~bit }
    }
  }

  private func isEnd(_ position: Int) -> Bool {
    if position == scalars.count { return true }
    if position + 1 == scalars.count {
      return scalars[position] == 0x0A || scalars[position] == 0x0D
    }
    return position + 2 == scalars.count && scalars[position] == 0x0D
      && scalars[position + 1] == 0x0A
  }

  private func isWord(_ position: Int) -> Bool {
    guard scalars.indices.contains(position), let scalar = Unicode.Scalar(scalars[position]) else {
      return false
    }
    return ScalarSet.isWord(scalar)
  }
}
