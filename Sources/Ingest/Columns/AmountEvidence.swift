/// What the cells of the amount columns show about their decimal mark.
struct AmountEvidence: Equatable {
  private var points = 0
  private var commas = 0
  /// Cells in which one mark stands before three digits, so that it may divide thousands or be the decimal one.
  private(set) var samples: [String] = []
  /// True where such a mark is a point in some cells and a comma in others.
  private var openPoints = 0
  private var openCommas = 0
  /// Cells with digits and no mark at all.
  private(set) var unmarked = 0
  private(set) var hasCommas = false

  /// True where the cells so far leave nothing open and have no comma.
  var isPlain: Bool { !hasCommas && (openPoints == 0 || points > 0) }

  /// True where every cell has one mark before exactly three digits.
  var hasOnlyThreeDecimals: Bool {
    points + commas + unmarked == 0 && (openPoints == 0) != (openCommas == 0)
  }

  /// Looks at one trimmed cell.
  mutating func note(_ bytes: Span<UInt8>, _ cell: Cell) {
    var marks = MarkCount()
    for at in cell.start..<cell.end {
      guard marks.take(bytes[at], isFirst: at == cell.start) else {
        noteText(bytes, cell)
        return
      }
    }
    note(marks, bytes, cell)
  }

  /// Looks at a cell with more in it than digits and marks: what stands around the digits is no mark.
  private mutating func noteText(_ bytes: Span<UInt8>, _ cell: Cell) {
    guard cell.count <= 64, let text = AmountText(CellText.bytes(bytes, cell)) else { return }
    if let mark = text.dashMark {
      if mark == "." { points += 1 } else { commas += 1 }
      if mark == "," { hasCommas = true }
      return
    }
    var marks = MarkCount()
    for scalar in text.digits {
      // Exponents are no amounts of people: they show nothing.
      if scalar == "E" || scalar == "e" { return }
      if scalar.isASCII { _ = marks.take(UInt8(scalar.value), isFirst: false) }
    }
    note(marks, bytes, cell)
  }

  private mutating func note(_ marks: MarkCount, _ bytes: Span<UInt8>, _ cell: Cell) {
    guard marks.points + marks.commas > 0 else {
      if marks.digitsBefore > 0 { unmarked += 1 }
      return
    }
    if marks.commas > 0 { hasCommas = true }
    if marks.points > 0, marks.commas > 0 {
      if marks.isPointLast { points += 1 } else { commas += 1 }
    } else if marks.points > 1 {
      commas += 1
    } else if marks.commas > 1 {
      points += 1
    } else if marks.digitsAfter != 3 || marks.digitsBefore > 3 || marks.isZeroBefore {
      if marks.points > 0 { points += 1 } else { commas += 1 }
    } else {
      if marks.points > 0 { openPoints += 1 } else { openCommas += 1 }
      if samples.count < 3 { samples.append(CellText.string(bytes, cell)) }
    }
  }

  /// True where a cell shows which mark is the decimal one.
  var hasMarks: Bool { points + commas > 0 }

  /// Counts one more cell whose only mark is a point before two digits.
  mutating func notePoint() { points += 1 }

  /// Adds what the cells after these show.
  mutating func add(_ later: AmountEvidence) {
    points += later.points
    commas += later.commas
    openPoints += later.openPoints
    openCommas += later.openCommas
    unmarked += later.unmarked
    hasCommas = hasCommas || later.hasCommas
    samples = Array((samples + later.samples).prefix(3))
  }

  /// What the columns as a whole are.
  enum Decision: Equatable {
    case style(AmountStyle, reason: String)
    /// One mark before three digits is all there is.
    case twoReadings(AmountQuestion)
  }

  /// The mark that more cells show to be the decimal one, and what is stated only where they leave that open.
  func decide(_ stated: StatedChoice<ColumnMapping.DecimalMark>) -> Decision {
    let shown: ColumnMapping.DecimalMark? =
      commas > points ? .comma : points > 0 ? .point : nil
    let isContested = commas > 0 && points > 0
    if let mark = stated.ofProfile, stated.forFile == nil {
      // Cells that do not fit what such files always do are damaged, and are reported.
      return .style(AmountStyle(decimalMark: mark.byte, isSure: true, isStated: true), reason: "")
    }
    if let mark = stated.value, shown == nil || isContested {
      let style = AmountStyle(decimalMark: mark.byte, isSure: true, isStated: true)
      return .style(
        style,
        reason: shown == nil && samples.isEmpty
          ? "" : "amounts have a decimal \(mark.rawValue), \(stated.reason)")
    }
    switch shown {
    case .comma:
      return .style(
        AmountStyle(decimalMark: 0x2C, isSure: points == 0, isContested: isContested),
        reason: "amounts have a decimal comma: \(commas) cells show it"
          + (points > 0 ? ", \(points) show a point" : ""))
    case .point:
      return .style(
        AmountStyle(decimalMark: 0x2E, isSure: commas == 0, isContested: isContested), reason: "")
    case nil:
      guard !samples.isEmpty else { return .style(.point, reason: "") }
      return .twoReadings(
        AmountQuestion(samples: samples, hasPoints: openPoints > 0, hasCommas: openCommas > 0))
    }
  }

  /// The mark that the cells show against the one that is stated; nil where they do not.
  func contradiction(of stated: ColumnMapping.DecimalMark) -> (cells: Int, mark: String)? {
    switch stated {
    case .point: commas > 0 && points == 0 ? (commas, "comma") : nil
    case .comma: points > 0 && commas == 0 ? (points, "point") : nil
    }
  }
}

/// A column of amounts in which nothing shows what a mark before three digits means.
struct AmountQuestion: Equatable {
  let samples: [String]
  let hasPoints: Bool
  let hasCommas: Bool

  /// The question in words, without what to do.
  var words: String {
    let mark = hasPoints ? (hasCommas ? "mark" : "point") : "comma"
    return "no amount shows whether its \(mark) divides thousands or is the decimal mark, such as "
      + samples.map { "\"\($0)\"" }.joined(separator: ", ")
  }

  /// The reason for a decimal mark where every amount has as many decimals as its currency, which are three.
  var threeDecimalWords: String {
    "amounts have a decimal \(hasPoints ? "point" : "comma"): all have three decimals, as their currencies do"
  }
}

/// The marks among the digits of one cell.
private struct MarkCount {
  var points = 0
  var commas = 0
  var isPointLast = false
  var digitsAfter = 0
  var digitsBefore = 0
  var isZeroBefore = true

  /// Counts one byte; false where it is neither a digit nor a mark nor what may stand between and before digits.
  @inline(__always)
  mutating func take(_ byte: UInt8, isFirst: Bool) -> Bool {
    switch byte {
    case 0x30...0x39:
      if points + commas == 0 {
        digitsBefore += 1
        if byte != 0x30 { isZeroBefore = false }
      }
      digitsAfter += 1
    case 0x2E:
      points += 1
      isPointLast = true
      digitsAfter = 0
    case 0x2C:
      commas += 1
      isPointLast = false
      digitsAfter = 0
    case 0x20, 0x27: break
    case 0x2B, 0x2D: return isFirst
    default: return false
    }
    return true
  }
}
